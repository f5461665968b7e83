"""Two languages, one truth: the numbers that texts state → where Chinese, English and the data do not agree."""

from yearbook.truth.comparison import Difference, Trouble, compare, numbers
from yearbook.truth.findings import audit
from yearbook.truth.names import Name, names
from yearbook.truth.places import Lines
from yearbook.truth.statements import Kind, Moment, Statement

__all__ = [
    "Difference",
    "Kind",
    "Lines",
    "Moment",
    "Name",
    "Statement",
    "Trouble",
    "audit",
    "compare",
    "names",
    "numbers",
]
