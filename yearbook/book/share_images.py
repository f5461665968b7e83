"""Editions → the pictures that other sites show of a page when it is shared: one a year and language, one the cover's.

A `Card` is the recipe of one picture: every word on it, and nothing else. Typst draws it in this process from
`print/share.typ`, with the fonts of the packages that this project pins: no system font, no clock, no network, so that
the same card gives the same bytes everywhere. Writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from yearbook.book.production import PrintedBook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.data.open_graph import picture_path, watchword
from yearbook.model.texts import Phrase, Text
from yearbook.site.edition import Edition

NOT_DRAWN = DiagnosticKind(
    "YB653",
    "the picture {path} cannot be drawn: {reason}",
    hint="its template is {template}",
)
_NO_TEMPLATE = DiagnosticKind(
    "YB654",
    "there is no template for the pictures that are shown where a page is shared",
    hint="write {template}, or take it from the program's own templates",
)
SHARE_TEMPLATE = "print/share.typ"
_TOOLS = ("typst", "pylopdf-fonts-zh-cn")
_PIXELS_PER_INCH = 72.0  # so that a point of the template is a pixel


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its language."""

    text: str
    tag: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What stands on one picture."""

    year: str
    """Empty on the cover's."""
    motto: Said
    """What stands under the year; without text on the cover's."""
    titles: tuple[Said, ...]
    """Of the yearbook: of a year's picture in its language, on the cover's in all languages."""
    years: tuple[str, ...] = ()
    """On the cover's: those of the yearbook, as spines."""
    notes: tuple[Said, ...] = ()
    """On the cover's: who publishes it, in all languages."""


@dataclass(frozen=True, slots=True)
class ShareImageContext:
    """Template and fonts, read once."""

    place: str
    """How people know the template."""
    template: bytes
    fonts: typst.Fonts
    digest: str
    """Of the template and of the tools that have a hand in the bytes of a picture."""


def read_share_context(templates: Folders) -> ShareImageContext:
    """The template, and the fonts. Raises ProblemsError where there is none."""
    file, where = templates.file(SHARE_TEMPLATE), templates.shown(SHARE_TEMPLATE)
    if not file.is_file():
        raise DiagnosticsError([diagnostic(_NO_TEMPLATE, Location(where), template=where)])
    template = file.read_bytes()
    folder = Path(pylopdf_fonts_zh_cn.__file__ or "").parent
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    tools = tuple(f"{each} {version(each)}" for each in _TOOLS)
    return ShareImageContext(where, template, fonts, digest((tools, digest_bytes(template))))


def share_cards(editions: Mapping[str, Edition]) -> Iterator[tuple[str, ShareCard]]:
    """Every picture of the site with its path; none where the site has no address, for then no page can name one."""
    first = next(iter(editions.values()))
    if not first.base_url:
        return
    yield picture_path(), _cover(editions)
    for code, edition in editions.items():
        title = _said(edition, edition.yearbook.configuration.title)
        for year in edition.ordered["year"]:
            motto = _phrase(edition, watchword(year, code))
            yield picture_path(code, year.id), ShareCard(year.id, motto, (title,))


def _cover(editions: Mapping[str, Edition]) -> ShareCard:
    configuration = next(iter(editions.values())).yearbook.configuration
    publisher = configuration.publisher
    return ShareCard(
        "",
        Said("", ""),
        tuple(dict.fromkeys(_said(each, configuration.title) for each in editions.values())),
        tuple(map(str, configuration.years)),
        tuple(dict.fromkeys(_said(each, publisher) for each in editions.values())) if publisher else (),
    )


def _said(edition: Edition, text: Text) -> Said:
    return _phrase(edition, text.read(edition.language.code))


def _phrase(edition: Edition, phrase: Phrase) -> Said:
    """With the tag of the language that it really is in."""
    tags = {each.code: each.tag for each in edition.languages}
    return Said(phrase.text, tags[phrase.language])


def card_key(easel: ShareImageContext, card: ShareCard) -> str:
    """The recipe's digest: the same for pictures of the same bytes."""
    return digest((easel.digest, card))


def share_pictures(
    easel: ShareImageContext, asked: Mapping[str, ShareCard], recorded: Mapping[str, str]
) -> Iterator[PrintedBook]:
    """Outputs for the store: each drawn where it was made of something else before. `recorded`: path → key."""
    for path, card in asked.items():
        key = card_key(easel, card)
        yield PrintedBook(path, key, None if recorded.get(path) == key else draw(easel, path, card))


def draw(easel: ShareImageContext, path: str, card: ShareCard) -> bytes:
    """The picture: a PNG of 1200 × 630 pixels. Raises ProblemsError where it cannot be drawn."""
    data = json.dumps(asdict(card), ensure_ascii=False).encode()
    try:
        made = typst.compile(  # type: ignore[call-overload] # its stubs do not say that it takes files by name
            {"main.typ": easel.template, "share.json": data},
            font_paths=easel.fonts,
            ignore_system_fonts=True,
            format="png",
            ppi=_PIXELS_PER_INCH,
        )
    except typst.TypstError as error:
        raise DiagnosticsError([_not_drawn(easel, path, error)]) from error
    assert isinstance(made, bytes)  # one page
    return made


def _not_drawn(easel: ShareImageContext, path: str, error: typst.TypstError) -> Diagnostic:
    reason = (error.diagnostic or error.message).strip()
    return diagnostic(NOT_DRAWN, Location(easel.place), path=path, reason=reason, template=easel.place)
