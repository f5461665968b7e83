"""A yearbook held against the texts of its sources, as an editor asks for it."""

from __future__ import annotations

from pathlib import Path

from yearbook.checks.coverage.comparison import Coverage, accept, read_acceptances, uncovered
from yearbook.checks.coverage.evidence import citation_marks, read_source_texts
from yearbook.content import loading
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic


def compare_sources(
    root: Path, yearbook: Yearbook, folder: Path
) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    """What the source texts in a folder say and no record does, and what is wrong with quotes from them.

    `root`: the content folder, which says what is accepted.
    """
    texts = read_source_texts(folder)
    accepted, wrong = read_acceptances(root, root.name, yearbook.configuration.languages)
    found, unneeded = accept(uncovered(yearbook, texts), texts, accepted)
    return found, (*citation_marks(yearbook, texts, loading.locator(root, root.name)), *wrong, *unneeded)
