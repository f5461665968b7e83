"""Two folders as one tree of files: a yearbook's own templates, laid over those that come with the program.

So a yearbook changes one page, one style or one language's words, and takes the rest from the program. Which file
counts is looked up each time, as a file may be put over another while a preview runs. A link in them may not lead to a
file outside of its folder: what is read here is published. All methods that look for files raise DiagnosticsError then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from yearbook.core.diagnostics import Diagnostic, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import LINK_OUTSIDE
from yearbook.core.frozen import dataclass

_PROGRAM = os.path.realpath(Path(__file__).parent.parent)
"""Files of an installed program may be links: to those that a package manager keeps once for all environments."""


@dataclass(frozen=True, slots=True)
class Folders:
    """A folder, and what is beneath it."""

    own: Path
    beneath: Path | None = None
    """Counts where `own` has no file of that path."""

    def holder(self, path: str) -> Path:
        """The folder whose file of that path counts: `own` for one that is in neither."""
        self._refuse(each for top in self._tops() for each in self._links_outside(top, [top / path]))
        if self.beneath and not (self.own / path).is_file() and (self.beneath / path).is_file():
            return self.beneath
        return self.own

    def file(self, path: str) -> Path:
        """The file of that path, which need not be there."""
        return self.holder(path) / path

    def name(self, folder: Path) -> str:
        """How people know one of the two: `templates`, and `yearbook/templates` for what is beneath it."""
        return f"{folder.parent.name}/{folder.name}" if folder == self.beneath else folder.name

    def shown(self, path: str) -> str:
        """How people know the file of that path."""
        return f"{self.name(self.holder(path))}/{path}"

    def files(self, pattern: str = "*") -> dict[str, Path]:
        """Return every file whose name matches, by path, in order."""
        return self._laid(lambda folder: folder.rglob(pattern))

    def within(self, folder: str) -> dict[str, Path]:
        """Return the files of one folder of the tree, by path, in order."""
        return self._laid(lambda top: (top / folder).glob("*"))

    def _laid(self, look: Callable[[Path], Iterable[Path]]) -> dict[str, Path]:
        """Return the files found in both folders, by path, in order; of two with one path, the yearbook's own."""
        found: dict[str, Path] = {}
        links: list[Diagnostic] = []
        for top in self._tops():
            there = list(look(top))
            links += self._links_outside(top, there)
            found |= {each.relative_to(top).as_posix(): each for each in there if each.is_file()}
        self._refuse(links)
        return dict(sorted(found.items()))

    def _tops(self) -> tuple[Path, ...]:
        return (self.beneath, self.own) if self.beneath else (self.own,)

    def _links_outside(self, top: Path, files: Iterable[Path]) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each file or folder that a link has outside of `top`."""
        real = os.path.realpath(top)
        if _is_within(real, _PROGRAM):
            return
        for each in files:
            if not _is_within(os.path.realpath(each), real):
                name = self.name(top)
                yield diagnostic(LINK_OUTSIDE, Location(f"{name}/{each.relative_to(top).as_posix()}"), name=name)

    @staticmethod
    def _refuse(links: Iterable[Diagnostic]) -> None:
        if found := tuple(links):
            raise DiagnosticsError(found)

    def find(self, shown: str) -> tuple[Path, str] | None:
        """(folder, path) of a file as people know it; None for one of neither."""
        for folder in (self.own, self.beneath):
            if folder and shown.startswith(f"{self.name(folder)}/"):
                return folder, shown.removeprefix(f"{self.name(folder)}/")
        return None


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
