"""The watcher of the preview never ends: what it did not expect is shown, and the next edit is followed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change

from tests.support.builds import edit
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.options import BuildOptions
from yearbook.build.server import session as session_module
from yearbook.build.server.session import Session
from yearbook.build.server.watcher import Changes, Watcher
from yearbook.core.diagnostics import Diagnostic

PAGE = "zh/honors/green-city.html"
BODY = "honors/2017/green-city.md"


class Preview:
    """A preview with one open page, whose watcher takes its steps when it is told to."""

    def __init__(self, options: BuildOptions) -> None:
        self.said: list[Diagnostic] = []
        self.told: list[Mapping[Any, str]] = []
        self.session = Session(options, self.said.extend)
        self.session.begin()
        self.watcher = Watcher(self.session, self.told.append)
        self.watcher.known = self.watcher._folders()
        self.page = object()
        self.session.serve(PAGE)
        self.session.open_pages[self.page] = PAGE
        assert not self.watcher.step(())
        self.said.clear()

    @property
    def content(self) -> Path:
        return self.session.options.content

    def shown(self, path: str = PAGE) -> str:
        return self.session.serve(path)[1].decode()

    def saved(self, path: str = BODY) -> bool:
        """A step after a file was saved."""
        return self.watcher.step({(Change.modified, str(self.content.resolve() / path))})

    def codes(self) -> list[str]:
        """The errors that were shown on the terminal since this was last asked."""
        found = [each.mistake.code for each in self.said if each.is_error]
        self.said.clear()
        return found


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    templates = Path(shutil.copytree(ROOT / "templates", tmp_path / "templates"))
    return Preview(BuildOptions(small_world(tmp_path / "content"), templates, tmp_path / "site", drafts=True))


def fail(*_: object) -> Any:
    raise ZeroDivisionError("not expected")


def test_what_it_did_not_expect_is_shown_and_the_next_edit_is_followed(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = preview.shown()
    with monkeypatch.context() as patch:
        patch.setattr(session_module, "update_preview", fail)
        edit(preview.content / BODY, "---\n\n", "---\n\n第一句。\n\n")
        assert not preview.saved()
    assert preview.codes() == ["YB681"]
    assert preview.told == [{preview.page: "*"}]
    wrong = preview.shown()
    assert "ZeroDivisionError: not expected" in wrong and "test_watcher" not in wrong
    assert good.partition('<link rel="stylesheet" href="/-preview')[0] in wrong
    other = "honors/2018/clean-streets.md"
    edit(preview.content / other, "---\n\n", "---\n\n第二句。\n\n")
    assert not preview.saved(other)
    assert preview.codes() == []
    assert "YB681" not in preview.shown()
    assert "第一句。" in preview.shown(), "the edit that failed is taken in with the next"
    assert "第二句。" in preview.shown("zh/honors/clean-streets.html")


def test_the_problem_names_the_line_of_the_program(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yearbook.build.server.state.media_sizes", fail)
    preview.saved()
    (found,) = preview.said
    assert found.place.path == "yearbook/build/server/state.py" and found.place.line
    assert found.hint("zh") != found.hint("en")


def test_a_page_that_fails_says_why_and_others_are_served(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("yearbook.build.server.responses.render_page", fail)
        assert "YB681" in preview.shown()
    assert preview.codes() == ["YB681"]
    assert "YB681" not in preview.shown("zh/honors/clean-streets.html")


def test_it_begins_with_what_it_did_not_expect(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(preview.session.options, preview.said.extend)
    with monkeypatch.context() as patch:
        patch.setattr(session_module, "update_preview", fail)
        session.begin()
    assert b"YB681" in session.serve(PAGE)[1]
    session.edited(None)
    assert b"YB681" not in session.serve(PAGE)[1]


def test_a_terminal_that_is_gone_ends_nothing(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    preview.session.show = fail
    edit(preview.content / BODY, "level:", "levle:")
    preview.saved()
    edit(preview.content / BODY, "levle:", "level:")
    edit(preview.content / BODY, "---\n\n", "---\n\n新添一句。\n\n")
    preview.saved()
    assert "新添一句。" in preview.shown()


def test_browsers_that_cannot_be_told_end_nothing(preview: Preview) -> None:
    preview.watcher.notify = fail
    edit(preview.content / BODY, "---\n\n", "---\n\n新添一句。\n\n")
    assert preview.saved()
    preview.saved()
    assert "新添一句。" in preview.shown()


def test_a_content_folder_that_is_deleted_and_comes_back_is_followed(preview: Preview, tmp_path: Path) -> None:
    good = preview.shown()
    preview.content.rename(tmp_path / "away")
    assert preview.watcher.step(()), "without a word from the system"
    assert "YB100" in preview.codes()
    assert "YB100" in preview.shown()
    watched: list[list[Path]] = []
    preview.watcher.watching = lambda folders: steps(
        watched, folders, lambda: (tmp_path / "away").rename(preview.content)
    )
    preview.watcher.turn()
    assert preview.shown() == good
    edit(preview.content / BODY, "---\n\n", "---\n\n新添一句。\n\n")
    preview.watcher.watching = lambda folders: steps(watched, folders, (preview.content / "x~").touch)
    preview.watcher.turn()
    assert "新添一句。" in preview.shown()
    templates = preview.session.options.templates
    assert watched == [[templates], [preview.content, templates]]


def steps(watched: list[list[Path]], folders: Sequence[Path], happens: Any) -> Iterator[Changes]:
    """What the system says: nothing, then something happens of which it says nothing, then nothing."""
    watched.append(list(folders))
    yield ()
    happens()
    yield ()


def test_another_folder_of_the_same_name_is_followed(preview: Preview, tmp_path: Path) -> None:
    shutil.copytree(preview.content, tmp_path / "other")
    edit(tmp_path / "other" / BODY, "---\n\n", "---\n\n另一个文件夹。\n\n")
    preview.content.rename(tmp_path / "away")
    (tmp_path / "other").rename(preview.content)
    assert preview.watcher.step(())
    assert "另一个文件夹。" in preview.shown()


def test_a_folder_of_which_the_system_says_that_it_is_gone_is_watched_anew(preview: Preview) -> None:
    """It may have come back with the same number since."""
    assert preview.watcher.step({(Change.deleted, str(preview.content.resolve()))})


def test_folders_that_cannot_be_watched_are_shown_and_tried_again(preview: Preview) -> None:
    paused: list[bool] = []

    def refused(_: Sequence[Path]) -> Iterator[Changes]:
        raise OSError("the limit of watched files is reached")
        yield ()

    preview.watcher.watching, preview.watcher.pause = refused, lambda: paused.append(True)
    preview.watcher.turn()
    assert (paused, preview.codes()) == ([True], ["YB681"])
    assert "the limit of watched files is reached" in preview.shown()
    preview.watcher.watching = lambda folders: steps([], folders, lambda: None)
    preview.watcher.turn()
    assert "YB681" not in preview.shown()


def test_edits_before_the_folders_were_watched_are_taken_in(preview: Preview) -> None:
    edit(preview.content / BODY, "---\n\n", "---\n\n新添一句。\n\n")
    preview.watcher.watching = lambda folders: steps([], folders, lambda: None)
    preview.watcher.turn()
    assert "新添一句。" in preview.shown()


def test_the_templates_of_the_yearbook_may_go_and_come_back(preview: Preview, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    options = replace(preview.session.options, templates=own, default_templates=ROOT / "templates")
    other = Preview(options)
    own.rename(tmp_path / "gone")
    assert other.watcher.step(())
    assert "<main" in other.shown()
    other.watcher.known = other.watcher._folders()
    (tmp_path / "gone").rename(own)
    assert other.watcher.step(())
    assert other.shown() == preview.shown()
