"""Findings from the cache are those of a clean check, and a record is checked again only where they may differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.builds import edit
from yearbook.build.loading import LoadedYearbook, load, update
from yearbook.build.options import BuildOptions
from yearbook.content.tree import read_tree
from yearbook.core.cache import FINDINGS, NO_CACHE, BuildCache, decode_cache, encode_cache

_HONOR = "honors/2018/clean-streets.md"
_UNITS = "units/all.yaml"


def _load(options: BuildOptions, cache: BuildCache = NO_CACHE) -> LoadedYearbook:
    found = load(options, read_tree(options.content, options.content.name), cache=cache)
    assert found.loaded, found.diagnostics
    return found.loaded


def _checked_again(options: BuildOptions, before: LoadedYearbook) -> int:
    """Load with the cache of the load before; return how many records were checked, having compared the findings."""
    after = _load(options, decode_cache(encode_cache("", before.cache), ""))
    assert after.warnings == _load(options).warnings
    return len(after.cache[FINDINGS].keys() - before.cache[FINDINGS].keys())


def _codes(loaded: LoadedYearbook, file: str) -> set[str]:
    return {each.mistake.code for each in loaded.warnings if each.place.path.endswith(file)}


def test_an_edited_title_checks_its_record_alone(options: BuildOptions) -> None:
    before = _load(options)
    edit(options.content / _HONOR, "街道整洁奖", "街道清洁奖")
    assert _checked_again(options, before) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "where"),
    [
        pytest.param(_UNITS, "aliases: [绿办]", "aliases: [三个单位]", "YB480", _HONOR, id="an alias of a unit"),
        pytest.param(
            _UNITS,
            "names: [{name: {zh: 市人民政府, en: City Government}}]",
            "names: [{name: {zh: 市人民政府, en: City Government}, since: 2018}]",
            "YB491",
            "green-city.md",
            id="the years of a unit",
        ),
        pytest.param("glossary.yaml", "[afforesting]", "[planted]", "YB405", "green-city.en.md", id="the glossary"),
        pytest.param(
            "sources/all.yaml", "2018-01-05", "2016-01-05", "YB495", "green-city.md", id="the day of a source"
        ),
    ],
)
def test_what_others_say_is_found_in_a_record(
    options: BuildOptions, file: str, old: str, new: str, code: str, where: str
) -> None:
    before = _load(options)
    assert code not in _codes(before, where)
    edit(options.content / file, old, new)
    assert _checked_again(options, before) > 1
    assert code in _codes(_load(options), where)


def test_of_two_alike_the_new_one_and_the_other_are_checked(options: BuildOptions) -> None:
    before = _load(options)
    honor = options.content / _HONOR
    honor.with_name("aaa.md").write_text(honor.read_text("utf-8"), "utf-8")
    assert _checked_again(options, before) == 2
    assert "YB446" in _codes(_load(options), _HONOR)


def test_a_source_that_is_cited_no_longer_is_checked_with_the_record_that_did(options: BuildOptions) -> None:
    edit(
        options.content / "sources/all.yaml",
        "letter:",
        "note:\n  title: {zh: 便条, en: A Note}\n  kind: document\n  date: 2018\nletter:",
    )
    edit(options.content / _HONOR, "{source: letter, at: 整洁}", "{source: note, at: 整洁}")
    before = _load(options)
    edit(options.content / _HONOR, "{source: note, at: 整洁}", "{source: letter, at: 整洁}")
    assert _checked_again(options, before) == 2
    assert "YB421" in _codes(_load(options), "sources/all.yaml")


def test_a_ledger_is_checked_with_the_one_of_which_it_is_a_part(options: BuildOptions) -> None:
    ledgers = options.content / "ledgers/all.yaml"
    part = ledgers.read_text("utf-8").replace("roads:", "part:\n  part_of: roads", 1)
    ledgers.write_text(ledgers.read_text("utf-8") + part.replace("台账, en", "分台账, en"), "utf-8")
    before = _load(options)
    edit(ledgers, "investment: 6亿元", "investment: 5亿元")
    _checked_again(options, before)
    assert "YB413" in _codes(_load(options), "ledgers/all.yaml")


def test_an_update_with_errors_says_what_a_load_says(options: BuildOptions) -> None:
    options = replace(options, drafts=True)  # as in the preview
    before = load(options, read_tree(options.content, options.content.name))
    edit(options.content / _HONOR, "三个单位获奖", "待写")
    (options.content / "notes.txt").touch()
    tree = read_tree(options.content, options.content.name)
    found = update(before, tree, options).diagnostics
    assert {each.mistake.code for each in found if each.is_error} == {"YB106", "YB425"}
    assert found == load(options, tree).diagnostics
