"""Diagnostics: what is wrong at a place in a file, and the text that a person reads about it.

A `Diagnostic` is a value: its kind (with the wording in English; `core.messages` translates), the place, and the
words that fill the wording in. `show` draws it with an excerpt and a caret, after the manner of rustc and just.
This module reads no file: the caller hands it the source text for the excerpt.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from enum import Enum
from functools import reduce
from itertools import accumulate

from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, Word, fill_words, is_plain, translate

EXCERPT_WIDTH = 96  # columns of a terminal that an excerpt may take
_MOST_COMPARED = 200_000  # words; it takes a second or two
_LONGEST = 1_000  # characters of a message or a hint that are shown: it may quote what a person wrote


class Severity(Enum):
    """Whether a diagnostic stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class DiagnosticKind:
    """One kind of problem: a stable code, and its wording in English.

    Both texts are `str.format` templates; a line of a hint that needs a value which is empty is left out.
    """

    code: str
    """Stable, `YB` and three digits; the hundreds say which stage finds it. Never reused."""
    text: str
    """What is wrong, in one line."""
    hint: str = ""
    """How to mend it."""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; without a line, the file as a whole."""

    path: str
    """As the person knows the file, with forward slashes: `content/honors/2016/a.md`."""
    line: int = 0
    """From 1; 0 where there is no line to point at."""
    column: int = 0
    """From 1, counted in characters (not bytes, not screen columns)."""
    length: int = 1
    """How many characters the caret underlines; at least 1."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that a person must correct (an error) or should look at (a warning)."""

    mistake: DiagnosticKind
    place: Location
    words: tuple[tuple[str, Word], ...] = field(default=())
    """What fills the wording in, as sorted (name, value) pairs."""

    @property
    def is_error(self) -> bool:
        return self.mistake.severity is Severity.ERROR

    def text(self, language: str = "en") -> str:
        """The one-line message."""
        return fill_words(translate(self.mistake.text, language), self.words, language)

    def hint(self, language: str = "en") -> str:
        """Return the advice how to correct it; without lines whose words are empty."""
        template = translate(self.mistake.hint, language)
        empty = [f"{{{name}}}" for name, value in self.words if not value]
        parts = (part for part in template.split("\n") if not any(name in part for name in empty))
        return fill_words(reduce(_joined, parts, ""), self.words, language)


def diagnostic(mistake: DiagnosticKind, place: Location, **words: object) -> Diagnostic:
    """A `Diagnostic` from keyword words; each value but messages and lists of words is turned into text."""
    kept = {name: value if isinstance(value, Message | tuple) else str(value) for name, value in words.items()}
    return Diagnostic(mistake, place, tuple(sorted(kept.items())))


def is_printable(each: Diagnostic) -> bool:
    """Return whether a diagnostic that was read from a file can be shown: its templates ask for words that it has."""
    templates = (each.mistake.text, each.mistake.hint, *_templates(word for _, word in each.words))
    try:
        return all(map(is_plain, templates)) and bool(each.text()) and each.hint() is not None
    except (LookupError, ValueError, RecursionError):
        return False


def _templates(words: Iterable[Word]) -> Iterator[str]:
    """Yield the templates of messages among words, and of those within them."""
    for word in words:
        if isinstance(word, Message):
            yield from (word.text, *(text for _, text in word.given))
            yield from _templates(each for _, each in word.words)
        elif isinstance(word, tuple):
            yield from _templates(word)


def _joined(before: str, sentence: str) -> str:
    """Two sentences in one line; full-width punctuation needs no space after it."""
    is_wide = before and unicodedata.east_asian_width(before[-1]) in "WF"
    return f"{before}{'' if is_wide or not before else ' '}{sentence}"


class DiagnosticsError(Exception):
    """Work that cannot go on, with every diagnostic found so far (at least one of them an error)."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = in_order(diagnostics)
        super().__init__("; ".join(f"{each.place.path}: {each.text()}" for each in self.diagnostics[:3]))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repetitions, sorted by file, line, column and code."""

    def order(each: Diagnostic) -> tuple[Location, str, list[tuple[str, str]]]:
        return each.place, each.mistake.code, [(name, str(value)) for name, value in each.words]

    return tuple(sorted(set(diagnostics), key=order))


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that `word` was probably meant to be, or an empty string."""
    matches = difflib.get_close_matches(word, sorted(set(candidates)), n=1, cutoff=0.6)
    return matches[0] if matches else ""


class NearestWords:
    """`nearest` for one pass over many mistakes: once very many words were compared, it finds none."""

    def __init__(self) -> None:
        self._left = _MOST_COMPARED

    def find(self, word: str, candidates: Collection[str]) -> str:
        """Return the candidate that `word` was probably meant to be, or an empty string."""
        if self._left <= 0:
            return ""
        self._left -= len(candidates)
        return nearest(word, candidates)


def terminal_columns(text: str) -> int:
    """Return the columns of `text` on a terminal: two for Han and full-width characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def show(each: Diagnostic, lines: Sequence[str] = (), language: str = "en") -> str:
    """Return the diagnostic as text without colour; `lines` are those of the file, for the excerpt."""
    place = each.place
    where = place.path
    if place.line:
        where += f":{place.line}:{place.column}"
    kind = translate("error" if each.is_error else "warning", language)
    text = [f"{where}: {kind}[{each.mistake.code}]: {_cut(each.text(language))}"]
    gutter = " " * len(str(place.line))
    if 0 < place.line <= len(lines):
        text += _excerpt(lines[place.line - 1], place, gutter)
    if hint := each.hint(language):
        text.append(f"{gutter} = {translate('hint', language)}: {_cut(hint)}")
    return "\n".join(text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _excerpt(line: str, place: Location, gutter: str) -> list[str]:
    """Return the line with a bar before it and a caret under it; a long line is cut around the caret.

    Only what is shown is looked at: a line can be a megabyte long, and have a thousand mistakes.
    """
    line = line.rstrip()
    start = max(0, min(place.column - 1, len(line)))
    first = max(0, start - EXCERPT_WIDTH // 4) if _is_too_wide(line) else 0
    shown = "".join(map(_visible, line[first : first + 2 * EXCERPT_WIDTH]))
    before = "".join(map(_visible, line[first:start]))
    columns = accumulate(map(terminal_columns, shown))
    shown = "".join(each for each, used in zip(shown, columns, strict=True) if used <= EXCERPT_WIDTH)
    under = shown[len(before) : len(before) + max(1, place.length)]
    lead = "…" if first else ""
    tail = "…" if first + len(shown) < len(line) else ""
    pad = " " * (terminal_columns(before) + len(lead))
    return [
        f"{gutter} |",
        f"{place.line} | {lead}{shown}{tail}",
        f"{gutter} | {pad}{'^' * max(1, terminal_columns(under))}",
    ]


def _is_too_wide(line: str) -> bool:
    return len(line) > 2 * EXCERPT_WIDTH or terminal_columns(line) > EXCERPT_WIDTH


def _visible(character: str) -> str:
    if character == "\t":
        return "→"
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
