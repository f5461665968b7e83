"""Fields of a yearbook's own that name records: the pages of these list who names them, whatever the field's name."""

from __future__ import annotations

import html
import re

import pytest

from tests.support.builds import built
from tests.support.mapped import MAPPED
from tests.support.paths import ROOT
from tests.support.people import FILES_WITH_PEOPLE
from tests.support.worlds import world
from yearbook.build.options import BuildOptions
from yearbook.model.kinds import KINDS
from yearbook.model.own_kinds import reserved_names
from yearbook.model.structure import ValueType, fields_of, parts_of

NAMED = {
    "honor": "green-city",
    "project": "long-road",
    "program": "two-steps",
    "year": "2017",
    "ledger": "roads",
    "indicator": "output",
    "unit": "green-office",
    "person": "zhang-san",
    "place": "county",
    "source": "report",
    "theme": "garden",
}
"""A record of each kind that has pages, but for free pages."""


def _names_of_built_in_references(kind: str) -> set[str]:
    """The names of the fields in which built-in kinds, and parts of them, name records of a kind."""
    owners = {owner for each in KINDS.values() for owner in (each.facts, *parts_of(each.facts))}
    fields = (field for owner in owners for field in fields_of(owner))
    return {each.name for each in fields if each.value_type is ValueType.REFERENCE and each.refers_to == kind}


FIELDS = {
    name: kind
    for kind in NAMED
    for name in sorted({f"named_{kind}", *_names_of_built_in_references(kind)} - reserved_names())
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of a yearbook in which a record names one of each kind, one field at a time."""
    folder = tmp_path_factory.mktemp("references")
    declared = ["kinds:", "  - {name: paper, words: {zh: 文件, en: Paper}}", "fields:"]
    papers = []
    for name, kind in FIELDS.items():
        words = f"{{zh: 字段{name}, en: Field {name}}}"
        declared.append(f"  - {{kind: paper, name: {name}, type: record, of: {kind}, words: {words}}}")
        title = f"{{zh: 文件{name}, en: Paper {name}}}"
        papers += [f"{name.replace('_', '-')}:", f"  title: {title}", f"  {name}: {NAMED[kind]}"]
    files = {**FILES_WITH_PEOPLE, **MAPPED, "fields.yaml": "\n".join(declared), "papers/all.yaml": "\n".join(papers)}
    world(folder / "content", files)
    return built(BuildOptions(folder / "content", ROOT / "templates", folder / "site", jobs=1))


def lists(site: dict[str, bytes], kind: str, language: str = "en") -> dict[str, list[str]]:
    """What the page of the record of a kind lists, by the headings of its parts."""
    folder = KINDS[kind].index
    page = site[f"{language}/{folder}/{NAMED[kind]}.html"].decode()
    found: dict[str, list[str]] = {}
    for part in page.split("<section")[1:]:
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", part, re.DOTALL)
        titles = re.findall(r"<a href=[^>]*papers/[^>]*>(.*?)</a>", part.partition("</section>")[0])
        found[re.sub(r"<[^>]+>", "", heading[1]).strip() if heading else ""] = list(map(html.unescape, titles))
    return found


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_the_page_of_what_a_field_names_lists_the_record_that_names_it(site: dict[str, bytes], name: str) -> None:
    listed = [heading for heading, titles in lists(site, FIELDS[name]).items() if f"Paper {name}" in titles]
    assert len(listed) == 1
    assert listed[0] in {"Related", "Named in", "Also named in", "What is recorded here"}
