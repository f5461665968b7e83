"""Marking a translation as checked, a record as changed: one line of its file changes, every other byte stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.sound import honor, read, sound_world, translation
from yearbook.authoring.last_change import mark_changed
from yearbook.authoring.translation_stamps import stamp_translations
from yearbook.cli.main import command
from yearbook.core.diagnostics import DiagnosticsError

HONOR = "honors/2016/civilised-city.md"
FILE = "honors/2016/civilised-city.en.md"
ASKED = frozenset({"honor:civilised-city"})


def stamped(root: Path, *, records: frozenset[str] = ASKED, everything: bool = False) -> int:
    return stamp_translations(read(root)[0], root, records, everything=everything)


def version(root: Path) -> bytes:
    found = read(root)[0].get("honor", "civilised-city").version
    assert len(found) == 8
    assert int(found, 16) >= 0
    return found.encode()


def states(root: Path) -> list[str]:
    return [each.mistake.code for each in read(root)[1]]


TEXT = translation(
    "summary: A title. # checked\n", "\nText\twith — signs.  \n\noriginal: not a field\n\n---\n\nEnd \n\n"
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_one_line_is_added_and_every_other_byte_stays(mark: bytes, end: bytes, tmp_path: Path) -> None:
    before = mark + TEXT.encode().replace(b"\n", end)
    root = sound_world(tmp_path, {HONOR: honor(body="正文。\n"), FILE: before})
    assert states(root) == ["YB403"]
    assert stamped(root) == 1
    line = b"original: '" + version(root) + b"'" + end
    at = before.index(b"---", 10)
    assert (root / FILE).read_bytes() == before[:at] + line + before[at:]
    assert states(root) == []


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("old", ["original: 'deadbeef'", "original: deadbeef  ", "original:", "original : '0'"])
def test_an_old_stamp_is_replaced_where_it_stands(old: str, end: bytes, tmp_path: Path) -> None:
    before = TEXT.replace("summary:", f"{old}\nsummary:", 1).encode().replace(b"\n", end)
    root = sound_world(tmp_path, {HONOR: honor(body="正文。\n"), FILE: before})
    assert states(root) == ["YB403" if old == "original:" else "YB402"]
    assert stamped(root) == 1
    assert (root / FILE).read_bytes() == before.replace(old.encode(), b"original: '" + version(root) + b"'", 1)
    assert states(root) == []


def test_to_stamp_again_changes_nothing(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(body="正文。\n"), FILE: TEXT})
    assert stamped(root) == 1
    once, when = (root / FILE).read_bytes(), (root / FILE).stat().st_mtime_ns
    assert stamped(root) == 0
    assert stamped(root, records=frozenset(), everything=True) == 0
    assert ((root / FILE).read_bytes(), (root / FILE).stat().st_mtime_ns) == (once, when)


def test_only_what_is_asked_for_is_stamped(tmp_path: Path) -> None:
    files = {HONOR: honor(), FILE: TEXT, "honors/2016/b.md": honor(), "honors/2016/b.en.md": TEXT}
    root = sound_world(tmp_path, files)
    before = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
    assert stamped(root) == 1
    after = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*")}
    assert {path for path in after if after[path] != before.get(path)} == {FILE}
    assert set(after) == set(before)
    assert stamped(root, records=frozenset({"honor:none"})) == 0


def test_all_means_those_without_a_stamp(tmp_path: Path) -> None:
    stale = translation("original: deadbeef\n", "Text.\n")
    second = honor().replace("文明", "园林")
    files = {HONOR: honor(), FILE: TEXT, "honors/2016/b.md": second, "honors/2016/b.en.md": stale}
    root = sound_world(tmp_path, files)
    assert sorted(states(root)) == ["YB402", "YB403"]
    assert stamped(root, records=frozenset(), everything=True) == 1
    assert states(root) == ["YB402"]
    assert (root / "honors/2016/b.en.md").read_text(encoding="utf-8") == stale


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (("正文。", "新正文。"), True),
        (("title: 文明城区", "title: 文明城市"), True),
        (("level: national", "level: national\nsummary: 一句。"), True),
        (("level: national", "level: provincial"), False),
        (("level: national", "# a remark\nlevel: national"), False),
    ],
)
def test_a_translation_is_stale_when_the_words_change_and_not_the_facts(
    change: tuple[str, str], stale: bool, tmp_path: Path
) -> None:
    original = honor(body="正文。\n")
    root = sound_world(tmp_path, {HONOR: original, FILE: TEXT})
    stamped(root)
    (root / HONOR).write_text(original.replace(*change), encoding="utf-8")
    assert states(root) == (["YB402"] if stale else [])


def test_other_line_ends_are_no_change(tmp_path: Path) -> None:
    original = honor(body="正文。\n\n又一段。\n")
    root = sound_world(tmp_path, {HONOR: original, FILE: TEXT})
    stamped(root)
    (root / HONOR).write_bytes(b"\xef\xbb\xbf" + original.encode().replace(b"\n", b"\r\n"))
    assert states(root) == []


# The day of the last change

DAY = date(2026, 11, 21)
BOM = b"\xef\xbb\xbf"
UNITS = """\
# Bodies.
erqi:
  names: [{name: {zh: 二七区, en: Erqi District}}]
  type: district
  # Told of the district.

# Offices.
traffic-office:
  names:
    - name: {zh: 交通局, en: Traffic Office}
  type: government
  note:
    zh: |
      交通。
      # 不是注释
    en: Roads.
braced: {names: [{name: {zh: 园, en: Park}}], type: park}
last:
    type: park
    names: [{name: {zh: 末, en: Last}}]"""


def changed(root: Path, *records: str, day: date = DAY) -> int:
    return mark_changed(read(root)[0], root, frozenset(records), day)


def day_of(root: Path, kind: str, identity: str) -> str:
    return str(read(root)[0].get(kind, identity).facts.changed)


@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("body", ["", "正文。\n", "---\n\n---\n"])
def test_a_record_with_prose_says_so_at_the_end_of_its_fields(
    mark: bytes, end: bytes, body: str, tmp_path: Path
) -> None:
    before = mark + honor(body=body).encode().replace(b"\n", end)
    root = sound_world(tmp_path, {HONOR: before})
    assert changed(root, "honor:civilised-city") == 1
    at = before.index(b"---", 10)
    assert (root / HONOR).read_bytes() == before[:at] + b"changed: 2026-11-21" + end + before[at:]
    assert day_of(root, "honor", "civilised-city") == "2026-11-21"


def test_front_matter_alone_may_lack_its_last_line_end(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor().removesuffix("\n")})
    assert changed(root, "honor:civilised-city") == 1
    assert (root / HONOR).read_text("utf-8").endswith("\nchanged: 2026-11-21\n---")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("changed: 2016-01-02", "changed: 2026-11-21"),
        ("changed:   '2016-01-02'   # for the second time", "changed:   2026-11-21   # for the second time"),
        ("changed:", "changed: 2026-11-21"),
        ("changed:  # when?", "changed: 2026-11-21  # when?"),
        ("'changed' : ~", "'changed' : 2026-11-21"),
    ],
)
def test_a_day_that_is_there_is_replaced_where_it_stands(old: str, new: str, end: bytes, tmp_path: Path) -> None:
    before = honor(body="正文。\n").replace("form:", f"{old}\nform:", 1).encode().replace(b"\n", end)
    root = sound_world(tmp_path, {HONOR: before})
    assert changed(root, "honor:civilised-city") == 1
    assert (root / HONOR).read_bytes() == before.replace(old.encode() + end, new.encode() + end, 1)


@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("identity", "before", "after"),
    [
        ("erqi", "of the district.\n", "of the district.\n  changed: 2026-11-21\n"),
        ("traffic-office", "    en: Roads.\n", "    en: Roads.\n  changed: 2026-11-21\n"),
        ("braced", "braced: {", "braced: {changed: 2026-11-21, "),
        ("last", "en: Last}}]", "en: Last}}]\n    changed: 2026-11-21"),
    ],
)
def test_a_record_among_others_says_so_in_its_own_place(
    identity: str, before: str, after: str, end: bytes, mark: bytes, tmp_path: Path
) -> None:
    text = mark + UNITS.encode().replace(b"\n", end)
    root = sound_world(tmp_path, {"units/bodies.yaml": text})
    assert changed(root, f"unit:{identity}") == 1
    old, new = (each.encode().replace(b"\n", end) for each in (before, after))
    wanted = text.replace(old, new)
    assert (root / "units/bodies.yaml").read_bytes() == wanted
    assert day_of(root, "unit", identity) == "2026-11-21"


def test_several_of_one_file_and_of_others_say_so_at_once_and_again_changes_nothing(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"units/bodies.yaml": UNITS, HONOR: honor()})
    asked = ("unit:erqi", "unit:traffic-office", "unit:braced", "unit:last", "honor:civilised-city", "theme:warmth")
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    assert changed(root, *asked) == 6
    assert {day_of(root, *each.split(":")) for each in asked} == {"2026-11-21"}
    after = {path: path.read_bytes() for path in root.rglob("*.*")}
    assert {path.name for path in after if after[path] != before.get(path)} == {
        "bodies.yaml", "civilised-city.md", "themes.yaml"
    }  # fmt: skip
    assert set(after) == set(before)
    when = {path: path.stat().st_mtime_ns for path in before}
    assert changed(root, *asked) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == when
    assert changed(root, "unit:braced", day=date(2026, 12, 1)) == 1
    assert "braced: {changed: 2026-12-01, names" in (root / "units/bodies.yaml").read_text("utf-8")


def test_where_no_line_can_be_written_nothing_is(tmp_path: Path) -> None:
    """A block that keeps its empty lines would lose or gain one."""
    text = UNITS.replace("    en: Roads.\n", "    en: |+\n      Roads.\n\n\n")
    root = sound_world(tmp_path, {"units/bodies.yaml": text, HONOR: honor()})
    with pytest.raises(DiagnosticsError) as raised:
        changed(root, "unit:traffic-office", "honor:civilised-city")
    (diagnostic,) = raised.value.diagnostics
    assert (diagnostic.mistake.code, diagnostic.place.path) == ("YB690", "content/units/bodies.yaml")
    assert "unit:traffic-office" in diagnostic.text("zh")
    assert (root / HONOR).read_text("utf-8") == honor()
    assert (root / "units/bodies.yaml").read_text("utf-8") == text


def test_a_change_makes_no_translation_stale(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(body="正文。\n"), FILE: TEXT})
    stamped(root)
    changed(root, "honor:civilised-city")
    assert states(root) == []


@pytest.mark.parametrize("written", ["2016", "2016-11", "2016-11-23?", "2016-11-01/2016-11-23", "2016-02-30"])
def test_only_one_certain_day_is_a_day_of_change(written: str, tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(f"changed: {written}\n")})
    with pytest.raises(DiagnosticsError) as raised:
        read(root)
    assert [each.place.line for each in raised.value.diagnostics] == [6]


def test_the_command_takes_records_by_name(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor()})

    def run(*records: str) -> tuple[int, str]:
        result = CliRunner().invoke(
            command, ["changed", f"--content={root}", *records], env={"YEARBOOK_LANGUAGE": "zh"}
        )
        return result.exit_code, result.output

    assert run("unit:erqi", "honor:civilised-city")[0] == 0
    assert "changed: " in (root / HONOR).read_text("utf-8")
    code, said = run("honor:civilised-cty")
    assert (code, "honor:civilised-city" in said) == (2, True)
    assert run()[0] == 2


@pytest.mark.parametrize("mark", [b"", BOM])
def test_a_mark_of_byte_order_moves_nothing(mark: bytes, tmp_path: Path) -> None:
    before = mark + "erqi: {names: [{name: {zh: 二七区}}], type: district}\n".encode()
    root = sound_world(tmp_path, {"units/bodies.yaml": before})
    assert changed(root, "unit:erqi") == 1
    assert (root / "units/bodies.yaml").read_bytes() == before.replace(b"erqi: {", b"erqi: {changed: 2026-11-21, ")
