"""The first state of a new record: sound as it is, every field explained, nothing of the old touched."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tests.support.small import small_world
from tests.support.sound import read
from yearbook.authoring.changes import write_changes
from yearbook.authoring.field_order import ORDER, ordered_fields
from yearbook.authoring.formatting import tidied
from yearbook.authoring.new_record import Wanted, skeleton, suggested
from yearbook.content.locations import FileSlot, file_slot
from yearbook.content.validation import read_records
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.documents.document import Document, parse_document
from yearbook.model.kinds import KINDS

WANTED = {
    **{kind: Wanted(kind, "quite-new", titles=("新的", "New")) for kind in KINDS},
    "honor": Wanted("honor", "quite-new", 2017, ("新的", "New")),
    "year": Wanted("year", "2019", titles=("新的", "New")),
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


def codes(root: Path, wanted: Wanted) -> list[str]:
    before = files(root)
    with pytest.raises(DiagnosticsError) as caught:
        skeleton(root, wanted, "en")
    assert files(root) == before
    return [each.mistake.code for each in caught.value.diagnostics]


def make(root: Path, wanted: Wanted, language: str = "en") -> dict[str, str]:
    """Path → the text that was added."""
    before = files(root)
    write_changes(root, skeleton(root, wanted, language), "content")
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
    assert [each.path for each in tidied(root, list(made)).changes if KINDS[kind].prose] == []


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
    assert read_records(document, place, ("zh", "en"))[1] == ()


def test_a_record_goes_to_the_end_of_its_file_with_its_line_ends(root: Path) -> None:
    file = root / "units/all.yaml"
    old = file.read_bytes().replace(b"\n", b"\r\n").rstrip()
    file.write_bytes(old)
    make(root, Wanted("unit", "a"))
    new = file.read_bytes()
    assert new.startswith(old + b"\r\n\r\na:\r\n  # ")
    assert new.count(b"\n") == new.count(b"\r\n")
    assert new.endswith((b"]\r\n", b"}\r\n"))


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        (Wanted("unit", "a"), "units/all.yaml"),
        (Wanted("unit", "a", into="schools"), "units/schools.yaml"),
        (Wanted("unit", "a", into="units/schools.yaml"), "units/schools.yaml"),
        (Wanted("term", "a"), "glossary.yaml"),
        (Wanted("honor", "a", 2018), "honors/2018/a.md"),
        (Wanted("project", "a", 2018), "projects/a.md"),
    ],
)
def test_where_a_record_goes(wanted: Wanted, path: str, root: Path) -> None:
    assert next(iter(skeleton(root, wanted, "en"))).path == path


def test_files_by_year_and_files_by_source_go_on_so(root: Path) -> None:
    for folder, old in (("events", "2017"), ("sources", "report")):
        (root / f"{folder}/all.yaml").rename(root / f"{folder}/{old}.yaml")
    (root / "sources/letter.yaml").write_text("letter-two: {title: {zh: 信}, kind: document, date: 2018}\n", "utf-8")
    assert skeleton(root, Wanted("event", "a", 2018), "en")[0].path == "events/2018.yaml"
    assert skeleton(root, Wanted("source", "a"), "en")[0].path == "sources/a.yaml"
    (root / "units/schools.yaml").write_text("school: {names: [{name: {zh: 校}}], type: school}\n", "utf-8")
    (root / "events/2018.yaml").write_text(
        (root / "events/2017.yaml").read_text("utf-8").replace("road", "rd"), "utf-8"
    )
    assert codes(root, Wanted("event", "a")) == ["YB275"]
    assert codes(root, Wanted("unit", "a")) == ["YB274"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("prize", "a"), "YB304"),
        (Wanted("honor", "Green City", 2017), "YB203"),
        (Wanted("honor", "../a", 2017), "YB203"),
        (Wanted("honor", "con", 2017), "YB207"),
        (Wanted("unit", "com1"), "YB207"),
        (Wanted("unit", "a", titles=("甲", "A", "B")), "YB284"),
        (Wanted("honor", "green-city", 2017), "YB302"),
        (Wanted("honor", "green-city", 2018), "YB302"),
        (Wanted("unit", "green-office"), "YB302"),
        (Wanted("honor", "a"), "YB275"),
        (Wanted("honor", "a", 1999), "YB307"),
        (Wanted("year", "2018"), "YB302"),
        (Wanted("year", "1999"), "YB307"),
        (Wanted("year", "next"), "YB206"),
        (Wanted("unit", "a", into="../a"), "YB270"),
        (Wanted("honor", "old-city", 2017), "YB272"),
        (Wanted("honor", "a", 2017, ("长" * 400,)), "YB221"),
        (Wanted("honor", "a", 2017, ("奖", "long" * 100)), "YB221"),
        (Wanted("unit", "a", titles=("看不\u200b见",)), "YB114"),
    ],
)
def test_what_cannot_be_is_refused(wanted: Wanted, code: str, root: Path) -> None:
    with (root / "yearbook.yaml").open("a", encoding="utf-8") as file:
        file.write('moved:\n  - {old: "honor:old-city", new: "honor:green-city"}\n')
    assert codes(root, wanted) == [code]


def test_a_record_that_is_there_but_broken_is_not_overwritten(root: Path) -> None:
    (root / "honors/2017/green-city.md").write_text("---\nno fields\n", "utf-8")
    assert codes(root, Wanted("honor", "green-city", 2017)) == ["YB302"]
    assert make(root, Wanted("honor", "other", 2017))  # and it stands in nobody's way


def test_a_file_in_brackets_is_left_to_people(root: Path) -> None:
    (root / "themes.yaml").write_text("{garden: {title: {zh: 田园}}}\n", "utf-8")
    assert codes(root, Wanted("theme", "a")) == ["YB271"]


def test_what_must_be_named_has_to_be_there(root: Path) -> None:
    (root / "sources/all.yaml").unlink()
    assert codes(root, Wanted("honor", "a", 2017)) == ["YB273"]


def test_titles_are_quoted_where_they_need_it(root: Path) -> None:
    make(root, Wanted("honor", "a", 2017, ("“一”: 甲, [乙]", 'He said: "yes" # no')))
    assert read(root, drafts=True)[0].get("honor", "a").title.values == (
        ("zh", "“一”: 甲, [乙]"),
        ("en", 'He said: "yes" # no'),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Green City", "green-city"), ("文明城区2017", "wenmingchengqu-2017"), ("../a", "a"), ("--", "")],
)
def test_an_id_is_suggested(typed: str, meant: str) -> None:
    assert suggested(typed) == meant


def test_the_order_of_writing_names_fields_that_there_are() -> None:
    assert set(ORDER) == set(KINDS)
    for kind in KINDS.values():
        known = [each.name for each in fields(kind.facts)]
        assert set(ORDER[kind.name].split()) <= set(known)
        assert sorted(ordered_fields(kind.name, kind.facts)) == sorted(known)
        assert {"changed", "accepted"} & set(known) >= set(known) - set(ORDER[kind.name].split())


def test_problems_say_what_to_do_in_both_languages(root: Path) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        skeleton(root, Wanted("honor", "文明城区", 2017), "zh")
    (found,) = caught.value.diagnostics
    assert isinstance(found, Diagnostic)
    assert "wenmingchengqu" in found.hint("en")
    assert "wenmingchengqu" in found.hint("zh")
