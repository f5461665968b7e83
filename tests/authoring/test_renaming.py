"""A new id everywhere and nothing else: every other byte stays, old addresses lead on, and all or nothing happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.small import small_world
from tests.support.sound import honor, problems_of, read, sound_world, translation
from yearbook.authoring.changes import write_changes
from yearbook.authoring.rename import plan_rename
from yearbook.authoring.translation_stamps import stamp_translations
from yearbook.content.moves import check_moves
from yearbook.content.references import references
from yearbook.core.diagnostics import DiagnosticsError, Location
from yearbook.model.configuration import Move
from yearbook.model.kinds import KINDS

RECORDS = (
    "honor:green-city",
    "honor:clean-streets",
    "project:long-road",
    "program:two-steps",
    "ledger:roads",
    "indicator:output",
    "commitment:plant-more",
    "event:road-opens",
    "unit:small-district",
    "unit:green-office",
    "source:report",
    "theme:garden",
    "term:greening",
)


def files(root: Path) -> dict[str, bytes]:
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}


def rename(root: Path, old: str, new: str) -> int:
    found = plan_rename(root, old, new)
    write_changes(root, found.changes, root.name)
    return found.mentions


def codes(root: Path, old: str, new: str) -> list[str]:
    before = files(root)
    with pytest.raises(DiagnosticsError) as caught:
        plan_rename(root, old, new)
    assert files(root) == before
    return [each.mistake.code for each in caught.value.diagnostics]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_world(tmp_path / "content")


def names(root: Path) -> set[tuple[str, str, str]]:
    """Who names whom: (record, kind, id)."""
    found = set()
    for record in read(root, drafts=True)[0]:
        named = {(each.kind, each.id) for each in references(record.facts)}
        named |= {(each.kind, each.id) for body in record.bodies for each in body.prose.links}
        found |= {(f"{record.kind}:{record.id}", *each) for each in named}
    return found


@pytest.mark.parametrize("name", RECORDS)
def test_every_reference_follows_and_nothing_else_changes(name: str, root: Path) -> None:
    kind, _, old = name.partition(":")
    before, named = files(root), names(root)
    count = rename(root, name, f"{kind}:quite-new")
    assert count == 0 or count >= len({each for each in named if each[1:] == (kind, old)})
    changed = {(*each,) for each in named}
    expected = {
        (
            f"{kind}:quite-new" if record == name else record,
            of,
            "quite-new" if (of, identity) == (kind, old) else identity,
        )
        for record, of, identity in changed
    }
    assert names(root) == expected
    after = {path.replace("quite-new", old): text for path, text in files(root).items()}
    assert set(after) == set(before)
    for path, text in after.items():
        own = text.partition("\n# 改过".encode())[0] if path == "yearbook.yaml" else text
        assert own.replace(b"quite-new", old.encode()) == before[path], path


def test_the_old_address_is_written_down_and_the_yearbook_reads_well(root: Path) -> None:
    rename(root, "honor:green-city", "greener-city")
    yearbook, _ = read(root)
    assert yearbook.configuration.moved == (Move(old="honor:green-city", new="honor:greener-city"),)
    assert (root / "honors/2017/greener-city.en.md").exists()
    assert not (root / "honors/2017/green-city.md").exists()


def test_a_second_move_leads_the_first_on_and_a_way_back_is_forgotten(root: Path) -> None:
    rename(root, "honor:green-city", "b")
    rename(root, "honor:b", "c")
    moved = read(root)[0].configuration.moved
    assert moved == (Move(old="honor:green-city", new="honor:c"), Move(old="honor:b", new="honor:c"))
    rename(root, "honor:c", "green-city")
    moved = read(root)[0].configuration.moved
    assert moved == (Move(old="honor:b", new="honor:green-city"), Move(old="honor:c", new="honor:green-city"))


def test_line_ends_byte_order_marks_comments_and_quotes_stay(tmp_path: Path) -> None:
    text = (
        "\ufeff---\r\ntitle: 甲  # traffic-office\r\nform: title\r\nlevel: national\r\n"
        "recipients: ['traffic-office',   \"traffic-office\"]   # who\r\n"
        "sources: [{source: summary-2016, at: traffic-office}]\r\n---\r\n\r\n"
        "见[局](unit:traffic-office)、[局][a]、unit:traffic-office、`[局](unit:traffic-office)`\r\n\r\n"
        "[a]: unit:traffic-office\r\n"
    )
    root = sound_world(tmp_path, {"honors/2016/a.md": text})
    before = files(root)["units/bodies.yaml"]
    assert rename(root, "unit:traffic-office", "roads-office") == 4
    expected = text.replace("'traffic-office',   \"traffic-office\"", "'roads-office',   \"roads-office\"")
    expected = expected.replace("见[局](unit:traffic-office)", "见[局](unit:roads-office)")
    expected = expected.replace("]: unit:traffic", "]: unit:roads")
    assert (root / "honors/2016/a.md").read_bytes().decode() == expected
    assert (root / "units/bodies.yaml").read_bytes() == before.replace(b"traffic-office:", b"roads-office:")


def test_a_byte_order_mark_before_the_id_stays(tmp_path: Path) -> None:
    typed = "\ufefftraffic-office: {names: [{name: {zh: 局}}], type: government, parent: traffic}\ntraffic: "
    typed += "{names: [{name: {zh: 通}}], type: government}\n"
    root = sound_world(tmp_path, {"units/offices.yaml": typed, "units/bodies.yaml": ERQI})
    rename(root, "unit:traffic-office", "roads-office")
    rename(root, "unit:traffic", "roads")
    expected = typed.replace("traffic-office", "roads-office").replace("traffic", "roads")
    assert (root / "units/offices.yaml").read_text("utf-8") == expected


ERQI = "erqi: {names: [{name: {zh: 二七区}}], type: district}\n"


def test_ids_that_begin_or_end_alike_stay(tmp_path: Path) -> None:
    body = "[甲](honor:civilised-city)[乙](honor:civilised-city-two)[丙](honor:civilised-city#about)\n"
    related = 'related: ["honor:civilised-city-two", "honor:civilised-city"]\n'
    files_ = {f"honors/2016/{each}.md": honor() for each in ("civilised-city", "civilised-city-two")}
    root = sound_world(tmp_path, {**files_, "honors/2016/a.md": honor(related, body)})
    assert rename(root, "honor:civilised-city", "c") == 3
    text = (root / "honors/2016/a.md").read_text("utf-8")
    assert re.findall(r"honor:[a-z-]+", text) == [
        "honor:civilised-city-two", "honor:c", "honor:c", "honor:civilised-city-two", "honor:c"
    ]  # fmt: skip


def test_a_translation_stays_as_good_as_it_was(tmp_path: Path) -> None:
    text = {"honors/2016/a.md": honor(body="[局](unit:traffic-office)\n"), "honors/2016/a.en.md": translation()}
    old = {"honors/2016/b.md": honor(body="[局](unit:traffic-office)\n")}
    old["honors/2016/b.en.md"] = translation("original: deadbeef  # old\n")
    root = sound_world(tmp_path, {**text, **old})
    stamp_translations(read(root)[0], root, frozenset({"honor:a"}), everything=False)
    assert stale(root) == ["honors/2016/b.en.md"]
    version = read(root)[0].get("honor", "a").version
    rename(root, "unit:traffic-office", "roads")
    assert read(root)[0].get("honor", "a").version != version
    assert stale(root) == ["honors/2016/b.en.md"]
    assert b"original: deadbeef  # old" in (root / "honors/2016/b.en.md").read_bytes()


def stale(root: Path) -> list[str]:
    """The translations that are not known to be those of the present text."""
    return [
        state.origin.path
        for record in read(root)[0]
        for state in record.translations
        if state.made_from != record.version
    ]


def test_the_district_and_acceptances_of_a_source_follow(root: Path) -> None:
    (root / "coverage.yaml").write_text("report:\n  - at: 绿化\n    because: {zh: 无, en: None}\n", "utf-8")
    rename(root, "source:report", "review")
    rename(root, "unit:small-district", "district")
    assert (root / "coverage.yaml").read_text("utf-8").startswith("review:\n")
    assert read(root)[0].configuration.district == "district"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("honor:green-cty", "x", "YB303"),
        ("prize:green-city", "x", "YB304"),
        ("green-city", "x", "YB304"),
        ("honor:green-city", "honor:clean-streets", "YB302"),
        ("honor:green-city", "green-city", "YB302"),
        ("honor:green-city", "Green City", "YB203"),
        ("honor:green-city", "unit:x", "YB203"),
        ("year:2017", "2018", "YB277"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, code: str, root: Path) -> None:
    assert codes(root, old, new) == [code]


def test_a_yearbook_with_errors_is_mended_first(root: Path) -> None:
    (root / "themes.yaml").write_text("garden: {title: 田园}\n", "utf-8")
    assert "YB276" not in codes(root, "honor:green-city", "x")


@pytest.mark.parametrize(("wrong", "free"), [("Green_City", "green-city-2"), ("Clean Street", "clean-street")])
def test_the_id_that_is_suggested_is_free(wrong: str, free: str, root: Path) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        plan_rename(root, "honor:green-city", wrong)
    assert f"“{free}”" in caught.value.diagnostics[0].hint()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"honors/2016/a.md": honor('recipients: ["\\u0074raffic-office"]\n')}, "YB278"),
        ({"honors/2016/a.md": honor(body="[局](unit&#58;traffic-office)\n")}, "YB276"),
    ],
)
def test_what_is_spelled_otherwise_stops_it(more: dict[str, str], code: str, tmp_path: Path) -> None:
    root = sound_world(tmp_path, more)
    assert problems_of(root) == ()
    assert codes(root, "unit:traffic-office", "x")[:1] == [code] or code in codes(root, "unit:traffic-office", "x")


def test_an_unusual_list_of_moves_is_left_to_people(root: Path) -> None:
    with (root / "yearbook.yaml").open("a", encoding="utf-8") as file:
        file.write('moved: [{old: "honor:x", new: "honor:green-city"}]\n')
    assert codes(root, "honor:clean-streets", "y") == ["YB279"]


@pytest.mark.parametrize(
    "written", ['  - {old: "honor:x", new: "honor:green-city"}\n', "- old: honor:x\n  new: honor:green-city"]
)
def test_a_list_of_moves_keeps_its_look(written: str, root: Path) -> None:
    with (root / "yearbook.yaml").open("a", encoding="utf-8") as file:
        file.write(f"moved:\n{written}")
    rename(root, "honor:clean-streets", "y")
    text = (root / "yearbook.yaml").read_text("utf-8")
    indentation = written.partition("-")[0]
    assert text.endswith(f'moved:\n{written.rstrip()}\n{indentation}- {{old: "honor:clean-streets", new: "honor:y"}}\n')


def test_the_list_of_moves_is_checked() -> None:
    known = [("honor", "a"), ("honor", "b")]
    moved = [
        Move(old="honor:x", new="honor:a"),
        Move(old="honor:y", new="honor:aa"),
        Move(old="honor:b", new="honor:a"),
        Move(old="honor:x", new="honor:b"),
    ]
    found = list(check_moves(moved, known, lambda pointer: Location(".".join(map(str, pointer)))))
    assert [(each.mistake.code, each.place.path) for each in found] == [
        ("YB310", "moved.1.new"),
        ("YB311", "moved.2.old"),
        ("YB312", "moved.3.old"),
    ]
    assert set(KINDS) >= {each.partition(":")[0] for each in RECORDS}
