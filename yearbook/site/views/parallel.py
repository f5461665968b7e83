"""The page of one record in several languages side by side, paragraph by paragraph.

Paragraphs are paired by their order, for nothing else says which translates which. If all bodies have the same
headings, each part is paired on its own, so that one more paragraph in one part shifts no other. What has no
counterpart stands alone at the end of its part; nothing is joined, split or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from markupsafe import Markup

from yearbook.content.records import Body, Record
from yearbook.core.frozen import dataclass
from yearbook.data.record_info import citations_of
from yearbook.markdown.blocks import Block, blocks, with_prefix
from yearbook.model import urls
from yearbook.site.edition import is_parallel
from yearbook.site.readers import EditionReader
from yearbook.site.views.elements import LevelSeal, Run, SourceNote
from yearbook.site.views.facts import level_seal
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.prose import body_html
from yearbook.site.views.source_notes import source_notes


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """Another entry, linked to its parallel page."""

    word: str
    """“上一篇”."""
    title: Run


@dataclass(frozen=True, slots=True)
class _Side:
    """The head of one language's side."""

    lang: str
    """The BCP 47 tag, also where it is the page's own."""
    name: str
    """What the language calls itself."""
    kind: str
    """Its word; of a year, the year."""
    seal: LevelSeal | None
    title: Run
    entry: Run
    """Link to the entry in this language alone."""
    cites: tuple[SourceNote, ...]
    """All source notes of the entry, in the order of its facts."""
    sources_word: str
    ways: tuple[_Neighbour, ...]
    """The entries before and after it that have a parallel page."""


@dataclass(frozen=True, slots=True)
class ParallelCell:
    """One paragraph, heading, list or table in one language."""

    lang: str
    html: Markup
    """Empty if this language has no counterpart."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """One row of paragraphs that translate each other."""

    cells: tuple[ParallelCell, ...]
    """One for each side, in order."""
    is_heading: bool


@dataclass(frozen=True, slots=True)
class ParallelView:
    sides: tuple[_Side, ...]
    """At least two."""
    passages: tuple[_Passage, ...]


def parallel_view(contexts: Mapping[str, PageContext], record: Record) -> ParallelView:
    """Return the page of a record of which `is_parallel` holds. `contexts`: the page in each language."""
    pages = tuple(contexts[body.language] for body in record.bodies)
    around = _around(next(iter(contexts.values())).edition, record)
    sides = tuple(_side(each, record, around) for each in pages)
    bodies = tuple(_blocks(each, record, body) for each, body in zip(pages, record.bodies, strict=True))
    return ParallelView(sides, tuple(_passage(sides, row) for row in paired(bodies)))


def _around(edition: EditionReader, record: Record) -> tuple[tuple[str, Record], ...]:
    """Return (key of the word, record) of the entries before and after it that have a parallel page."""
    found: list[tuple[str, Record]] = []
    for place, word in enumerate(("site.previous", "site.next")):
        other = edition.neighbours(record)[place]
        while other is not None and not is_parallel(other):
            other = edition.neighbours(other)[place]
        found += [(word, other)] if other else []
    return tuple(found)


def _side(page: PageContext, record: Record, around: tuple[tuple[str, Record], ...]) -> _Side:
    entry = Run(page.word("pages.parallel.close"), "", page.href(*record.key))
    language, title = page.language, page.title(record)
    year = page.word("sentences.year_of", year=record.id) if record.kind == "year" else ""
    kind = year or page.kind_word(record.kind)
    page.cite(citations_of(record.facts))
    ways = tuple(
        _Neighbour(page.word(word), page.title(other, page.file_href(urls.parallel_address(*other.key).path)))
        for word, other in around
    )
    seal, sources = level_seal(page, record), page.word("entry.sources")
    return _Side(
        lang=language.tag,
        name=language.name,
        kind=kind,
        seal=seal,
        title=title,
        entry=entry,
        cites=source_notes(page),
        sources_word=sources,
        ways=ways,
    )


def _blocks(page: PageContext, record: Record, body: Body) -> tuple[Block, ...]:
    """Return a body in blocks, its ids prefixed by its language."""
    html = body_html(page, body)
    return blocks(with_prefix(html, f"{body.language}-", page.href(*record.key)))


def paired(bodies: Sequence[Sequence[Block]]) -> Iterator[tuple[Block | None, ...]]:
    """Yield rows of blocks, one for each body or None. Every block is in exactly one row, in order."""
    texts = [tuple(each for each in body if not each.is_notes) for body in bodies]
    notes = [tuple(each for each in body if each.is_notes) for body in bodies]
    outlines = {tuple(each.level for each in text if each.level) for text in texts}
    parts = [_parts(text) if len(outlines) == 1 else (text,) for text in texts]
    for part in (*zip(*parts, strict=True), notes):
        yield from zip_longest(*part)


def _parts(text: Sequence[Block]) -> tuple[Sequence[Block], ...]:
    """Return what comes before the first heading, then each heading with what is below it."""
    starts = [0, *(place for place, each in enumerate(text) if each.level), len(text)]
    return tuple(text[start:end] for start, end in pairwise(starts))


def _passage(sides: tuple[_Side, ...], row: tuple[Block | None, ...]) -> _Passage:
    cells = tuple(
        ParallelCell(side.lang, Markup(block.html if block else ""))  # noqa: S704 - sanitised by prose
        for side, block in zip(sides, row, strict=True)
    )
    return _Passage(cells, any(block.level for block in row if block))
