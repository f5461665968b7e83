"""What is entered comes into the files, or is kept until it can; nobody's work is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authoring.editing.conftest import HONOR, HONOR_ENGLISH, HONOR_FILE, OFFICE, Desk, desk_of
from tests.support.builds import edit
from yearbook.authoring import changes
from yearbook.authoring.editing import workspace as workspace_module
from yearbook.authoring.editing.journal import JOURNAL_FOLDER
from yearbook.authoring.editing.operations import BODY, read_value
from yearbook.authoring.editing.plain_values import PlainFields
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.nodes import Plain


def journal(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(each) for each in desk.read(f"{JOURNAL_FOLDER}/journal.jsonl").splitlines()]


def sources(desk: Desk) -> Plain:
    place = desk.workspace.place(HONOR)
    return read_value({HONOR_FILE: desk.read(HONOR_FILE).encode()}, place, HONOR_FILE, ("sources",))


def test_one_value_is_changed_and_nothing_else(desk: Desk) -> None:
    before = desk.read(HONOR_FILE)
    state = desk.change(HONOR, ("title",), "绿化模范单位")
    assert state.is_written
    assert not state.diagnostics
    assert desk.read(HONOR_FILE) == before.replace("绿化先进单位", "绿化模范单位")
    assert desk.written == [HONOR_FILE]


def test_a_record_in_a_file_of_many(desk: Desk) -> None:
    before = desk.read("units/all.yaml")
    assert desk.change(OFFICE, ("names", 1, "name", "en"), "Office of Greening").is_written
    assert desk.read("units/all.yaml") == before.replace("Greening Office", "Office of Greening")


def test_words_of_a_translation_and_prose(desk: Desk) -> None:
    assert desk.change(HONOR, ("title",), "Model Unit", path=HONOR_ENGLISH).is_written
    assert desk.change(HONOR, BODY, "一段。\n\n二段。").is_written
    assert "title: Model Unit\n" in desk.read(HONOR_ENGLISH)
    assert desk.read(HONOR_FILE).endswith("---\n\n一段。\n\n二段。\n")


def test_a_translation_that_is_not_there_yet_is_made(desk: Desk) -> None:
    key, path = ("honor", "clean-streets"), "honors/2018/clean-streets.en.md"
    assert desk.change(key, ("title",), "Prize for Clean Streets", path=path).is_written
    assert desk.read(path) == "---\ntitle: Prize for Clean Streets\n---\n"


def test_comments_inside_a_field_that_is_written_anew_are_kept(desk: Desk) -> None:
    edit(desk.content / HONOR_FILE, "themes: [garden]", "# 待定\nthemes:\n  # 只有一个\n  - garden  # 花园")
    assert desk.change(HONOR, ("themes",), None).is_written
    assert "# 待定\n# 只有一个\n# 花园\n" in desk.read(HONOR_FILE)


def test_what_has_an_error_is_kept_and_not_written(desk: Desk) -> None:
    before = desk.read(HONOR_FILE)
    state = desk.change(HONOR, ("conferred",), "春天")
    assert not state.is_written
    assert [each.mistake.code for each in state.diagnostics] == ["YB223"]
    assert desk.read(HONOR_FILE) == before
    again = desk_of(desk.content)
    assert "conferred: 春天" in again.workspace.state(HONOR).files[HONOR_FILE].decode()
    assert again.change(HONOR, ("conferred",), "2017-04").is_written
    assert desk.read(HONOR_FILE) == before.replace("2017-03", "2017-04", 1)


def test_another_record_with_an_error_in_the_same_file_does_not_matter(desk: Desk) -> None:
    edit(desk.content / "units/all.yaml", "type: superior", "type: 上面")
    assert desk.change(OFFICE, ("type",), "institution").is_written


def test_a_crash_before_the_file_is_written_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(workspace_module, "write_changes", killed)
        desk.change(HONOR, ("title",), "绿化模范单位")
    desk_of(desk.content)
    assert "title: 绿化模范单位\n" in desk.read(HONOR_FILE)


def test_a_line_of_the_journal_that_was_cut_off_is_passed_over(desk: Desk) -> None:
    desk.change(HONOR, ("conferred",), "春天")
    file = desk.content / JOURNAL_FOLDER / "journal.jsonl"
    file.write_bytes(file.read_bytes()[:-5])
    assert desk_of(desk.content).change(HONOR, ("title",), "绿化模范单位").is_written
    assert desk_of(desk.content).workspace.entries == {}


def test_somebody_changes_another_value_meanwhile(desk: Desk) -> None:
    desk.change(HONOR, ("conferred",), "春天")
    edit(desk.content / HONOR_FILE, "level: municipal", "level: provincial")
    assert desk.change(HONOR, ("conferred",), "2017-05").is_written
    assert "level: provincial\n" in desk.read(HONOR_FILE)
    assert "conferred: 2017-05\n" in desk.read(HONOR_FILE)


def test_somebody_changes_the_same_value_meanwhile(desk: Desk) -> None:
    edit(desk.content / HONOR_FILE, "绿化先进单位", "绿化优秀单位")
    state = desk.change(HONOR, ("title",), "绿化模范单位", before="绿化先进单位")
    (conflict,) = state.conflicts
    assert (conflict.operation.after, conflict.theirs) == ("绿化模范单位", "绿化优秀单位")
    assert "title: 绿化优秀单位\n" in desk.read(HONOR_FILE)
    again = desk_of(desk.content)
    (kept,) = again.workspace.state(HONOR).conflicts
    assert kept == conflict
    assert again.workspace.decide(HONOR, conflict.operation.id, mine=True).is_written
    assert "title: 绿化模范单位\n" in desk.read(HONOR_FILE)
    assert desk_of(desk.content).workspace.entries == {}


_NEW: PlainFields = {"source": "letter", "at": "来信"}
_OTHER: PlainFields = {"source": "report", "at": "报告"}
_FIRST: PlainFields = {"source": "report", "at": "绿化"}


def test_two_editors_who_add_an_item_at_once_add_two(desk: Desk) -> None:
    for item in (_NEW, _OTHER, _NEW):
        assert desk.change(HONOR, ("sources", 1), item, before=None).is_written
    assert sources(desk) == [_FIRST, _NEW, _OTHER]


def test_an_item_is_found_where_it_stands_now(desk: Desk) -> None:
    desk.change(HONOR, ("sources",), [_NEW, _FIRST])
    changed: PlainFields = {**_FIRST, "at": "植树"}
    assert not desk.change(HONOR, ("sources", 0), changed, before=_FIRST).conflicts
    assert sources(desk) == [_NEW, changed]


def test_an_item_that_somebody_removed_is_not_removed_twice(desk: Desk) -> None:
    desk.change(HONOR, ("sources",), [_NEW])
    assert not desk.change(HONOR, ("sources", 0), None, before=_FIRST).conflicts
    assert "source: letter, at: 来信" in desk.read(HONOR_FILE)


def test_an_item_that_somebody_changed_is_a_conflict(desk: Desk) -> None:
    desk.change(HONOR, ("sources", 0), _OTHER, before=_FIRST)
    assert desk.change(HONOR, ("sources", 0), _NEW, before=_FIRST).conflicts


def test_a_conflict_may_be_decided_for_the_others(desk: Desk) -> None:
    state = desk.change(HONOR, ("title",), "绿化模范单位", before="别的")
    before = desk.read(HONOR_FILE)
    assert not desk.workspace.decide(HONOR, state.conflicts[0].operation.id, mine=False).conflicts
    assert desk.read(HONOR_FILE) == before


def test_prose_is_merged_by_paragraphs(desk: Desk) -> None:
    desk.change(HONOR, BODY, "甲。\n\n乙。")
    edit(desk.content / HONOR_FILE, "甲。", "甲一。")
    assert desk.change(HONOR, BODY, "甲。\n\n乙二。", before="甲。\n\n乙。").is_written
    assert desk.read(HONOR_FILE).endswith("甲一。\n\n乙二。\n")


def test_a_file_written_by_somebody_else_at_the_last_moment_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def slow(root: Path, found: list[changes.Change], name: str) -> None:
        if not times:
            times.append(1)
            edit(desk.content / HONOR_FILE, "level: municipal", "level: provincial")
        changes.write_changes(root, found, name)

    monkeypatch.setattr(workspace_module, "write_changes", slow)
    assert desk.change(HONOR, ("title",), "绿化模范单位").is_written
    assert "level: provincial\n" in desk.read(HONOR_FILE)
    assert "title: 绿化模范单位\n" in desk.read(HONOR_FILE)


def test_a_file_that_cannot_be_read_is_said_and_the_entry_kept(desk: Desk) -> None:
    good = desk.read(HONOR_FILE)
    (desk.content / HONOR_FILE).write_text("---\ntitle: [\n---\n", "utf-8")
    with pytest.raises(DiagnosticsError):
        desk.change(HONOR, ("title",), "绿化模范单位", before="绿化先进单位")
    (desk.content / HONOR_FILE).write_text(good, "utf-8")
    desk.workspace.take_up()
    assert "title: 绿化模范单位\n" in desk.read(HONOR_FILE)


def test_a_record_that_is_gone_is_said(desk: Desk) -> None:
    (desk.content / HONOR_FILE).unlink()
    with pytest.raises(DiagnosticsError, match="there is no record honor:green-city"):
        desk.change(HONOR, ("title",), "绿化模范单位", before="绿化先进单位")


def test_a_full_disk_is_said_and_the_entry_is_not_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiagnosticsError, match="could not be written to the journal"):
        desk.change(HONOR, ("title",), "绿化模范单位")
    assert "绿化先进单位" in desk.read(HONOR_FILE)


def test_git_passes_over_the_journal_and_so_does_the_loader(desk: Desk) -> None:
    desk.change(HONOR, ("title",), "绿化模范单位")
    assert desk.read(f"{JOURNAL_FOLDER}/.gitignore") == "*\n"
    assert journal(desk)[-1] == {"written": [journal(desk)[0]["entry"]["id"]]}  # type: ignore[index]
    assert not desk_of(desk.content).workspace.loaded().has_errors
