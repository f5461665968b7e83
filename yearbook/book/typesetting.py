"""Typeset a `Book` with Typst: two passes, or up to four while positions still change, then the PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import typst

from yearbook import __version__
from yearbook.book.document import Book, book_pictures
from yearbook.book.glyphs import missing_glyphs
from yearbook.book.nodes import book_json
from yearbook.book.positions import Positions, read_positions
from yearbook.book.typst_compiler import TypstInput, clear_cache, compile_pdf, query_positions, read_fonts
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.site.images import print_version

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
"""Characters of data from which on Typst's cache is emptied after a pass: those of a book of some 50 pages.

For a sheet, of 2,000 characters, that would take a third as long as typesetting it.
"""
_PASSES = 4
"""Limit. Two are enough; more would mean that a number has moved a line."""
_TOOLS = ("typst", "manimgx-fonts-cjk", "pylopdf-fonts-zh-cn", "babel", "markdown", "pypinyin")
_SHARE_TEMPLATE = "share.typ"
"""For images, see `share_images`: no book depends on it."""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Templates and fonts, read once."""

    names: Mapping[str, str]
    """By file name: the path of a template in error messages."""
    files: Mapping[str, bytes]
    """Templates by file name."""
    fonts: typst.Fonts
    digest: str
    """Of the templates and of all tools that affect the bytes of a book."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Files by path (`media/2016/opening.jpg`), as the content has them. For a picture that is missing here, a book
    prints its description.
    """
    content: str = "content"
    """The content folder as people know it."""


def read_typesetter(templates: Folders) -> Typesetter:
    """Read the templates in `print/`, and the fonts. Raises DiagnosticsError if there are no templates."""
    found = {path: each for path, each in templates.within("print").items() if each.suffix == ".typ"}
    files = {each.name: each.read_bytes() for each in found.values() if each.name != _SHARE_TEMPLATE}
    if not {"book.typ", "dossier.typ", "sheet.typ"} <= set(files):
        folder = templates.name(templates.own)
        raise DiagnosticsError([diagnostic(NO_TEMPLATES, Location(f"{folder}/print"), folder=folder)])
    tools = (f"yearbook {__version__}", *(f"{each} {version(each)}" for each in _TOOLS))
    own = tuple((name, digest_bytes(data)) for name, data in files.items())
    return Typesetter(
        names=MappingProxyType({each.name: templates.shown(path) for path, each in found.items()}),
        files=MappingProxyType(files),
        fonts=read_fonts(),
        digest=digest((tools, own)),
    )


def book_key(typesetter: Typesetter, book: Book) -> str:
    """Return a digest of all that the bytes of the PDF depend on."""
    pictures = tuple((path, digest_bytes(typesetter.pictures.get(path, b""))) for path in book_pictures(book))
    return digest((typesetter.digest, book, pictures))


def compile_book(typesetter: Typesetter, book: Book) -> bytes:
    """Return the file, both PDF/A-2a and PDF/UA-1. Raises DiagnosticsError, with every character that no font has."""
    try:
        return _compile(typesetter, book)
    except RuntimeError as error:
        if diagnostics := tuple(missing_glyphs(typesetter.fonts, book)):
            raise DiagnosticsError(diagnostics) from error
        template = typesetter.names[f"{book.template}.typ"]
        reason = getattr(error, "diagnostic", "") or str(error)
        folder = template.rpartition("/")[0]
        found = diagnostic(NOT_SET, Location(template), reason=reason.strip(), folder=folder)
        raise DiagnosticsError([found]) from error


def _compile(typesetter: Typesetter, book: Book) -> bytes:
    """Raises RuntimeError, mostly a TypstError; DiagnosticsError for pictures that cannot be read."""
    with TemporaryDirectory(prefix="yearbook-book-") as folder:
        pictures = _write_pictures(typesetter, book, Path(folder))
        return _in_passes(typesetter, book, pictures, Path(folder))


def _write_pictures(typesetter: Typesetter, book: Book, folder: Path) -> dict[str, str]:
    """Write the pictures of a book for print, and return the name of each file by the path of the picture."""
    names: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for number, path in enumerate(each for each in book_pictures(book) if each in typesetter.pictures):
        made = print_version(typesetter.pictures[path], path, typesetter.content)
        if isinstance(made, Diagnostic):
            diagnostics.append(made)
        else:
            ending, data = made
            names[path] = f"picture-{number}{ending}"
            (folder / names[path]).write_bytes(data)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return names


def _in_passes(typesetter: Typesetter, book: Book, pictures: Mapping[str, str], root: Path) -> bytes:
    files = {**typesetter.files, "main.typ": typesetter.files[f"{book.template}.typ"]}
    data = json.dumps({"pictures": pictures, **book_json(book)}, ensure_ascii=False)

    def source(positions: Positions) -> TypstInput:
        everything = f'{{"book": {data}, "positions": {positions.as_json()}}}'
        return TypstInput(files=files, data=everything, timestamp=book.date, root=root)

    positions = Positions()
    for _ in range(_PASSES):
        found = read_positions(book, query_positions(typesetter.fonts, source(positions)))
        if found == positions:
            return compile_pdf(typesetter.fonts, source(positions))
        positions = found
        if len(data) > LARGE:
            clear_cache(typesetter.fonts)
    raise RuntimeError(f"positions still change after {_PASSES} passes")
