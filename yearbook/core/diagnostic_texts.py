"""Write diagnostics as text for people. Very many are counted and not shown, and each file is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from yearbook.core.diagnostics import Diagnostic, in_order, show
from yearbook.core.messages import marked, translate

MOST_OF_FILE = 30
"""Diagnostics of one file that are shown."""
MOST = 300
"""Diagnostics that are shown in all."""

_MORE_OF_FILE = marked("{path}: and {count} more")
_MORE = marked("and {count} more in other files")


def diagnostic_texts(
    diagnostics: Iterable[Diagnostic], lines: Callable[[str], Sequence[str]], language: str
) -> Iterator[str]:
    """Yield the text of each diagnostic in file order, and how many more there are of a file, and of other files.

    Where not all are shown, errors go before warnings. `lines`: returns the lines of a file by its path as people know
    it; it is asked only for files that are shown.
    """
    found = in_order(diagnostics)
    files = {path: tuple(each) for path, each in groupby(found, key=lambda each: each.place.path)}
    shown = frozenset(_first(MOST, (one for each in files.values() for one in _first(MOST_OF_FILE, each))))
    others = 0
    for path, each in files.items():
        chosen = [one for one in each if one in shown]
        if not chosen:
            others += len(each)
            continue
        of_file = lines(path) if any(one.place.line for one in chosen) else ()
        yield from (show(one, of_file, language) for one in chosen)
        if len(chosen) < len(each):
            yield translate(_MORE_OF_FILE, language).format(path=path, count=len(each) - len(chosen))
    if others:
        yield translate(_MORE, language).format(count=others)


def _first(count: int, diagnostics: Iterable[Diagnostic]) -> Sequence[Diagnostic]:
    """Return so many diagnostics, errors before warnings."""
    return sorted(diagnostics, key=lambda each: not each.is_error)[:count]
