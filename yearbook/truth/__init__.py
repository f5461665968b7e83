"""Two languages, one truth: the numbers that texts state → where Chinese, English and the data do not agree."""

from yearbook.truth.acceptance import NOTHING_TO_ACCEPT, Finding, settle
from yearbook.truth.comparison import Difference, Trouble, compare, numbers
from yearbook.truth.findings import check
from yearbook.truth.names import Name, names
from yearbook.truth.places import Lines
from yearbook.truth.statements import Kind, Moment, Statement
from yearbook.truth.texts import Leaf, Side, leaves, sides

__all__ = [
    "NOTHING_TO_ACCEPT",
    "Difference",
    "Finding",
    "Kind",
    "Leaf",
    "Lines",
    "Moment",
    "Name",
    "Side",
    "Statement",
    "Trouble",
    "check",
    "compare",
    "leaves",
    "names",
    "numbers",
    "settle",
    "sides",
]
