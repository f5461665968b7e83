"""Files of a content folder → records, or every mistake in them, told in its place and in these words.

A case is a folder of files that stand beside those of `sound.SOUND`, and the exact text of all problems of the whole,
in English and then in Chinese.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.paths import CASES
from tests.support.sound import honor, problems_of, read, sound_world
from yearbook.content.locations import FileSlot, file_slot
from yearbook.core.diagnostics import Diagnostic, show
from yearbook.core.documents.decoding import lines_of
from yearbook.model.honors import Form, Honor

EXAMPLES = sorted(each for each in (CASES / "records").iterdir() if each.is_dir())
ALONE = {"no-configuration"}
"""Cases whose files are all that there is."""


def told(root: Path) -> str:
    """All problems of a content folder as a person reads them."""
    found = problems_of(root)
    lines = [lines_of(root, each.place.path.partition("/")[2]) if each.place.line else () for each in found]
    pairs = list(zip(found, lines, strict=True))
    return "\n\n".join(show(each, excerpt, language) for language in ("en", "zh") for each, excerpt in pairs) + "\n"


def case_world(case: Path, folder: Path) -> Path:
    root = folder / "content" if case.name in ALONE else sound_world(folder)
    shutil.copytree(case / "content", root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.name)
def test_every_mistake_of_a_folder_is_told_in_these_words(case: Path, tmp_path: Path) -> None:
    assert told(case_world(case, tmp_path)) == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.name)
def test_a_case_tells_each_problem_in_both_languages(case: Path) -> None:
    text = (case / "expected.txt").read_text(encoding="utf-8")
    english, chinese = text.count(": error[YB"), text.count(": 错误[YB")
    assert english == chinese > 0
    hints = [line for line in text.split("\n") if re.match(r" *= ", line)]
    assert not [each for each in hints if re.search(r"\{[a-z_]+\}", each)], "a word that is not filled in"


def test_what_the_cases_stand_beside_is_sound(tmp_path: Path) -> None:
    yearbook, warnings = read(sound_world(tmp_path))
    assert [each.key for each in yearbook] == [
        ("unit", "erqi"),
        ("unit", "traffic-office"),
        ("source", "summary-2016"),
        ("theme", "warmth"),
    ]
    assert warnings == ()


def test_a_record_is_typed_from_its_plain_texts(tmp_path: Path) -> None:
    front = """\
period: 2014/2016
conferred: 2016-09
recipients: [erqi]
units: {lead: [traffic-office]}
rank: {place: 3, scope: city, basis: growth}
streak: {count: 5}
draft: false
figures:
  - {label: {en: ' Relief  paid', zh: '  救助 金 '}, value: 400万元}
"""
    yearbook, _ = read(sound_world(tmp_path, {"honors/2016/civilised-city.md": honor(front, "正文。\n")}))
    record = yearbook.get("honor", "civilised-city")
    facts = record.facts
    assert isinstance(facts, Honor)
    assert (facts.form, facts.level, record.year, facts.draft) == (Form.TITLE, "national", 2016, False)
    assert (facts.recipients, facts.units.of("lead"), facts.units.of("support")) == (("erqi",), ("traffic-office",), ())
    assert (str(facts.period), str(facts.conferred.date if facts.conferred else None)) == ("2014/2016", "2016-09")
    assert facts.rank is not None
    assert facts.rank.place == 3
    (figure,) = facts.figures
    assert figure.label.values == (("zh", "救助金"), ("en", "Relief paid"))
    assert str(figure.value.value) == "400万元"


@pytest.mark.parametrize("before", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_place_is_that_of_the_file_whatever_its_line_ends(before: str, end: str, tmp_path: Path) -> None:
    text = before + honor("rank: {place: 0, scope: city, basis: growth}\n", "见[路](project:none)。\n")
    root = sound_world(tmp_path, {"honors/2016/a.md": text.replace("\n", end).encode()})
    assert [(each.mistake.code, each.place.line, each.place.column) for each in problems_of(root)] == [("YB219", 6, 15)]
    sound = text.replace("place: 0", "place: 1").replace("\n", end).encode()
    (root / "honors/2016/a.md").write_bytes(sound)
    assert [(each.mistake.code, each.place.line) for each in problems_of(root)] == [("YB303", 8)]


@pytest.mark.parametrize(
    ("path", "kind", "identity", "language", "year"),
    [
        ("honors/2016/civilised-city.md", "honor", "civilised-city", "", 2016),
        ("honors/2016/civilised-city.en.md", "honor", "civilised-city", "en", 2016),
        ("projects/ring-road.md", "project", "ring-road", "", None),
        ("programs/1-3-18.en.md", "program", "1-3-18", "en", None),
        ("years/2016.md", "year", "2016", "", None),
        ("units/bodies.yaml", "unit", "", "", None),
        ("ledgers/2017.yaml", "ledger", "", "", None),
        ("themes.yaml", "theme", "", "", None),
        ("glossary.yaml", "term", "", "", None),
    ],
)
def test_the_place_of_a_file_says_what_it_holds(
    path: str, kind: str, identity: str, language: str, year: int | None
) -> None:
    found = file_slot(path, ("zh", "en"), "content")
    assert isinstance(found, FileSlot)
    assert (found.kind.name, found.id, found.language, found.year) == (kind, identity, language, year)


@pytest.mark.parametrize("identity", ["A", "a_b", "a--b", "-a", "a-", "é", "二", "a b", "x" * 81, "a.b"])
def test_what_is_not_an_id(identity: str) -> None:
    found = file_slot(f"projects/{identity}.md", ("zh", "en"), "content")
    assert isinstance(found, Diagnostic)
    assert found.mistake.code == ("YB204" if "." in identity else "YB203")
    assert found.place.path == f"content/projects/{identity}.md"


@pytest.mark.parametrize(
    "path", ["glossary.yaml/a.yaml", "units.yaml", "honors.md", "a.md", "media/a.md", "Honors/a.md"]
)
def test_what_is_no_place_for_a_record(path: str) -> None:
    found = file_slot(path, ("zh", "en"), "content")
    assert isinstance(found, Diagnostic)
    assert (found.mistake.code, found.place.path) == ("YB201", f"content/{path}")
