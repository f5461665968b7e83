"""The example yearbook of a made-up district: every kind and field of the model, in one site, book and data."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from tests.support.books import tight
from tests.support.example.media import write_media
from tests.support.paths import ROOT
from yearbook.build import pipeline
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.model.common import CommonFields
from yearbook.model.kinds import KINDS
from yearbook.model.structure import parts_of, published_fields

UNUSED = frozenset({"CommonFields.draft"})
"""Drafts are not published."""
_COMMON = {each.name for each in fields(CommonFields)}


class Example(NamedTuple):
    options: BuildOptions
    yearbook: Yearbook
    warnings: list[str]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("example")
    content = Path(shutil.copytree(ROOT / "tests" / "support" / "example" / "content", folder / "content"))
    write_media(content / "media")
    options = BuildOptions(content, ROOT / "templates", folder / "site", books=True)
    report = pipeline.build(options)
    return Example(
        options, read_yearbook(options)[0], [f"{each.mistake.code} {each.text()}" for each in report.warnings]
    )


def test_every_kind_and_field_is_used(example: Example) -> None:
    used = {each.kind for each in _records(example)}
    assert set(KINDS) - used == set()
    filled: set[str] = set()
    for record in _records(example):
        filled |= set(_filled(record.facts))
    wanted = {
        _name(owner, field.name)
        for kind in KINDS.values()
        for owner in (kind.facts, *parts_of(kind.facts))
        for field in published_fields(owner)
    }
    assert sorted(wanted - filled - UNUSED) == []


def _records(example: Example) -> Iterator[Record]:
    for records in example.yearbook.records.values():
        yield from records.values()


def _name(owner: type[Any], field: str) -> str:
    """Return `Class.field`: a field that all kinds have needs to be used by one."""
    return f"{CommonFields.__name__ if field in _COMMON else owner.__name__}.{field}"


def _filled(value: Any) -> Iterator[str]:
    """Yield `Class.field` for each field that does not have its default."""
    for field in fields(value) if is_dataclass(value) else ():
        inner = getattr(value, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if inner != default:
            yield _name(type(value), field.name)
            for each in inner if isinstance(inner, tuple) else (inner,):
                yield from _filled(each)


def test_the_site_has_no_faults(example: Example) -> None:
    assert [each.text() for each in inspect_site(example.options.output)] == []
    assert {each[:5] for each in example.warnings} <= {"YB757"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_site_book_and_data_hold_every_record(example: Example, language: str) -> None:
    site, records = example.options.output, example.yearbook.records
    titles = {
        f"{kind}:{each.id}": tight(each.title.read(language).text)
        for kind, all_of_it in records.items()
        for each in all_of_it.values()
    }
    shown = {
        "site": "".join(html.unescape(each.read_text("utf-8")) for each in sorted((site / language).rglob("*.html"))),
        "book": "".join(each.extract_text() for each in PdfReader(site / "pdf" / language / "book.pdf").pages),
        "data": "".join(each.read_text("utf-8") for each in sorted((site / "data").glob("*.json"))),
    }
    for place, text in shown.items():
        there = tight(text)
        assert [name for name, title in titles.items() if title not in there] == [], place
