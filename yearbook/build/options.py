"""What a person asked for."""

from __future__ import annotations

from pathlib import Path

from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.decoding import lines_of
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.core.parallel import ExecutorFactory, RemoteWorkers, Workers


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What is built from what, and by whom."""

    content: Path
    templates: Path
    """The yearbook's own, or all there are."""
    output: Path
    base_url: str = ""
    """Where the site is published; empty: what yearbook.yaml says."""
    jobs: int = 1
    drafts: bool = False
    books: bool = False
    """Also print every book: the whole, years, units, records."""
    executor: ExecutorFactory | None = None
    """Who does the pure work instead of processes of this machine; the folders are absolute then."""
    beneath: Path | None = None
    """The program's templates, where `templates` has only what a yearbook changes of them."""

    @property
    def folders(self) -> Folders:
        """All templates."""
        return Folders(self.templates, self.beneath)

    def lines(self, each: Diagnostic) -> tuple[str, ...]:
        """The lines of the file that a problem is in, for its excerpt; none where it points at no line."""
        found = Folders(self.content).find(each.place.path) or self.folders.find(each.place.path)
        return lines_of(*found) if found and each.place.line else ()

    def workers(self, *folders: Path) -> Workers:
        """Who does work that reads or writes these folders."""
        return RemoteWorkers(self.executor, folders) if self.executor else self.jobs
