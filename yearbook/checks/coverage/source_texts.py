"""Read the texts of sources as runs of characters without white space, each with its line and column.

Newspapers break lines in the middle of words, so a text is searched without its white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Location
from yearbook.core.documents.decoding import lines_of
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import SOURCE
from yearbook.model.reference import Source

HEADING = 40  # characters; the columns of the newspapers are wider

Texts = Mapping[str, Sequence[str]]
"""The lines of each source's text, by file name."""
Span = tuple[int, int]
"""First offset, and the one after the last, in a text without white space."""

_PARAGRAPH_END = re.compile(r"[。！？!?…][”’\")）]*$")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text without its white space."""

    text: str
    places: tuple[tuple[int, int], ...]
    """(line, column) of each character, from 1."""
    paragraphs: tuple[Span, ...]
    """Without gaps, from the first character to the last."""
    headings: tuple[Span, ...] = ()
    """Lines by themselves, within the paragraphs that they announce."""

    def paragraph(self, offset: int) -> Span:
        return next(each for each in self.paragraphs if offset < each[1])

    def place(self, file: str, span: Span) -> Location:
        """Return where a span begins, with its length in its first line."""
        line, column = self.places[span[0]]
        last = max(each for at, each in self.places[slice(*span)] if at == line)
        return Location(file, line, column, length=last - column + 1)


def read_source_texts(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the lines of every .txt file of a folder by file name. Damaged characters of UTF-8 are replaced."""
    return {each.name: lines_of(folder, each.name) for each in sorted(folder.glob("*.txt"))}


def source_files(yearbook: Yearbook, texts: Texts) -> list[tuple[Record[Source], str]]:
    """Return the sources with a text, each with the name of its file."""
    sources = ((each, each.facts.file) for each in yearbook.all(SOURCE))
    return [(each, file) for each, file in sources if file and file in texts]


def source_text(lines: Sequence[str]) -> SourceText:
    """Join lines. A paragraph ends with a line that ends a sentence; headings belong to the one below them."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    ends: list[int] = [0]
    headings: list[Span] = []
    for number, line in enumerate(lines, 1):
        start = len(text)
        kept = [(column, each) for column, each in enumerate(line, 1) if not each.isspace()]
        text += [each for _, each in kept]
        places += [(number, column) for column, _ in kept]
        if _PARAGRAPH_END.search(line.rstrip()):
            ends.append(len(text))
        elif kept and _is_heading(lines, number - 1):
            headings.append((start, len(text)))
    bounds = sorted({*ends, len(text)})
    return SourceText("".join(text), places=tuple(places), paragraphs=tuple(pairwise(bounds)), headings=tuple(headings))


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """Return whether a line is a heading: short, between blank ones, and not broken off by a column after a comma."""
    line, around = lines[index].strip(), (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return len(line) <= HEADING and line[-1:] not in "，,、；;：:" and not any(map(str.strip, around))


def without_space(text: str) -> str:
    return "".join(text.split())


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Yield every place of `words` in a text without white space."""
    words = without_space(words)
    start = text.find(words)
    while words and start >= 0:
        yield (start, start + len(words))
        start = text.find(words, start + 1)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
