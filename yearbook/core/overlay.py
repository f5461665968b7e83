"""Two folders as one tree of files: a yearbook's own templates, laid over those that come with the program.

So a yearbook changes one page, one style or one language's words, and takes the rest from the program. Which file
counts is looked up each time, as a file may be put over another while a preview runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from yearbook.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Folders:
    """A folder, and what is beneath it."""

    own: Path
    beneath: Path | None = None
    """Counts where `own` has no file of that path."""

    def holder(self, path: str) -> Path:
        """The folder whose file of that path counts: `own` for one that is in neither."""
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
        for top in (self.beneath, self.own):
            if top:
                found |= {each.relative_to(top).as_posix(): each for each in look(top) if each.is_file()}
        return dict(sorted(found.items()))

    def find(self, shown: str) -> tuple[Path, str] | None:
        """(folder, path) of a file as people know it; None for one of neither."""
        for folder in (self.own, self.beneath):
            if folder and shown.startswith(f"{self.name(folder)}/"):
                return folder, shown.removeprefix(f"{self.name(folder)}/")
        return None
