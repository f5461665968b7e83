"""Translations that are missing, old or against the glossary, and the table of their states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.audited import diagnostics, warnings
from tests.support.audited import found as located
from tests.support.sound import honor, read, sound_world, translation
from yearbook.checks.editorial.translation_table import translations_json, translations_text
from yearbook.checks.editorial.translations import translation_statuses
from yearbook.core.diagnostics import Location


def test_a_record_without_a_translation(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, **{"honors/2016/a.md": honor()})
    assert (found.mistake.code, found.place) == ("YB401", Location("content/honors/2016/a.md"))
    assert found.text() == "this record has no en text yet"
    assert found.hint().startswith("write content/honors/2016/a.en.md; ")


@pytest.mark.parametrize(("stamp", "code"), [("", "YB403"), ("original: deadbeef\n", "YB402")])
def test_a_translation_that_is_unmarked_or_old(stamp: str, code: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(stamp)}
    (found,) = warnings(tmp_path, **files)
    assert (found.mistake.code, found.place) == (code, Location("content/honors/2016/a.en.md"))
    assert found.hint().endswith("run: python build.py translated honor:a")
    assert found.hint("zh").endswith("运行：python build.py translated honor:a")


def test_a_translation_of_this_version_is_right(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor()})
    version = read(root)[0].get("honor", "a").version
    (root / "honors/2016/a.en.md").write_text(translation(f"original: '{version}'\n"), encoding="utf-8")
    assert read(root)[1] == ()


def test_kinds_without_prose_need_no_translation(tmp_path: Path) -> None:
    assert warnings(tmp_path, "  total: {count: 3个}\n") == ()


GLOSSARY = "elapsed:\n  title: {zh: 时序进度, en: elapsed share of the year}\n  avoid: [time progress]\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The Time Progress is known.", True),
        ("The elapsed share of the year is known.", False),
        ("A meantime progress report.", False),  # within another word
    ],
)
def test_a_translation_that_the_glossary_avoids(body: str, found: bool, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(body=body), "glossary.yaml": GLOSSARY}
    assert [code for code, *_ in located(tmp_path, files, "YB405")] == ["YB405"] * found


def test_an_avoided_translation_is_shown_where_it_stands(tmp_path: Path) -> None:
    body = "\nIt is known.\n\nThe *time progress* is known.\n"
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(body=body), "glossary.yaml": GLOSSARY}
    assert located(tmp_path, files, "YB405") == [("YB405", 7, "time progress")]
    (told,) = [each for each in diagnostics(tmp_path / "again", files) if each.mistake.code == "YB405"]
    assert told.hint() == "for 时序进度 write “elapsed share of the year”"


def test_every_further_language_is_asked_for(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation()})
    file = root / "yearbook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[zh, en]", "[zh, en, fr]"), encoding="utf-8")
    found = {each.mistake.code: dict(each.words) for each in read(root)[1]}
    assert set(found) == {"YB316", "YB401", "YB403", "YB447"}
    assert found["YB401"] == {"language": "fr", "path": "content/honors/2016/a.fr.md"}
    assert found["YB447"]["language"] == "fr"


TERMS = """\
    term-a: {title: {zh: 棚户区改造, en: shantytown redevelopment}}
    term-b: {title: {zh: 竣工, en: completed}}
    term-c: {title: {zh: 百城建设提质工程, en: Hundred Cities Quality Improvement Project}}
    """


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("推进棚户区改造。", "Slums are rebuilt.", [("YB440", 8, "棚户区改造")]),
        ("推进棚户区改造。", "Shantytowns are redeveloped.", []),
        ("推进棚户区改造。", "The redevelopment of shantytowns goes on.", []),
        ("推进棚户区改造。", "Shanks are redecorated.", [("YB440", 8, "棚户区改造")]),  # four letters are not enough
        ("全部竣工。", "All are done.", []),  # too short a term
        ("百城建设提质工程。", "The Hundred Cities project on quality.", []),  # more than half of its words
        ("百城建设提质工程。", "The hundred towns.", [("YB440", 8, "百城建设提质工程")]),
    ],
)
def test_terms_that_a_translation_does_not_keep(
    zh: str, en: str, expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    files = {"honors/2016/a.md": honor(body=f"\n{zh}\n"), "honors/2016/a.en.md": translation(body=f"\n{en}\n")}
    assert located(tmp_path, {**files, "glossary.yaml": TERMS}, "YB440") == expected


def test_a_term_within_a_name_is_none(tmp_path: Path) -> None:
    units = "office: {names: [{name: {zh: 棚户区改造办公室, en: Renewal Office}}], type: government}\n"
    files = {"honors/2016/a.md": honor(body="\n棚户区改造办公室牵头。\n")}
    files |= {"honors/2016/a.en.md": translation(body="\nThe Renewal Office led.\n"), "units/more.yaml": units}
    assert located(tmp_path, {**files, "glossary.yaml": TERMS}, "YB440") == []


def test_words_that_lack_a_language(tmp_path: Path) -> None:
    figures = "figures:\n  - {label: {zh: 甲乙}, value: 1个}\n  - {label: {zh: 丙丁}, value: 1个}\n"
    files = {"honors/2016/a.md": honor(figures), "honors/2016/a.en.md": translation()}
    (told,) = [each for each in diagnostics(tmp_path, files) if each.mistake.code == "YB447"]
    assert (told.place.line, told.text()) == (7, "“figures.0.label” has no en words")


def test_how_every_record_stands(tmp_path: Path) -> None:
    files = {
        "honors/2016/a.md": honor(),
        "honors/2016/b.md": honor(),
        "honors/2016/b.en.md": translation(),
        "honors/2016/c.md": honor(),
        "honors/2016/c.en.md": translation("original: deadbeef\n"),
        "themes.yaml": "warmth: {title: {zh: 温暖}}\ngarden: {title: {zh: 田园, en: Garden}, note: {zh: 绿}}\n",
    }
    found = translation_statuses(read(sound_world(tmp_path, files))[0])
    states = {f"{each.kind}:{each.id}": each.state.value for each in found}
    assert {key: state for key, state in states.items() if not key.startswith(("unit", "source"))} == {
        "honor:a": "missing",
        "honor:b": "unstamped",
        "honor:c": "stale",
        "theme:warmth": "missing",
        "theme:garden": "partly",
    }
    text = translations_text(found, "en").split("\n")
    assert text[0].split() == ["kind", "language", "translated", "stale", "unmarked", "partly", "missing", "share"]
    assert text[1].split() == ["honor", "en", "0", "1", "1", "0", "1", "0%"]
    assert "  stale  en  honor:c" in text
    assert "  过期  en  honor:c" in translations_text(found, "zh").split("\n")
    made = json.loads(translations_json(found))
    assert made["kinds"][0] == {
        "kind": "honor", "language": "en", "translated": 0, "stale": 1, "unstamped": 1, "partly": 0, "missing": 1,
    }  # fmt: skip
    assert {"kind": "honor", "id": "a", "language": "en", "state": "missing"} in made["records"]


def test_where_all_is_translated_nothing_is_to_do(tmp_path: Path) -> None:
    found = translation_statuses(read(sound_world(tmp_path))[0])
    assert translations_text(found, "en").endswith("present original.")
    assert json.loads(translations_json(found))["records"] == []
