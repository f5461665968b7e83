"""Two languages, one truth: the numbers that a text states → where its Chinese and its English differ."""

from yearbook.truth.comparison import Difference, Trouble, compare, numbers
from yearbook.truth.names import Name, names
from yearbook.truth.statements import Kind, Moment, Statement

__all__ = ["Difference", "Kind", "Moment", "Name", "Statement", "Trouble", "compare", "names", "numbers"]
