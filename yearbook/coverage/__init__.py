"""The Yearbook and the texts of its sources → citations that do not hold, and what in the texts no record covers.

An instrument for editors, apart from the build: the texts are evidence, stand in a folder of their own, and are never
published.
"""

from yearbook.coverage.comparison import (
    Acceptance,
    Accepted,
    Coverage,
    Finding,
    accept,
    read_acceptances,
    report,
    uncovered,
)
from yearbook.coverage.evidence import Kind, Texts, citations, read_texts
from yearbook.coverage.holding import compare

__all__ = [
    "Acceptance",
    "Accepted",
    "Coverage",
    "Finding",
    "Kind",
    "Texts",
    "accept",
    "citations",
    "compare",
    "read_acceptances",
    "read_texts",
    "report",
    "uncovered",
]
