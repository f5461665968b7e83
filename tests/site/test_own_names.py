"""Fields of a yearbook's own with the names of built-in ones: they are shown and exported like any other."""

from __future__ import annotations

import pytest

from tests.support.builds import built
from tests.support.paths import ROOT
from tests.support.small import FILES
from tests.support.worlds import world
from yearbook.build.options import BuildOptions
from yearbook.model.kinds import KINDS
from yearbook.model.own_kinds import reserved_names
from yearbook.model.structure import fields_of, parts_of

OWNERS = {owner for kind in KINDS.values() for owner in (kind.facts, *parts_of(kind.facts))}
NAMES = sorted({field.name for owner in OWNERS for field in fields_of(owner)} - reserved_names())
FIELDS = [
    f"  - {{kind: paper, name: {each}, type: line, words: {{zh: 字段{each}, en: Label of {each}}}}}" for each in NAMES
]
DECLARED = "\n".join(["kinds:", "  - {name: paper, words: {zh: 文件, en: Paper}, prose: true}", "fields:", *FIELDS])
PAPER = "\n".join(["---", "title: 一", *(f"{each}: Value of {each}" for each in NAMES), "---", "", "正文。", ""])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("names")
    world(folder / "content", {**FILES, "fields.yaml": DECLARED, "papers/one.md": PAPER})
    return built(BuildOptions(folder / "content", ROOT / "templates", folder / "site", jobs=1))


@pytest.mark.parametrize("path", ["en/papers/one.html", "en/papers/one.md"])
def test_readers_see_label_and_value(site: dict[str, bytes], path: str) -> None:
    text = site[path].decode().replace("\\_", "_")
    assert [each for each in NAMES if f"Label of {each}" not in text or f"Value of {each}" not in text] == []


@pytest.mark.parametrize("path", ["data/papers.json", "data/papers.csv", "en/search/"])
def test_data_and_search_have_the_value(site: dict[str, bytes], path: str) -> None:
    text = "".join(data.decode() for name, data in site.items() if name.startswith(path))
    assert [each for each in NAMES if f"Value of {each}" not in text] == []
