"""A `Book` → the bytes of its PDF, set again until nothing moves."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from importlib.metadata import version
from types import MappingProxyType

import typst

from yearbook import __version__
from yearbook.book.document import Book, book_json, book_pictures, book_texts, walk
from yearbook.book.places import Places, placed
from yearbook.book.typst_process import Work, forget, imprint, read_fonts, survey
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.markdown.tree import HtmlNode

MISSING_GLYPH = DiagnosticKind(
    "YB650",
    "no font of the book has “{character}” (U+{code}, {name}), which stands in {record}",
    hint="write it otherwise; the web site may show it, the book cannot",
)
NOT_SET = DiagnosticKind(
    "YB651",
    "the book cannot be set: {reason}",
    hint="the templates of the book are in {folder}",
)
NO_TEMPLATES = DiagnosticKind(
    "YB652",
    "there are no templates for the book",
    hint="{folder}/print holds book.typ, dossier.typ, sheet.typ and what they import",
)

LARGE = 200_000
"""Characters of data, from which on a setting is forgotten before the next: those of a book of some 50 pages. For a
sheet, of 2,000, forgetting would take a third as long as setting it."""
_SETTINGS = 4
"""How often a book is set at the most until nothing moves. Two do; more would mean that a number has moved a line."""
_TOOLS = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn", "babel", "markdown", "pypinyin")


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Templates and fonts, read once."""

    places: Mapping[str, str]
    """File name → how people know the template."""
    files: Mapping[str, bytes]
    """File name → template."""
    fonts: typst.Fonts
    digest: str
    """Of the templates and of all tools that have a hand in the bytes of a book."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Path (`media/2016/opening.jpg`) → file. Of a picture that is not among them a book prints the description."""


_EASEL = "share.typ"
"""Draws pictures, see `sharing`, and has no part in books."""


def read_typesetter(templates: Folders) -> Typesetter:
    """The templates in `print/`, and the fonts. Raises ProblemsError where there are none."""
    found = {path: each for path, each in templates.within("print").items() if each.suffix == ".typ"}
    files = {each.name: each.read_bytes() for each in found.values() if each.name != _EASEL}
    if not {"book.typ", "dossier.typ", "sheet.typ"} <= set(files):
        folder = templates.name(templates.own)
        raise DiagnosticsError([diagnostic(NO_TEMPLATES, Location(f"{folder}/print"), folder=folder)])
    tools = (f"yearbook {__version__}", *(f"{each} {version(each)}" for each in _TOOLS))
    own = tuple((name, digest_bytes(data)) for name, data in files.items())
    places = {each.name: templates.shown(path) for path, each in found.items()}
    return Typesetter(MappingProxyType(places), MappingProxyType(files), read_fonts(), digest((tools, own)))


def key(press: Typesetter, book: Book) -> str:
    """The recipe's digest: the same for books of the same bytes."""
    shown = tuple((path, digest_bytes(press.pictures.get(path, b""))) for path in book_pictures(book))
    return digest((press.digest, book, shown))


def compile_book(press: Typesetter, book: Book) -> bytes:
    """The PDF: PDF/A-2a and PDF/UA-1 at once. Raises ProblemsError with every character that no font has."""
    try:
        return _compile(press, book)
    except RuntimeError as error:
        if diagnostics := tuple(missing_glyphs(press, book)):
            raise DiagnosticsError(diagnostics) from error
        where = press.places[f"{book.template}.typ"]
        reason = getattr(error, "diagnostic", "") or str(error)
        folder = where.rpartition("/")[0]
        raise DiagnosticsError([diagnostic(NOT_SET, Location(where), reason=reason.strip(), folder=folder)]) from error


def _compile(press: Typesetter, book: Book) -> bytes:
    """A book set with the places at which everything comes to stand. Raises RuntimeError, mostly a TypstError."""
    shown = {path: press.pictures[path] for path in book_pictures(book) if path in press.pictures}
    files = {**press.files, **shown, "main.typ": press.files[f"{book.template}.typ"]}
    told = json.dumps({"pictures": list(shown), **book_json(book)}, ensure_ascii=False)

    def work(places: Places) -> Work:
        return files, f'{{"book": {told}, "places": {places.as_json()}}}', book.date

    places = Places()
    for _ in range(_SETTINGS):
        found = placed(book, survey(press.fonts, work(places)))
        if found == places:
            return imprint(press.fonts, work(places))
        places = found
        if len(told) > LARGE:
            forget(press.fonts)
    raise RuntimeError(f"its pages do not come to rest in {_SETTINGS} settings")


# Characters

_PROBE = b"""#set document(title: "x")
#set page(width: auto, height: auto)
#set text(font: ("Libertinus Serif", "Noto Serif SC", "Noto Sans CJK SC"))
#for each in json(bytes(sys.inputs.data)) [#box(each) ]
"""


def missing_glyphs(press: Typesetter, book: Book) -> Iterable[Diagnostic]:
    """Every character that cannot be printed, and the records in which it stands."""
    everything = "".join(dict.fromkeys("".join(book_texts(book))))
    for character in _unprintable(press, everything):
        for record in _records_with(book, character):
            yield diagnostic(
                MISSING_GLYPH,
                Location(record),
                character=character,
                code=f"{ord(character):04X}",
                name=unicodedata.name(character, "?"),
                record=record,
            )


def _unprintable(press: Typesetter, characters: str) -> list[str]:
    """Those that the typesetter refuses: asked for all at once, and halved until they are found."""
    try:
        imprint(press.fonts, ({"main.typ": _PROBE}, json.dumps(list(characters)), 0))
    except typst.TypstError:
        if len(characters) == 1:
            return [characters]
        half = len(characters) // 2
        return [*_unprintable(press, characters[:half]), *_unprintable(press, characters[half:])]
    return []


def _records_with(book: Book, character: str) -> list[str]:
    """The labels of the records in which a character stands; else of the classes, or the title of the book."""
    classes = [(each.label, each) for each in book.classes]
    entries = [(each.label, each) for chapter in book.classes for part in chapter.sections for each in part.entries]
    lines = [(label, each) for each in walk(book.classes) if each.kind in _LINES for label in _anchors(each)]
    for places in ([*entries, *lines], classes):
        found = dict.fromkeys(label for label, part in places if any(character in text for text in book_texts(part)))
        if found:
            return list(found)
    return [book.title]


_LINES = ("event", "hanging", "numbered", "row")
"""Kinds of nodes that can be the whole of what a book says of a record."""


def _anchors(part: HtmlNode) -> list[str]:
    return [dict(each.attributes)["label"] for each in walk(part) if each.kind == "anchor"]
