"""A yearbook held against the texts of its sources, as an editor asks for it."""

from __future__ import annotations

from pathlib import Path

from yearbook import gather
from yearbook.coverage.comparison import Coverage, accept, read_acceptances, uncovered
from yearbook.coverage.evidence import citations, read_texts
from yearbook.library import Yearbook
from yearbook.problems import Problem


def compare(root: Path, yearbook: Yearbook, folder: Path) -> tuple[tuple[Coverage, ...], tuple[Problem, ...]]:
    """What the source texts in a folder say and no record does, and what is wrong with quotes from them.

    `root`: the content folder, which says what is accepted.
    """
    texts = read_texts(folder)
    accepted, wrong = read_acceptances(root, root.name, yearbook.configuration.languages)
    found, unneeded = accept(uncovered(yearbook, texts), texts, accepted)
    return found, (*citations(yearbook, texts, gather.locator(root, root.name)), *wrong, *unneeded)
