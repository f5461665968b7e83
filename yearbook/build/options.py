"""The options of a build."""

from __future__ import annotations

from pathlib import Path

from yearbook.core.documents.decoding import lines_of
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.core.parallel import ExecutorFactory, RemoteWorkers, Workers


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Which folders are read and written, and how."""

    content: Path
    templates: Path
    """The templates of the yearbook itself, or all templates."""
    output: Path
    base_url: str = ""
    """Address where the site is published; if empty, that of yearbook.yaml."""
    jobs: int = 1
    """Number of worker processes."""
    drafts: bool = False
    """Whether draft records are included."""
    books: bool = False
    """Whether all books are printed too."""
    executor: ExecutorFactory | None = None
    """Where work is done instead of in processes of this machine; the folders are absolute then."""
    default_templates: Path | None = None
    """The templates of the program, if `templates` holds only what the yearbook changes."""

    @property
    def folders(self) -> Folders:
        """All templates."""
        return Folders(self.templates, self.default_templates)

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the lines of a file, for excerpts, by its path as people know it; none if it cannot be read."""
        found = Folders(self.content).find(path) or self.folders.find(path)
        return lines_of(*found) if found else ()

    def workers(self, *folders: Path) -> Workers:
        """Return the workers for a task that reads or writes these folders."""
        return RemoteWorkers(self.executor, folders) if self.executor else self.jobs
