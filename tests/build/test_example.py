"""The example yearbook of a made-up district: every kind and field of the model, and what an office can declare itself.

It is built once into site, book and data.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from tests.support.books import alternatives, tight
from tests.support.example.media import write_media
from tests.support.example.own_fields import own_values
from tests.support.paths import ROOT
from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.spreadsheets.exporting import export_records
from yearbook.authoring.spreadsheets.importing import read_import
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.sheet_writer import to_csv
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.authoring.spreadsheets.updating import UpdateContext
from yearbook.build import pipeline
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.records import Body, Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.documents.document import Document, read_document
from yearbook.core.overlay import Folders
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.model import urls
from yearbook.model.common import CommonFields
from yearbook.model.declarations import FieldType, OwnField, OwnKind
from yearbook.model.kinds import THEME, VOCABULARIES
from yearbook.model.structure import parts_of, published_fields

LANGUAGES = ("zh", "en")
CONTENT = ROOT / "tests" / "support" / "example" / "content"
BASE = "https://example.org/yearbook/"
UNUSED = frozenset({"CommonFields.draft"})
"""Drafts are not published."""
_COMMON = {each.name for each in fields(CommonFields)}


class Example(NamedTuple):
    options: BuildOptions
    yearbook: Yearbook
    languages: dict[str, Language]
    warnings: list[str]

    @property
    def site(self) -> Path:
        return self.options.output

    def records(self) -> Iterator[Record]:
        for records in self.yearbook.records.values():
            yield from records.values()

    def page(self, record: Record, language: str) -> str:
        """The HTML of the page on which a record is read."""
        path = urls.record_url(language, record.kind, record.id).path
        return html.unescape((self.site / path).read_text("utf-8"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("example")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    write_media(content / "media")
    options = BuildOptions(content, ROOT / "templates", folder / "site", books=True, base_url=BASE)
    report = pipeline.build(options)
    yearbook = read_yearbook(options)[0]
    measures = yearbook.configuration.all_measures
    languages = read_languages(Folders(options.templates), LANGUAGES, measures, yearbook.own)
    warnings = [f"{each.mistake.code} {each.text()}" for each in report.warnings]
    return Example(options, yearbook, {each.code: each for each in languages}, warnings)


def test_every_kind_and_field_is_used(example: Example) -> None:
    kinds = example.yearbook.kinds
    assert set(kinds) - {each.kind for each in example.records()} == set()
    filled: set[str] = set()
    for record in example.records():
        filled |= set(_filled(record.facts))
    wanted = {
        _name(owner, field.name)
        for kind in kinds.values()
        for owner in (kind.facts, *parts_of(kind.facts))
        for field in published_fields(owner)
    }
    assert sorted(wanted - filled - UNUSED) == []


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


def test_everything_is_declared_that_an_office_can_declare(example: Example) -> None:
    own, configuration = example.yearbook.own, example.yearbook.configuration
    kinds = {each.name for each in own.kinds}
    assert {each.prose for each in own.kinds} == {True, False}
    assert {each.type for each in own.fields if each.kind in kinds} == set(FieldType)
    many = {each.type for each in own.fields if each.many}
    assert set(FieldType) - many == {FieldType.FLAG, FieldType.SOURCES}
    named = {each.of for each in own.fields if each.of}
    assert set(VOCABULARIES) - named == set()
    assert kinds <= named
    assert set(example.yearbook.kinds) - {each.kind for each in own.fields} == set()
    settings = {each.name for owner in (OwnField, OwnKind) for each in fields(owner)}
    of_fields = {each.name for one in own.fields for each in fields(OwnField) if getattr(one, each.name)}
    of_kinds = {each.name for one in own.kinds for each in fields(OwnKind) if getattr(one, each.name)}
    assert settings - of_fields - of_kinds == set()
    declared = (configuration.levels, configuration.stages, configuration.roles, configuration.measures)
    assert all(declared)
    for record in (each for each in example.records() if each.kind in kinds):
        assert set(record.title.languages) == set(LANGUAGES)
    for kind in kinds:
        assert len(example.yearbook.all(kind)) > 1
        assert any(each.facts.pictures and each.facts.attachments for each in example.yearbook.all(kind))


def test_the_site_has_no_faults(example: Example) -> None:
    assert [each.text() for each in inspect_site(example.site)] == []
    assert {each[:5] for each in example.warnings} <= {"YB757"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_site_book_and_data_hold_every_record(example: Example, language: str) -> None:
    titles = {f"{each.kind}:{each.id}": tight(each.title.read(language).text) for each in example.records()}
    pages = sorted((example.site / language).rglob("*.html"))
    shown = {
        "site": tight("".join(html.unescape(each.read_text("utf-8")) for each in pages)),
        "book": _book(example.site, language),
        "data": tight("".join(each.read_text("utf-8") for each in sorted((example.site / "data").glob("*.json")))),
    }
    for place, text in shown.items():
        assert [name for name, title in titles.items() if title not in text] == [], place


@cache
def _book(site: Path, language: str) -> str:
    """The text of the book of all records, without spaces."""
    return tight("".join(each.extract_text() for each in PdfReader(site / "pdf" / language / "book.pdf").pages))


def _read(page: str) -> str:
    """The words of a page's main part, without spaces."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return tight(re.sub(r"<[^>]*>", "", main))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_book_show_every_own_field(example: Example, language: str) -> None:
    book, missing = _book(example.site, language), []
    for each in own_values(example.yearbook):
        page = _read(example.page(each.record, language))
        texts = [tight(text) for text in each.shown(example.languages[language], example.yearbook)]
        missing += [f"page of {each}: {text}" for text in texts if text not in page]
        if each.record.kind != THEME.name:  # themes stand in the index of the book alone
            missing += [f"book, {each}: {text}" for text in texts if text not in book]
    assert missing == []


def test_the_data_have_every_own_field(example: Example) -> None:
    data = json.loads((example.site / "data" / "yearbook.json").read_text("utf-8"))["records"]
    facts = {(kind, each["id"]): each["facts"] for kind, of_kind in data.items() for each in of_kind}
    values = list(own_values(example.yearbook))
    assert [str(each) for each in values if each.field.name not in facts[each.record.key]] == []
    of_exhibition = facts["exhibition", "old-river"]
    assert of_exhibition["cost"]["value"]["printed"] == "28.6万元"
    assert (of_exhibition["held"], of_exhibition["exhibits"]) == ("2024-05-18/2024-10-07", ["photographs", "models"])
    assert (of_exhibition["lent_numbers"], of_exhibition["free"]) == ([17, 1042], True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_have_their_alternative_texts(example: Example, language: str) -> None:
    printed = {tight(each) for each in alternatives((example.site / "pdf" / language / "book.pdf").read_bytes())}
    data = (example.site / "data" / "pictures.csv").read_text("utf-8-sig")
    missing = []
    for record in example.records():
        for each in record.facts.pictures:
            text = each.alternative.read(language).text if each.alternative else ""
            missing += [f"page of {record.key}: {text}"] * (f'alt="{text}"' not in example.page(record, language))
            missing += [f"book: {text}"] * (not each.decorative and tight(text) not in printed)
            missing += [f"data: {text}"] * (text not in data)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_attachments_are_linked_listed_and_published(example: Example, language: str) -> None:
    data = (example.site / "data" / "attachments.csv").read_text("utf-8-sig")
    for record in example.records():
        for each in record.facts.attachments:
            title, page = each.title.read(language).text, example.page(record, language)
            assert urls.to_media(urls.record_url(language, record.kind, record.id).path, each.file) in page
            assert title in page
            assert tight(title) in _book(example.site, language)
            assert (example.site / "media" / each.file).exists()
            assert f"{record.kind},{record.id}" in data
            assert each.file in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_kinds_can_be_found(example: Example, language: str) -> None:
    scripts = "".join(each.read_text("utf-8") for each in sorted((example.site / language / "search").glob("*.js")))
    sitemap = (example.site / "sitemap.xml").read_text("utf-8")
    subjects = (example.site / language / "subjects.html").read_text("utf-8")
    for kind in example.yearbook.own.kinds:
        words = (kind.several or kind.words).read(language).text
        assert f">{words}</a>" in (example.site / language / "index.html").read_text("utf-8")
        assert f"<loc>{BASE}{language}/{kind.folder}/</loc>" in sitemap
        for record in example.yearbook.all(kind.name):
            title = html.escape(record.title.read(language).text, quote=False)
            assert f'"{html.unescape(title)}"' in scripts
            assert f"<loc>{BASE}{language}/{kind.folder}/{record.id}.html</loc>" in sitemap
            assert title in subjects


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_show_and_filter_own_kinds_and_choices(example: Example, language: str) -> None:
    for field in (each for each in example.yearbook.own.fields if each.type is FieldType.CHOICE):
        kind = example.yearbook.kinds[field.kind]
        page = (example.site / urls.index_address(language, kind.index).path).read_text("utf-8")
        assert [each.id for each in example.yearbook.all(kind.name) if f"{each.id}.html" not in page] == []
        used = [getattr(each.facts, field.name) for each in example.yearbook.all(kind.name)]
        values = {one.value for each in used if each for one in (each if isinstance(each, tuple) else (each,))}
        select = page.partition(f'<select name="own_{field.name}">')[2].partition("</select>")[0]
        offered = re.findall(r'<option value="([^"]+)">([^<]+)', select)
        wanted = [(each.value, each.words.read(language).text) for each in field.choices if each.value in values]
        assert [(value, word.strip()) for value, word in offered] == wanted
        for value in values:
            assert re.search(rf'data-own_{field.name}="[^"]*\b{value}\b', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_goes_through_a_spreadsheet_and_back(example: Example, tmp_path: Path, language: str) -> None:
    """Nothing changes; without the records, those of the table are the same but for what no column holds."""
    root, yearbook = example.options.content, example.yearbook
    for kind in yearbook.kinds:
        exported = export_records(yearbook, kind, language, lambda body: _markdown(root, body))
        file = tmp_path / f"{kind}.csv"
        file.write_bytes(to_csv(exported.data))
        context = UpdateContext(read_content_folder(root), lambda body: _markdown(root, body))
        found = read_import(read_sheets(file), ImportOptions(kind, yearbook), update=context)
        assert (found.diagnostics, found.refused, found.records, found.changes.files) == ((), (), (), ())
        fields_of_kind = [each for each in yearbook.own.fields if each.kind == kind]
        without_column = {each.name for each in fields_of_kind if each.many and each.type is FieldType.TEXT}
        own = {each.name for each in fields_of_kind} - without_column
        assert own & {field for field, _ in exported.left_out} == set()
        own -= {field.partition(".")[0] for field, _ in exported.left_out}  # the sources of an amount
        emptied = replace(yearbook, records={**yearbook.records, kind: {}})
        again = read_import(read_sheets(file), ImportOptions(kind, emptied))
        assert (again.diagnostics, again.refused) == ((), ())
        for each in again.records:
            facts = yearbook.get(kind, each.id).facts
            assert {name: getattr(each.value, name) for name in own} == {name: getattr(facts, name) for name in own}


def _markdown(root: Path, body: Body) -> str:
    document = read_document(root, body.origin.path, root.name)
    assert isinstance(document, Document)
    return document.body
