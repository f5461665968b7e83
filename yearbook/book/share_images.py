"""Draw the images that other sites show of a page when it is shared: one for each year and language, one for the cover.

A `ShareCard` holds every text of one image, so that its digest says whether the image is current. Typst draws it in
this process from `print/share.typ`, with the fonts of the packages that this project pins: no system font, no clock, no
network, so that the same card gives the same bytes everywhere. Writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from yearbook.book.printing import RenderedFile
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.overlay import Folders
from yearbook.data.open_graph import motto_or_title, picture_path
from yearbook.model.kinds import YEAR
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
class CardText:
    """A text with its language."""

    text: str
    tag: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The texts of one image: of a year in one language, or of the cover in all languages."""

    year: str
    """Empty on the cover."""
    motto: CardText
    """Under the year; empty on the cover."""
    titles: tuple[CardText, ...]
    """Of the yearbook, in each language of the card."""
    years: tuple[str, ...] = ()
    """On the cover: the years of the yearbook, drawn as spines of books."""
    notes: tuple[CardText, ...] = ()
    """On the cover: who publishes it, in all languages."""


@dataclass(frozen=True, slots=True)
class ShareImageContext:
    """Template and fonts, read once."""

    name: str
    """Path of the template in error messages."""
    template: bytes
    fonts: typst.Fonts
    digest: str
    """Of the template and of the tools that affect the bytes of an image."""


def read_share_context(templates: Folders) -> ShareImageContext:
    """Read the template and the fonts. Raises DiagnosticsError if there is no template."""
    file, name = templates.file(SHARE_TEMPLATE), templates.shown(SHARE_TEMPLATE)
    if not file.is_file():
        raise DiagnosticsError([diagnostic(_NO_TEMPLATE, Location(name), template=name)])
    template = file.read_bytes()
    folder = Path(pylopdf_fonts_zh_cn.__file__ or "").parent
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    tools = tuple(f"{each} {version(each)}" for each in _TOOLS)
    key = digest((tools, digest_bytes(template)))
    return ShareImageContext(name=name, template=template, fonts=fonts, digest=key)


def share_cards(editions: Mapping[str, Edition]) -> Iterator[tuple[str, ShareCard]]:
    """Yield (path, card) of every image; none if the site has no address, because pages then cannot name them."""
    first = next(iter(editions.values()))
    if not first.base_url:
        return
    yield picture_path(), _cover_card(editions)
    for code, edition in editions.items():
        title = _card_text(edition, edition.yearbook.configuration.title)
        for year in edition.ordered[YEAR.name]:
            motto = _phrase(edition, motto_or_title(year, code))
            yield picture_path(code, year.id), ShareCard(year=year.id, motto=motto, titles=(title,))


def _cover_card(editions: Mapping[str, Edition]) -> ShareCard:
    configuration = next(iter(editions.values())).yearbook.configuration

    def in_all_languages(text: Text | None) -> tuple[CardText, ...]:
        return tuple(dict.fromkeys(_card_text(each, text) for each in editions.values())) if text else ()

    return ShareCard(
        year="",
        motto=CardText("", ""),
        titles=in_all_languages(configuration.title),
        years=tuple(map(str, configuration.years)),
        notes=in_all_languages(configuration.publisher),
    )


def _card_text(edition: Edition, text: Text) -> CardText:
    return _phrase(edition, text.read(edition.language.code))


def _phrase(edition: Edition, phrase: Phrase) -> CardText:
    """Return the phrase with the tag of the language that it really is in."""
    tags = {each.code: each.tag for each in edition.languages}
    return CardText(phrase.text, tags[phrase.language])


def card_key(context: ShareImageContext, card: ShareCard) -> str:
    """Return a digest of all that the bytes of the image depend on."""
    return digest((context.digest, card))


def share_pictures(
    context: ShareImageContext, cards: Mapping[str, ShareCard], recorded: Mapping[str, str]
) -> Iterator[RenderedFile]:
    """Yield one file a card, drawn unless `recorded` has its key for that path."""
    for path, card in cards.items():
        key = card_key(context, card)
        yield RenderedFile(path, key, None if recorded.get(path) == key else draw_card(context, path, card))


def draw_card(context: ShareImageContext, path: str, card: ShareCard) -> bytes:
    """Return a PNG of 1200 × 630 pixels. Raises DiagnosticsError if it cannot be drawn."""
    data = json.dumps(asdict(card), ensure_ascii=False).encode()
    try:
        made = typst.compile(  # type: ignore[call-overload] # its stubs do not say that it takes files by name
            {"main.typ": context.template, "share.json": data},
            font_paths=context.fonts,
            ignore_system_fonts=True,
            format="png",
            ppi=_PIXELS_PER_INCH,
        )
    except typst.TypstError as error:
        reason = (error.diagnostic or error.message).strip()
        found = diagnostic(NOT_DRAWN, Location(context.name), path=path, reason=reason, template=context.name)
        raise DiagnosticsError([found]) from error
    assert isinstance(made, bytes)  # one page
    return made
