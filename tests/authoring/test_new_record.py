"""The first state of a new record: sound as it is, every field explained, nothing of the old touched."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.support.small import small_world
from tests.support.sound import read
from yearbook.authoring.changes import write_changes
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.format_files import format_content
from yearbook.authoring.new_record import NewRecordOptions, new_record_files
from yearbook.content.locations import FileSlot, file_slot, suggest_id
from yearbook.content.validation import read_records
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.documents.document import Document, parse_document
from yearbook.model.kinds import KINDS, Kind
from yearbook.model.measures import measures_with

WANTED = {
    **{kind: NewRecordOptions(kind, "quite-new", titles=("新的", "New")) for kind in KINDS},
    "honor": NewRecordOptions("honor", "quite-new", 2017, ("新的", "New")),
    "year": NewRecordOptions("year", "2019", titles=("新的", "New")),
}
UNUSED = re.compile(r"^( *)#(?=[a-z_]+:|  - )", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small_world(tmp_path / "content")
    file = root / "yearbook.yaml"
    file.write_text(file.read_text("utf-8").replace("[2017, 2018]", "[2017, 2018, 2019]"), "utf-8")
    return root


def files(root: Path) -> dict[str, bytes]:
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}


def codes(root: Path, wanted: NewRecordOptions) -> list[str]:
    before = files(root)
    with pytest.raises(DiagnosticsError) as caught:
        new_record_files(root, wanted, "en")
    assert files(root) == before
    return [each.mistake.code for each in caught.value.diagnostics]


def make(root: Path, wanted: NewRecordOptions, language: str = "en") -> dict[str, str]:
    """Path → the text that was added."""
    before = files(root)
    write_changes(root, new_record_files(root, wanted, language), "content")
    after = files(root)
    assert all(after[path].startswith(text.rstrip()) for path, text in before.items())
    return {
        path: text[len(before.get(path, b"")) :].decode() for path, text in after.items() if text != before.get(path)
    }


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_sound_as_it_is_and_stays_so_when_tidied(kind: str, language: str, root: Path) -> None:
    wanted = WANTED[kind]
    before = {(each.mistake.code, each.place.path) for each in read(root, drafts=True)[1]}
    made = make(root, wanted, language)
    yearbook, warnings = read(root, drafts=True)
    record = yearbook.get(kind, wanted.id)
    assert record.title.values == (("zh", "新的"), ("en", "New"))
    assert [each.language for each in record.bodies] == (["zh", "en"] if KINDS[kind].prose else [])
    assert getattr(record.facts, "draft", True) is True
    assert [each.made_from for each in record.translations] == [record.version] * len(record.translations)
    new = {(each.mistake.code, each.place.path) for each in warnings} - before
    assert [each for each in new if KINDS[kind].prose and kind != "year"] == []
    assert [each.path for each in format_content(root, list(made)).changes if KINDS[kind].prose] == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_and_every_example_can_be_used(kind: str, language: str, root: Path) -> None:
    path, text = next(iter(sorted(make(root, WANTED[kind], language).items(), key=lambda each: len(each[0]))))
    explained = re.findall(r"# (.+)\n *#?([a-z_]+):", text)
    assert {name for _, name in explained} == {
        each.name for each in fields(KINDS[kind].facts) if each.name not in ("accepted", "changed")
    }
    assert [said for said, _ in explained if bool(re.search(r"[\u4e00-\u9fff]", said)) != (language == "zh")] == []
    used = UNUSED.sub(r"\1", text)
    assert len(UNUSED.findall(text)) >= (1 if kind == "theme" else 2)
    place = file_slot(path, ("zh", "en"), "content")
    document = parse_document(used.encode(), path, "content")
    assert isinstance(document, Document)
    assert isinstance(place, FileSlot)
    assert read_records(document, place, ("zh", "en"), measures_with())[1] == ()


def test_a_record_goes_to_the_end_of_its_file_with_its_line_ends(root: Path) -> None:
    file = root / "units/all.yaml"
    old = file.read_bytes().replace(b"\n", b"\r\n").rstrip()
    file.write_bytes(old)
    make(root, NewRecordOptions("unit", "a"))
    new = file.read_bytes()
    assert new.startswith(old + b"\r\n\r\na:\r\n  # ")
    assert new.count(b"\n") == new.count(b"\r\n")
    assert new.endswith((b"]\r\n", b"}\r\n"))


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        (NewRecordOptions("unit", "a"), "units/all.yaml"),
        (NewRecordOptions("unit", "a", into="schools"), "units/schools.yaml"),
        (NewRecordOptions("unit", "a", into="units/schools.yaml"), "units/schools.yaml"),
        (NewRecordOptions("term", "a"), "glossary.yaml"),
        (NewRecordOptions("honor", "a", 2018), "honors/2018/a.md"),
        (NewRecordOptions("project", "a", 2018), "projects/a.md"),
    ],
)
def test_where_a_record_goes(wanted: NewRecordOptions, path: str, root: Path) -> None:
    assert next(iter(new_record_files(root, wanted, "en"))).path == path


def test_files_by_year_and_files_by_source_go_on_so(root: Path) -> None:
    for folder, old in (("events", "2017"), ("sources", "report")):
        (root / f"{folder}/all.yaml").rename(root / f"{folder}/{old}.yaml")
    (root / "sources/letter.yaml").write_text("letter-two: {title: {zh: 信}, kind: document, date: 2018}\n", "utf-8")
    assert new_record_files(root, NewRecordOptions("event", "a", 2018), "en")[0].path == "events/2018.yaml"
    assert new_record_files(root, NewRecordOptions("source", "a"), "en")[0].path == "sources/a.yaml"
    (root / "units/schools.yaml").write_text("school: {names: [{name: {zh: 校}}], type: school}\n", "utf-8")
    (root / "events/2018.yaml").write_text(
        (root / "events/2017.yaml").read_text("utf-8").replace("road", "rd"), "utf-8"
    )
    assert codes(root, NewRecordOptions("event", "a")) == ["YB275"]
    assert codes(root, NewRecordOptions("unit", "a")) == ["YB274"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewRecordOptions("prize", "a"), "YB304"),
        (NewRecordOptions("honor", "Green City", 2017), "YB203"),
        (NewRecordOptions("honor", "../a", 2017), "YB203"),
        (NewRecordOptions("honor", "con", 2017), "YB207"),
        (NewRecordOptions("unit", "com1"), "YB207"),
        (NewRecordOptions("unit", "a", titles=("甲", "A", "B")), "YB284"),
        (NewRecordOptions("honor", "green-city", 2017), "YB302"),
        (NewRecordOptions("honor", "green-city", 2018), "YB302"),
        (NewRecordOptions("unit", "green-office"), "YB302"),
        (NewRecordOptions("honor", "a"), "YB275"),
        (NewRecordOptions("honor", "a", 1999), "YB307"),
        (NewRecordOptions("year", "2018"), "YB302"),
        (NewRecordOptions("year", "1999"), "YB307"),
        (NewRecordOptions("year", "next"), "YB206"),
        (NewRecordOptions("unit", "a", into="../a"), "YB270"),
        (NewRecordOptions("honor", "old-city", 2017), "YB272"),
        (NewRecordOptions("honor", "a", 2017, ("长" * 400,)), "YB221"),
        (NewRecordOptions("honor", "a", 2017, ("奖", "long" * 100)), "YB221"),
        (NewRecordOptions("unit", "a", titles=("看不\u200b见",)), "YB114"),
    ],
)
def test_what_cannot_be_is_refused(wanted: NewRecordOptions, code: str, root: Path) -> None:
    with (root / "yearbook.yaml").open("a", encoding="utf-8") as file:
        file.write('moved:\n  - {old: "honor:old-city", new: "honor:green-city"}\n')
    assert codes(root, wanted) == [code]


def test_a_record_that_is_there_but_broken_is_not_overwritten(root: Path) -> None:
    (root / "honors/2017/green-city.md").write_text("---\nno fields\n", "utf-8")
    assert codes(root, NewRecordOptions("honor", "green-city", 2017)) == ["YB302"]
    assert make(root, NewRecordOptions("honor", "other", 2017))  # and it stands in nobody's way


def test_a_file_in_brackets_is_left_to_people(root: Path) -> None:
    (root / "themes.yaml").write_text("{garden: {title: {zh: 田园}}}\n", "utf-8")
    assert codes(root, NewRecordOptions("theme", "a")) == ["YB271"]


def test_what_must_be_named_has_to_be_there(root: Path) -> None:
    (root / "sources/all.yaml").unlink()
    assert codes(root, NewRecordOptions("honor", "a", 2017)) == ["YB273"]


def test_titles_are_quoted_where_they_need_it(root: Path) -> None:
    make(root, NewRecordOptions("honor", "a", 2017, ("“一”: 甲, [乙]", 'He said: "yes" # no')))
    assert read(root, drafts=True)[0].get("honor", "a").title.values == (
        ("zh", "“一”: 甲, [乙]"),
        ("en", 'He said: "yes" # no'),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Green City", "green-city"), ("文明城区2017", "wenmingchengqu-2017"), ("../a", "a"), ("--", "")],
)
def test_an_id_is_suggested(typed: str, meant: str) -> None:
    assert suggest_id(typed) == meant


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_order_of_writing_names_every_field_once(kind: Kind) -> None:
    known = [each.name for each in fields(kind.facts)]
    assert sorted(ordered_fields(kind)) == sorted(known)
    assert ordered_fields(kind)[-1] == "changed"


def test_problems_say_what_to_do_in_both_languages(root: Path) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        new_record_files(root, NewRecordOptions("honor", "文明城区", 2017), "zh")
    (found,) = caught.value.diagnostics
    assert isinstance(found, Diagnostic)
    assert "wenmingchengqu" in found.hint("en")
    assert "wenmingchengqu" in found.hint("zh")
