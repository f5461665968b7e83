"""Marking a translation as checked: one line of its front matter changes, every other byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sound import honor, read, sound_world, translation
from yearbook.stamping import stamp

HONOR = "honors/2016/civilised-city.md"
FILE = "honors/2016/civilised-city.en.md"
ASKED = frozenset({"honor:civilised-city"})


def stamped(root: Path, *, records: frozenset[str] = ASKED, everything: bool = False) -> int:
    return stamp(read(root)[0], root, records, everything=everything)


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
    files = {HONOR: honor(), FILE: TEXT, "honors/2016/b.md": honor(), "honors/2016/b.en.md": stale}
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
