"""Parse YAML into mappings whose values know their place, or return diagnostics.

Everything is decided on the parser's events, before anything is built from them: what YAML has beyond lists,
mappings and texts (anchors, aliases, merge keys, tags, complex keys, several documents) is refused where it
stands, and so are deep nesting and great size. No value is given a type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, in_order
from yearbook.core.documents import typing_slips
from yearbook.core.documents.decoding import STRAY
from yearbook.core.documents.diagnosis import (
    ALIAS,
    ANCHOR,
    BAD_ESCAPE,
    DIRECTIVE,
    EMPTY_KEY,
    RESERVED_START,
    SYNTAX,
    TAG,
    TWO_DOCUMENTS,
    SourceLine,
    diagnose,
    diagnose_escapes,
)
from yearbook.core.documents.nodes import Items, Mapping, Node, Scalar

_DEEPEST = 12  # levels; the records need 5
MOST_NODES = 50_000  # values and keys of one file
LONGEST_SCALAR = 100_000  # characters

NOT_MAPPING = DiagnosticKind(
    "YB121",
    "Fields are expected here, each as “name: value”",
    hint="Write, for example, title: … on a line of its own.",
)
DUPLICATE_KEY = DiagnosticKind(
    "YB123",
    "“{key}” is given a second time; the first is on line {first}",
    hint="Keep one of the two.",
)
COMPLEX_KEY = DiagnosticKind(
    "YB125",
    "A name must be a short text on one line, not a list or a mapping",
    hint="Write “name: value”; put quotes around a value that begins with ?, {{ or [.",
)
MERGE_KEY = DiagnosticKind(
    "YB128",
    "<< would copy fields from elsewhere, which the yearbook does not do",
    hint="Write the fields out here; or refer to the other record by its id.",
)
TAB = DiagnosticKind(
    "YB134",
    "A tab stands here; fields are indented and divided with spaces",
    hint="Replace it with spaces: two for each level of indentation.",
)
_TOO_DEEP = DiagnosticKind(
    "YB131",
    "Brackets or indentation are nested more than {limit} deep here",
    hint="Look for brackets that are not closed.",
)
_TOO_MANY = DiagnosticKind(
    "YB132",
    "This file holds more than {limit} values",
    hint="Divide it into several files.",
)
_TOO_LONG = DiagnosticKind(
    "YB133",
    "This text is longer than {limit} characters",
    hint="Long prose belongs in the body of a .md file; look also for a quote that is not closed.",
)


class Parser(Protocol):
    """What is used of PyYAML's two parsers, one in C and one in Python."""

    def get_event(self) -> Any: ...


MakeParser = Callable[[str], Parser]
# Where PyYAML was built without libyaml, its own parser gives the same events some fifty times more slowly.
FASTEST: MakeParser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def parse_mapping(
    text: str, shown: str, first_line: int = 1, in_markdown: bool = False, make_parser: MakeParser = FASTEST
) -> Mapping | tuple[Diagnostic, ...]:
    """Return the mapping of a decoded text with LF as line end, or all its diagnostics (at least one).

    `shown` is the file's name in problems, and `first_line` the number that the text's first line has there.
    """
    written = SourceLine(text=text, shown=shown, first_line=first_line, in_markdown=in_markdown)
    if "\t" in text:
        # YAML allows tabs in some places, and its readers disagree in which.
        return (_tab(written),)
    builder = _Builder(written, make_parser)
    try:
        mapping = builder.document()
    except _Refused as refused:
        builder.diagnostics.append(refused.diagnostic)
    except yaml.MarkedYAMLError as error:
        builder.diagnostics.append(diagnose(written, error, builder.last))
    except (ValueError, OverflowError):
        # Only the Python parser: it hands an impossible \U escape to chr() unchecked.
        builder.diagnostics.append(
            diagnose_escapes(written, 0, len(written.lines)) or diagnostic(SYNTAX, written.place(0, 0))
        )
    return _first_of_each_line(builder.diagnostics) or mapping


def _tab(written: SourceLine) -> Diagnostic:
    line = next(number for number, each in enumerate(written.lines) if "\t" in each)
    return diagnostic(TAB, written.place(line, written.lines[line].index("\t")))


def _first_of_each_line(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A second problem on a line is most often a consequence of the first."""
    return tuple({each.place.line: each for each in reversed(in_order(diagnostics))}.values())[::-1]


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """Ends the parsing of a file after an error that hides all further ones."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def _has_property(event: Any) -> bool:
    """Whether it is an alias, or carries an anchor or a tag."""
    return type(event) is AliasEvent or event.anchor is not None or event.tag is not None


class _Builder:
    """One pass over the events of one text."""

    __slots__ = ("_first_line", "_has_comments", "_left", "_next", "diagnostics", "last", "written")

    def __init__(self, written: SourceLine, make_parser: MakeParser) -> None:
        self.written = written
        self.diagnostics: list[Diagnostic] = []
        self.last: ScalarEvent | None = None  # for the diagnosis of quotes
        self._next = make_parser(written.text).get_event
        self._first_line = written.first_line
        self._has_comments = " #" in written.text
        self._left = MOST_NODES

    def document(self) -> Mapping:
        self._next()  # the start of the stream
        start = self._next()
        if type(start) is StreamEndEvent:
            return Mapping((), self._first_line, 1)
        if (line := self.written.line(start.start_mark.line)).startswith("%"):
            raise _Refused(diagnostic(DIRECTIVE, self.written.place(start.start_mark.line, 0, len(line))))
        first = self._next()
        if _has_property(first):
            raise self._property(first)
        if type(first) is not MappingStartEvent:
            raise self._not_mapping(first)
        mapping = self._mapping(first, 1)
        end = self._next()
        if type(end) is DocumentEndEvent and type(more := self._next()) is not StreamEndEvent:
            raise self._refused(TWO_DOCUMENTS, more)
        return mapping

    def _not_mapping(self, event: Any) -> _Refused:
        """One text or list where fields belong; a full-width colon alone makes a text of a line."""
        if getattr(event, "value", ""):  # a text, not a list nor nothing
            self._scalar(event)
            self._next()  # what follows may be an error that tells more
            if slip := self.written.slip(event.start_mark.line, event.end_mark.line):
                return _Refused(slip)
        return self._refused(NOT_MAPPING, event)

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if _has_property(event):
            raise self._property(event)
        if depth > _DEEPEST:
            raise self._refused(_TOO_DEEP, event, limit=_DEEPEST)
        return self._mapping(event, depth) if kind is MappingStartEvent else self._items(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        self.last = event
        if event.anchor is not None or event.tag is not None:
            raise self._property(event)
        self._left -= 1
        if self._left < 0:
            raise self._refused(_TOO_MANY, event, limit=f"{MOST_NODES:,}")
        text, style, start, end = event.value, event.style, event.start_mark, event.end_mark
        line, column = start.line, start.column
        if style or len(text) > LONGEST_SCALAR:
            self._check(event, text, style)
        last_column = end.column if line == end.line else len(self.written.lines[line].rstrip())
        return Scalar(
            text=text, plain=not style, line=line + self._first_line, column=column + 1, length=last_column - column
        )

    def _check(self, event: Any, text: str, style: str) -> None:
        """Refuses a text that is too long, or that escapes or a sign at its beginning made into none."""
        if len(text) > LONGEST_SCALAR:
            raise self._refused(_TOO_LONG, event, limit=f"{LONGEST_SCALAR:,}")
        if style == '"' and (STRAY.search(text) or not unicodedata.is_normalized("NFC", text)):
            escape = diagnose_escapes(self.written, event.start_mark.line, event.end_mark.line)
            raise _Refused(escape) if escape else self._refused(BAD_ESCAPE, event, escape="\\u…")
        if style in ("|", ">") and not text:
            raise self._refused(RESERVED_START, event, sign=style)

    def _mapping(self, event: Any, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        first: dict[str, int] = {}
        flow = event.flow_style
        while type(key_event := self._next()) is not MappingEndEvent:
            key = self._key(key_event)
            value = self._node(self._next(), depth + 1)
            if type(value) is Scalar and value.plain and not value.text:
                value = self._nothing(key)
                self._look_for_lost(key, empty=True)
            elif self._has_comments and type(value) is Scalar and value.plain and not flow:
                self._look_for_lost(value, empty=False)
            if key.text in first:
                self._duplicate(key, first[key.text])
                continue
            first[key.text] = key.line
            pairs.append((key, value))
            if type(value) is Scalar and value.plain and (key.line != value.line or not value.text.isascii()):
                self._look(typing_slips.of_value(key, value, flow), value)
        start = event.start_mark
        return Mapping(tuple(pairs), start.line + self._first_line, start.column + 1)

    def _nothing(self, key: Scalar) -> Scalar:
        """An empty value, after the key's colon if it has one: the parsers disagree on the place."""
        end = key.column - 1 + key.length
        rest = self.written.lines[key.line - self._first_line][end:]
        colon = len(rest) - len(rest.lstrip()) + 1 if rest.lstrip().startswith(":") else 0
        return Scalar(text="", plain=True, line=key.line, column=end + colon + 1, length=0)

    def _key(self, event: Any) -> Scalar:
        kind: Any = type(event)
        if kind is not ScalarEvent:
            if _has_property(event):
                raise self._property(event)
            raise self._refused(COMPLEX_KEY, event)
        key = self._scalar(event)
        if _PLAIN_KEY.fullmatch(key.text):
            return key
        if not key.text:
            raise self._refused(EMPTY_KEY, event)
        if key.plain and key.text == "<<":
            raise self._refused(MERGE_KEY, event)
        if event.start_mark.line != event.end_mark.line:
            raise self._refused(COMPLEX_KEY, event)
        if key.plain:
            self._look(typing_slips.of_key(key), key)
        return key

    def _items(self, event: Any, depth: int) -> Items:
        nodes: list[Node] = []
        flow = event.flow_style
        while type(item := self._next()) is not SequenceEndEvent:
            node = self._node(item, depth + 1)
            nodes.append(node)
            if self._has_comments and type(node) is Scalar and node.plain and not flow:
                self._look_for_lost(node, empty=not node.text)
            if type(node) is Scalar and node.plain and not node.text.isascii():
                self._look(typing_slips.of_item(node, flow), node)
        start = event.start_mark
        return Items(tuple(nodes), start.line + self._first_line, start.column + 1)

    def _look(self, found: typing_slips.Slip | None, node: Scalar) -> None:
        """Report a value that is valid YAML but surely not what was meant."""
        if found:
            mistake, offset, length = found
            place = Location(path=self.written.shown, line=node.line, column=node.column + offset, length=length)
            self.diagnostics.append(diagnostic(mistake, place))

    def _look_for_lost(self, node: Scalar, empty: bool) -> None:
        """Report a value, or the end of one, that is read as a comment."""
        end = node.column - 1 + node.length
        if found := typing_slips.lost_after(self.written.lines[node.line - self._first_line][end:], empty=empty):
            offset, lost = found
            place = Location(path=self.written.shown, line=node.line, column=end + offset + 1, length=len(lost))
            self.diagnostics.append(diagnostic(typing_slips.LOST_IN_COMMENT, place, lost=typing_slips.shortened(lost)))

    def _duplicate(self, key: Scalar, first: int) -> None:
        place = Location(path=self.written.shown, line=key.line, column=key.column, length=max(1, key.length))
        self.diagnostics.append(diagnostic(DUPLICATE_KEY, place, key=typing_slips.shortened(key.text), first=first))

    def _property(self, event: Any) -> _Refused:
        """An alias, an anchor or a tag: whichever stands first."""
        start = event.start_mark
        line = self.written.lines[start.line]
        sign = line[start.column : start.column + 1]
        name = self.written.word(start.line, start.column)
        if sign == "*" and re.match(r"\s*[^\s#,\]}]", line[event.end_mark.column :]):
            return self._refused(RESERVED_START, event, sign=sign)
        mistake = {"*": ALIAS, "&": ANCHOR}.get(sign, TAG)
        return _Refused(diagnostic(mistake, self.written.place(start.line, start.column, len(name)), name=name))

    def _refused(self, mistake: DiagnosticKind, event: Any, **words: object) -> _Refused:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if start.line == end.line else 1
        return _Refused(diagnostic(mistake, self.written.place(start.line, start.column, length), **words))
