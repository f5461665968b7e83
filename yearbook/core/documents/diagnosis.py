"""Explain an error of the YAML parser: which mistake a person made, and where.

The words of PyYAML and libyaml never reach the person. Both parsers' wordings are recognised by their common
parts; what decides is mostly the text itself near the place. What is not recognised becomes a plain `SYNTAX`
problem there.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable
from typing import Any

import yaml

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.documents import typing_slips
from yearbook.core.documents.decoding import STRAY
from yearbook.core.frozen import dataclass

UNCLOSED_FRONT = DiagnosticKind(
    "YB119",
    "The fields at the top are not closed by a line of ---",
    hint="Write a line of exactly three plain hyphens after the last field, before the text.",
)
NOT_A_PAIR = DiagnosticKind(
    "YB120",
    "This line is not of the form “name: value”",
    hint="Add the name and a colon; or indent it if it continues the line above; or put --- above if it is text.",
)
TWO_DOCUMENTS = DiagnosticKind(
    "YB122",
    "A second YAML document begins here; a file holds one",
    hint="Delete the line --- or ... above, or make two files.",
)
ANCHOR = DiagnosticKind(
    "YB126",
    "{name} is read as an anchor, a mark to copy a value from; the yearbook has none: a fact is written once",
    hint="Delete it; if the text itself begins with &, put the whole text in quotes.",
)
ALIAS = DiagnosticKind(
    "YB127",
    "{name} is read as an alias, a copy of another value; the yearbook has none: a fact is written once",
    hint="Write the value itself; if the text begins with *, put the whole text in quotes.",
)
EMPTY_KEY = DiagnosticKind(
    "YB124",
    "The name before the colon is missing",
    hint="Write the field's name before the colon; put quotes around a value that begins with a colon.",
)
TAG = DiagnosticKind(
    "YB129",
    "{name} is read as a tag, a command to the YAML reader; the yearbook has none",
    hint="Delete it; if the text itself begins with !, put the whole text in quotes.",
)
DIRECTIVE = DiagnosticKind(
    "YB130",
    "A line that begins with % is a command to the YAML reader; the yearbook has none",
    hint="Delete the line.",
)
UNCLOSED_QUOTE = DiagnosticKind(
    "YB142",
    "The quote opened here is not closed",
    hint="Write the same quote at the end of the text.",
)
TEXT_AFTER_VALUE = DiagnosticKind(
    "YB143",
    "The value has ended before this",
    hint='Quotes or brackets must enclose all of it; inside "…" write \\", or use “…” for quotes in the text.',
)
BAD_ESCAPE = DiagnosticKind(
    "YB144",
    'Inside "…" a backslash begins an escape, and {escape} is not one that may stand here',
    hint="Write '…' instead of \"…\", or two backslashes for one.",
)
RESERVED_START = DiagnosticKind(
    "YB145",
    "A value cannot begin with {sign} here",
    hint="Put the whole text in quotes if {sign} belongs to it; else delete it. A list begins on the next line.",
)
COLON_IN_VALUE = DiagnosticKind(
    "YB146",
    "A value with a colon and a space in it must be quoted",
    hint="Write: {fix}",
)
WRONG_INDENTATION = DiagnosticKind(
    "YB147",
    "This line is not indented like those it belongs with",
    hint="Begin it in the same column as the other names or dashes of its group.",
)
BRACKET = DiagnosticKind(
    "YB148",
    "A bracket is not closed here, or a comma is missing",
    hint="Every [ needs a ], every {{ a }}, and a plain comma stands between two values.",
)
SYNTAX = DiagnosticKind(
    "YB149",
    "This cannot be read as YAML",
    hint="Compare it with a file that works; if it is text, put the whole text in quotes.",
)


_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)?")


@dataclasses.dataclass(frozen=True, slots=True)
class SourceLine:
    """A YAML text as it was written, and where in which file it stands."""

    text: str
    shown: str
    """The file, as the person knows it."""
    first_line: int
    """The number of the text's first line in that file."""
    in_markdown: bool
    """Whether it is front matter."""
    lines: list[str] = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.text.split("\n"))

    def line(self, number: int) -> str:
        """The line of that number from 0; beyond the last, nothing."""
        return self.lines[number] if number < len(self.lines) else ""

    def place(self, line: int, column: int, length: int = 1) -> Location:
        """From a line and a column that count from 0; the end of the text is just after its last word."""
        while line and not self.line(line)[:column].strip() and not "".join(self.lines[line:]).strip():
            line -= 1
            column = len(self.line(line).rstrip())
        return Location(path=self.shown, line=line + self.first_line, column=column + 1, length=max(1, length))

    def word(self, line: int, column: int) -> str:
        """What begins there, up to a blank or what ends a value in brackets, as a message can carry it."""
        found = re.compile(r"[^\s,\]}]+").match(self.line(line), column)
        return typing_slips.shortened(found.group()) if found else ""

    def slip(self, first: int, last: int) -> Diagnostic | None:
        """The slip of the hand on these lines (from 0), the last line first: the error is nearest to it."""
        for number in range(min(last, len(self.lines) - 1), max(first, 0) - 1, -1):
            if found := typing_slips.of_line(self.lines[number]):
                mistake, column, length = found
                return diagnostic(mistake, self.place(number, column, length))
        return None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where the parser gave up. Lines and columns count from 0 in the text."""

    written: SourceLine
    line: int
    column: int
    start_line: int
    """Where that began which the parser was reading; the same place if it does not say."""
    start_column: int
    last: Any
    """The event of the last scalar that the parser gave, or None."""

    @property
    def text(self) -> str:
        """The line of the complaint."""
        return self.written.line(self.line)

    def here(self, mistake: DiagnosticKind, **words: object) -> Diagnostic:
        return diagnostic(mistake, self.written.place(self.line, self.column), **words)

    def at_start(self, mistake: DiagnosticKind, **words: object) -> Diagnostic:
        return diagnostic(mistake, self.written.place(self.start_line, self.start_column), **words)


def diagnose(written: SourceLine, error: yaml.MarkedYAMLError, last: Any) -> Diagnostic:
    """Return the diagnostic of a parser error; `last` is the event of the last scalar, or None."""
    words = f"{error.context or ''}; {error.problem or ''}"
    end = error.problem_mark or error.context_mark
    start = error.context_mark or end
    if end is None or start is None:
        return diagnostic(SYNTAX, written.place(0, 0))
    complaint = Complaint(
        written=written, line=end.line, column=end.column, start_line=start.line, start_column=start.column, last=last
    )
    for pattern, explain in _EXPLANATIONS:
        if re.search(pattern, words) and (found := explain(complaint)):
            return found
    return complaint.here(SYNTAX)


def diagnose_escapes(written: SourceLine, first: int, last: int) -> Diagnostic | None:
    """The first escape on these lines (from 0) that gives a character which a text may not hold."""
    for number in range(first, last + 1):
        for found in _ESCAPE.finditer(written.line(number)):
            if _is_bad(found.group()):
                place = written.place(number, found.start(), len(found.group()))
                return diagnostic(BAD_ESCAPE, place, escape=found.group())
    return None


def _is_bad(escape: str) -> bool:
    digits = escape[2:]
    if not digits:
        return escape[1:] in set("0abevfNLP")
    return int(digits, 16) > sys.maxunicode or bool(STRAY.match(chr(int(digits, 16))))


def _quote(complaint: Complaint) -> Diagnostic:
    return complaint.at_start(UNCLOSED_QUOTE)


def _escape(complaint: Complaint) -> Diagnostic:
    begin = max(0, complaint.text.rfind("\\", 0, complaint.column + 1))
    found = _ESCAPE.match(complaint.text, begin)
    escape = found.group() if found else "\\"
    return diagnostic(BAD_ESCAPE, complaint.written.place(complaint.line, begin, len(escape)), escape=escape)


def _after_quote(complaint: Complaint) -> Diagnostic | None:
    """Text after a closing quote. A quote that closed on a later line was meant to close on its own."""
    last, line = complaint.last, complaint.line
    if last is None or last.style not in ("'", '"') or last.end_mark.line != line:
        return None
    if complaint.text[last.end_mark.column : complaint.column].strip():
        return None
    if last.start_mark.line != line:
        return diagnostic(UNCLOSED_QUOTE, complaint.written.place(last.start_mark.line, last.start_mark.column))
    return complaint.here(TEXT_AFTER_VALUE)


def _slip(complaint: Complaint) -> Diagnostic | None:
    """A full-width sign or a missing space on the lines that the parser was busy with."""
    last, line = complaint.last, complaint.line
    first = complaint.start_line if line - complaint.start_line <= 1 else line
    if last is not None and not last.style and last.end_mark.line == line:
        first = min(first, last.start_mark.line)
    return complaint.written.slip(max(first, line - 20), line)


def _not_pair(complaint: Complaint) -> Diagnostic:
    written, line, column = complaint.written, complaint.start_line, complaint.start_column
    text = written.line(line)
    if text[column : column + 1] in ("'", '"') and complaint.line != line:
        return complaint.at_start(UNCLOSED_QUOTE)
    if written.in_markdown and not column and line and not written.line(line - 1).strip():
        return diagnostic(UNCLOSED_FRONT, written.place(line, 0, len(text)))
    return diagnostic(NOT_A_PAIR, written.place(line, column, len(text.rstrip()) - column))


def _colon(complaint: Complaint) -> Diagnostic:
    """A colon where none may be: the second of its line, or the first of a line wrongly indented."""
    written, line, text, last = complaint.written, complaint.line, complaint.text, complaint.last
    pair = re.match(r"([ ]*(?:-[ ]+)*[^:]*:[ ]+)(.*?)(?:[ ]+#.*)?$", text)
    if pair and pair.start(2) <= complaint.column:
        return complaint.here(COLON_IN_VALUE, fix=_quoted(pair.group(1).strip(), pair.group(2)))
    if last is not None and last.start_mark.line < line == last.end_mark.line:
        first, begin = last.start_mark.line, last.start_mark.column
        if not written.line(first)[:begin].strip():
            length = len(written.line(first).rstrip()) - begin
            return diagnostic(NOT_A_PAIR, written.place(first, begin, length))
    return diagnostic(WRONG_INDENTATION, written.place(line, len(text) - len(text.lstrip())))


def _quoted(name: str, value: str) -> str:
    """How the pair should be written; nothing where both kinds of quotes occur in the value."""
    quote = "'" if '"' in value or "\\" in value else '"'
    return "" if quote in value else f"{name} {quote}{value}{quote}"


def _sign(complaint: Complaint) -> Diagnostic | None:
    """A sign of YAML's own at the place."""
    sign = complaint.text[complaint.column : complaint.column + 1]
    return complaint.here(RESERVED_START, sign=sign) if sign.strip() else None


def _sign_at_start(complaint: Complaint) -> Diagnostic | None:
    sign = complaint.written.line(complaint.start_line)[complaint.start_column :][:1]
    return complaint.at_start(RESERVED_START, sign=sign) if sign.strip() else None


def _tag(complaint: Complaint) -> Diagnostic | None:
    starts = (complaint.start_line, complaint.start_column), (complaint.line, complaint.column)
    for line, column in starts:
        name = complaint.written.word(line, column)
        if name.startswith("!"):
            return diagnostic(TAG, complaint.written.place(line, column, len(name)), name=name)
    return None


def _directive(complaint: Complaint) -> Diagnostic | None:
    for line in (complaint.start_line, complaint.line):
        text = complaint.written.line(line)
        if text.startswith("%"):
            return diagnostic(DIRECTIVE, complaint.written.place(line, 0, len(text)))
    return None


def _bracket(complaint: Complaint) -> Diagnostic:
    """At the opening bracket where the trouble is on a later line; else where it is."""
    if complaint.line == complaint.start_line and complaint.text[complaint.column :].strip():
        return complaint.here(BRACKET)
    return complaint.at_start(BRACKET)


def _block(complaint: Complaint) -> Diagnostic:
    """A line that belongs to no group, or something after the end of a value."""
    text, column = complaint.text, complaint.column
    if text[:column].rstrip()[-1:] in ("]", "}"):
        return complaint.here(TEXT_AFTER_VALUE)
    if text[column : column + 1] == ":":
        return complaint.here(EMPTY_KEY)
    if any(each.rstrip() in {"...", "---"} for each in complaint.written.lines[1 : complaint.line]):
        return complaint.here(TWO_DOCUMENTS)
    return complaint.here(WRONG_INDENTATION if text[column:].strip() else SYNTAX)


# The first of these that explains a complaint is told. The words are those that both parsers use.
_EXPLANATIONS: tuple[tuple[str, Callable[[Complaint], Diagnostic | None]], ...] = (
    (r"quoted scalar.*(?:end of stream|document (?:indicator|separator))", _quote),
    (r"quoted scalar.*(?:escape|hex)", _escape),
    (r"(?i)directive|%YAML|incompatible YAML|version number", _directive),
    (r"parsing a (?:block|flow)|document start", _after_quote),
    (r"tag", _tag),
    (r"(?:alias|anchor).*alphabetic", _sign_at_start),
    (r"", _slip),
    (r"find expected ':'", _not_pair),
    (r"mapping values are not allowed", _colon),
    (r"cannot start any token|(?:entries|keys) are not allowed|node content", _sign),
    (r"scanning a block scalar", _sign_at_start),
    (r"expected ',' or|parsing a flow", _bracket),
    (r"expected key|block end|'-' indicator|document start", _block),
)
