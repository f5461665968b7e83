"""What an editor asks for by name → changes to files of the content, prepared whole and written all or not at all.

`new`, `rename` and `fmt` begin with content as it is and end with a tuple of `Change`; `init` begins with nothing.
Nothing is written but by `changes.write`, and a build never comes here.
"""

from yearbook.desk.beginning import beginning
from yearbook.desk.changes import Change, write
from yearbook.desk.formatting import Formatted, tidied
from yearbook.desk.renaming import Renaming, renaming
from yearbook.desk.skeleton import Wanted, skeleton
from yearbook.desk.statistics import Statistics, statistics
from yearbook.desk.trial import read_all

__all__ = [
    "Change",
    "Formatted",
    "Renaming",
    "Statistics",
    "Wanted",
    "beginning",
    "read_all",
    "renaming",
    "skeleton",
    "statistics",
    "tidied",
    "write",
]
