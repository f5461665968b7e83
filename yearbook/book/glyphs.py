"""Find the characters of a book that no font has, and the records in which they are."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

import typst

from yearbook.book.document import Book
from yearbook.book.nodes import book_texts, walk_nodes
from yearbook.book.typst_compiler import TypstInput, compile_pdf
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.markdown.tree import HtmlNode

MISSING_GLYPH = DiagnosticKind(
    "YB650",
    "no font of the book has “{character}” (U+{code}, {name}), which stands in {record}",
    hint="write it otherwise; the web site may show it, the book cannot",
)
_PROBE = b"""#set document(title: "x")
#set page(width: auto, height: auto)
#set text(font: ("Libertinus Serif", "Noto Serif SC", "Noto Sans CJK SC"))
#for each in json(bytes(sys.inputs.data)) [#box(each) ]
"""
_RECORD_NODES = ("event", "hanging", "numbered", "row")
"""Kinds of nodes that can be all that a book prints of a record."""


def missing_glyphs(fonts: typst.Fonts, book: Book) -> Iterable[Diagnostic]:
    """Yield a diagnostic for every character that cannot be printed and every record that has it."""
    characters = "".join(dict.fromkeys("".join(book_texts(book))))
    for character in _unprintable(fonts, characters):
        for record in _records_with(book, character):
            yield diagnostic(
                MISSING_GLYPH,
                Location(record),
                character=character,
                code=f"{ord(character):04X}",
                name=unicodedata.name(character, "?"),
                record=record,
            )


def _unprintable(fonts: typst.Fonts, characters: str) -> list[str]:
    """Return those that Typst refuses, by halving the text until each is alone."""
    try:
        compile_pdf(fonts, TypstInput(files={"main.typ": _PROBE}, data=json.dumps(list(characters)), timestamp=0))
    except typst.TypstError:
        if len(characters) == 1:
            return [characters]
        half = len(characters) // 2
        return [*_unprintable(fonts, characters[:half]), *_unprintable(fonts, characters[half:])]
    return []


def _records_with(book: Book, character: str) -> list[str]:
    """Return the labels of the records that have a character; else those of the chapters, or the book's title."""
    chapters = [(each.label, each) for each in book.chapters]
    entries = [(each.label, each) for chapter in book.chapters for part in chapter.sections for each in part.entries]
    found = (each for each in walk_nodes(book.chapters) if each.kind in _RECORD_NODES)
    lines = [(label, each) for each in found for label in _anchors(each)]
    for parts in ([*entries, *lines], chapters):
        labels = dict.fromkeys(label for label, part in parts if any(character in text for text in book_texts(part)))
        if labels:
            return list(labels)
    return [book.title]


def _anchors(part: HtmlNode) -> list[str]:
    return [dict(each.attributes)["label"] for each in walk_nodes(part) if each.kind == "anchor"]
