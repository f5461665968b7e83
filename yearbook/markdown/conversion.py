"""Convert the Markdown of one body to `Prose` and diagnostics: all steps in order."""

from __future__ import annotations

import re

from markupsafe import Markup

from yearbook.core.diagnostics import Diagnostic, in_order
from yearbook.core.frozen import dataclass
from yearbook.markdown import checks, limits, links, tree
from yearbook.markdown.breaks import without_soft_breaks
from yearbook.markdown.dialect import parse
from yearbook.markdown.headings import Heading, anchors_of, with_anchors
from yearbook.markdown.leftovers import leftovers
from yearbook.markdown.occurrences import Occurrences
from yearbook.markdown.sanitizer import sanitise
from yearbook.markdown.source import MarkdownSource, markdown_source, with_code_hidden

_CODE = re.compile(r"<code>[^<]*</code>")


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A link from a body to a record, or to a file in the media folder."""

    kind: str
    """A kind of record, or `media`."""
    id: str
    """The id of the record, without a fragment; for `media` the path in the media folder."""
    line: int
    """The line of the body where its address stands, from 1."""
    column: int = 1
    """The column of that line, from 1."""
    fragment: str = ""
    """The id within the record's page that it leads to; empty for the page as a whole."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One body, converted. All of it is empty where the body is blank or could not be converted."""

    html: Markup
    """Sanitised; addresses are still `kind:id`, and those of pictures `media:path` (see `resolve`)."""
    text: str
    """One line per block, footnotes last; no note numbers, no ruby readings, no descriptions of pictures."""
    summary: str
    """The text of the first paragraph; empty where there is none."""
    headings: tuple[Heading, ...]
    links: tuple[RecordLink, ...]
    """Links to records, as often as they stand in the text; those in footnotes last."""
    media: tuple[RecordLink, ...]
    """Pictures and files of the media folder, likewise."""


EMPTY_PROSE = Prose(html=Markup(""), text="", summary="", headings=(), links=(), media=())


def convert(
    text: str,
    language: str,
    path: str,
    first_line: int,
    anchors: tuple[str, ...] = (),
    kinds: tuple[str, ...] = links.LINK_KINDS,
) -> tuple[Prose, tuple[Diagnostic, ...]]:
    """A body as the pages and the book need it, and its problems in the order of their places.

    `language` is that of the text (`zh` or `en`); `path` is the file as the editor knows it, `first_line` the
    line of it on which the body starts. `anchors` are the ids of the original's headings, which a translation
    takes over when it has as many; `kinds` are those of the records that links can lead to. Pure, but not for
    several threads at once: the converter keeps state.
    """
    source = markdown_source(text, path, first_line)
    if too_large := tuple(limits.too_large(source)):
        return EMPTY_PROSE, too_large
    source = with_code_hidden(source)
    if too_deep := tuple(limits.nested_too_deep(source)):
        return EMPTY_PROSE, too_deep
    try:
        parsed = parse(source.markdown, language)
    except RecursionError:
        return EMPTY_PROSE, (limits.too_deep(source),)
    html = without_soft_breaks(sanitise(parsed.html, kinds), language)
    html, headings = with_anchors(html, anchors)
    records, media = _links(html, source, kinds)
    plain = tree.html_text(html)
    prose = Prose(html=Markup(html), text=plain, summary=_summary(html), headings=headings, links=records, media=media)  # noqa: S704 - sanitised
    outside = tree.html_text(_CODE.sub("", html)) if "<code>" in html else plain
    found = checks.diagnostics(source, parsed, outside, anchors_of(html), kinds)
    return prose, in_order((*found, *leftovers(source, outside, html, parsed.definitions)))


def _summary(html: str) -> str:
    start = html.find("<p")
    return tree.html_text(html[start : html.find("</p>", start)]).replace("\n", " ") if start >= 0 else ""


def _link(source: MarkdownSource, kind: str, name: str, offset: int, *, fragment: str = "") -> RecordLink:
    line = source.line(offset)
    column = offset - source.line_starts[line - 1] + 1
    return RecordLink(kind=kind, id=name, line=line, column=column, fragment=fragment)


def _links(
    html: str, source: MarkdownSource, kinds: tuple[str, ...]
) -> tuple[tuple[RecordLink, ...], tuple[RecordLink, ...]]:
    records, media = [], []
    where = Occurrences(source)
    for _, address in tree.links(html):
        if record := links.record_address(address, kinds):
            fragment = address.partition("#")[2]
            records.append(_link(source, *record, where.address(address), fragment=fragment))
        elif address.startswith(f"{links.MEDIA}:"):
            name = address.removeprefix(f"{links.MEDIA}:")
            media.append(_link(source, links.MEDIA, name, where.file(name)))
    return tuple(records), tuple(media)
