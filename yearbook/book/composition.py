"""Compose the `Book` of a request from the yearbook's editions.

Pure: the same values give an equal book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from yearbook.book.chapters import book_chapters, page_chapters
from yearbook.book.document import Book, BookLanguage, BookRow, Chapter, Cover
from yearbook.book.indexes import book_indexes
from yearbook.book.lengths import continues, has_notes, leads
from yearbook.book.nodes import Nodes, book_table, book_texts, node, paragraph, plain_text_of
from yearbook.book.parallel import EntrySlot, align_languages
from yearbook.book.pictures import plates
from yearbook.book.reference_chapters import sources_chapter
from yearbook.book.requests import BLEED, Request, Scope
from yearbook.book.volume import Volume, main_kinds, select_volume
from yearbook.book.writer import BookWriter
from yearbook.core.digest import digest
from yearbook.model.appearance import accent_of
from yearbook.model.free_pages import BookPlace
from yearbook.model.kinds import SOURCE, UNIT, YEAR, by_position
from yearbook.model.urls import media_address
from yearbook.site.edition import Edition

_LAYOUT_WORDS = ("contents",)
_EPOCH = date(1970, 1, 1)
_DAY = 86_400  # seconds
_VERSION_DIGITS = 12


def compose_book(editions: Mapping[str, Edition], request: Request) -> Book:
    """Return the book of a request, whose record must be there."""
    volume = select_volume(editions, request)
    writer = BookWriter(volume.editions[0], volume.holdings, "book")
    template = {Scope.ENTRY: "sheet", Scope.UNIT: "dossier"}.get(request.scope, "book")
    chapters = (_sheet(volume), sources_chapter(volume)) if template == "sheet" else book_chapters(volume)
    front: tuple[Chapter, ...] = ()
    if template == "book":
        front = (*page_chapters(volume, BookPlace.FRONT), _preface(volume, chapters))
        chapters = (*chapters, *page_chapters(volume, BookPlace.BACK))
    configuration = writer.yearbook.configuration
    cover = _cover(volume)
    title = writer.word("sentences.title", page=plain_text_of(cover.volumes), site=plain_text_of(cover.titles))
    return Book(
        template=template,
        title=title,
        author=writer.page.text(configuration.publisher).text,
        subject=writer.page.text(configuration.description).text,
        date=_date(volume),
        languages=tuple(map(_language, volume.editions)),
        paper=request.paper,
        accent=accent.light if (accent := accent_of(configuration.appearance)) else "",
        bleed=BLEED if request.bleed else 0,
        cover=cover,
        colophon=() if template == "sheet" else _colophon(volume, _version(chapters)),
        plates=_plates(volume) if template == "book" else (),
        front=front,
        chapters=tuple(_placed(each, place) for place, each in enumerate(chapters)),
        indexes=book_indexes(volume) if template == "book" else (),
    )


def _placed(chapter: Chapter, place: int) -> Chapter:
    """Return a chapter with where it begins: the first always begins a page."""
    is_below = place > 0 and continues(chapter)
    return replace(chapter, continues=is_below, whole=is_below and not has_notes(chapter), leads=leads(chapter))


def _sheet(volume: Volume) -> Chapter:
    """Return the one record of a sheet."""
    entry = volume.entry(volume.editions[0].yearbook.get(volume.request.kind, volume.request.id))
    return Chapter(label=entry.label, titles=entry.titles, rows=entry.rows)


def _language(edition: Edition) -> BookLanguage:
    words = tuple((name, edition.language.word(f"pages.book.{name}")) for name in _LAYOUT_WORDS)
    return BookLanguage(code=edition.language.code, tag=edition.language.tag, words=words)


def _date(volume: Volume) -> int:
    """Return the latest day that a source of the book bears, or the end of the last year."""
    days = [each.facts.date.date.last for each in volume.of(SOURCE) if each.facts.date.date.end]
    last = date(volume.editions[0].yearbook.configuration.years[-1], 12, 31)
    return (max(days, default=last) - _EPOCH).days * _DAY


def _version(chapters: tuple[Chapter, ...]) -> str:
    """Return digits for the colophon, which depend on the texts of the book alone, not on names in the code."""
    return digest(tuple(book_texts(chapters)))[:_VERSION_DIGITS]


def _cover(volume: Volume) -> Cover:
    request, yearbook = volume.request, volume.editions[0].yearbook
    return Cover(
        headline=_headline(volume),
        logo=_logo(volume),
        titles=volume.each(_title),
        volumes=volume.each(lambda writer: _volume_name(writer, request)),
        mottos=volume.each(lambda writer: _motto(writer, request)),
        publishers=volume.each(lambda writer: writer.text(yearbook.configuration.publisher)),
    )


def _logo(volume: Volume) -> Nodes:
    edition = volume.editions[0]
    configuration = edition.yearbook.configuration
    path = configuration.appearance.logo
    if path is None or path not in edition.pictures:
        return ()
    words = (configuration.publisher or configuration.title).read(edition.language.code).text
    return (node("image", source=media_address(path).path, alternative=words),)


def _title(writer: BookWriter) -> Nodes:
    """Return the title of the yearbook, with the parts that the cover does not break."""
    configuration = writer.yearbook.configuration
    parts = writer.page.title_parts()
    if len(parts) == 1:
        return writer.text(configuration.title)
    return tuple(each for part in parts for each in (part.gap, node("unbroken", part.text)) if each)


def _plates(volume: Volume) -> tuple[BookRow, ...]:
    """Return the plates of all records, in the order of the chapters."""
    records = (
        each
        for kind in by_position(volume.editions[0].yearbook.kinds)
        for each in volume.records[kind.name]
        if each.pictures
    )
    return tuple(
        BookRow((shown,))
        for record in records
        for row in volume.shared(lambda writer, record=record: plates(writer, record), "plates")  # type: ignore[misc]
        for cell in row.cells
        for shown in ((each,) for each in cell)
    )


def _headline(volume: Volume) -> str:
    if volume.request.scope is not Scope.ALL:
        return str(volume.year or "")
    edition = volume.editions[0]
    first, last = (str(edition.yearbook.configuration.years[each]) for each in (0, -1))
    return first if first == last else edition.language.fill("punctuation.range", first=first, last=last)


def _volume_name(writer: BookWriter, request: Request) -> Nodes:
    """Return “2016年卷”, the years of the whole, the name of a unit, or the title of a record."""
    if request.scope is Scope.ALL:
        years = writer.yearbook.configuration.years
        return (writer.word("pages.book.whole", first=str(years[0]), last=str(years[-1])),)
    if request.scope is Scope.YEAR:
        return (writer.word("pages.book.volume", year=request.id),)
    return (writer.title(writer.yearbook.get(request.kind, request.id)),)


def _motto(writer: BookWriter, request: Request) -> Nodes:
    """Return the motto of a year; for other books what the yearbook is."""
    if request.scope is Scope.YEAR:
        return writer.text(writer.yearbook.get(YEAR, request.id).motto)
    return writer.text(writer.yearbook.configuration.description)


def _colophon(volume: Volume, version: str) -> tuple[BookRow, ...]:
    configuration = volume.editions[0].yearbook.configuration
    paper = volume.request.paper
    published, licence = configuration.published, configuration.licence

    def write(writer: BookWriter) -> Nodes:
        lines: dict[str, Nodes] = {
            "facts.title": writer.text(configuration.title),
            "pages.book.of_volume": _volume_name(writer, volume.request),
            "footer.publisher": writer.text(configuration.publisher),
            "footer.published": (writer.language.date(published),) if published else (),
            "footer.licence": writer.text(licence.name) if licence else (),
            "pages.book.address": (configuration.address,),
            "pages.book.format": (writer.word("pages.book.size", width=str(paper.width), height=str(paper.height)),),
            "pages.book.typefaces": (writer.word("pages.book.typefaces_used"),),
            "pages.book.standards": ("PDF/A-2a, PDF/UA-1",),
            "pages.book.version": (version,),
        }
        facts = [node("fact", *value, label=writer.word(key)) for key, value in lines.items() if any(value)]
        return (node("facts", *facts, style="lines"),)

    return volume.beside(write, "colophon")


def _preface(volume: Volume, chapters: tuple[Chapter, ...]) -> Chapter:
    """Return the editors' note: what the book holds, how it cites and treats figures and conflicts; and its counts."""
    names = ("scope", "sources", "figures", "conflicts", "indexes")
    configuration = volume.editions[0].yearbook.configuration

    def write(writer: BookWriter) -> tuple[EntrySlot, ...]:
        values = {"title": writer.page.text(configuration.title).text, "period": _period(writer, volume.request)}
        texts = tuple(paragraph(writer.word(f"pages.book.note_{name}", **values)) for name in names)
        return (EntrySlot(texts, by_block=True), EntrySlot(_counts(writer, volume, chapters), wide=True))

    rows = align_languages(tuple(write(each) for each in volume.writers("preface")))
    return Chapter(label="class:preface", titles=volume.words("pages.about.title"), rows=rows)


def _period(writer: BookWriter, request: Request) -> str:
    if request.scope is Scope.YEAR:
        return writer.word("pages.year.title", year=request.id)
    years = writer.yearbook.configuration.years
    return writer.word("sentences.years_of", first=str(years[0]), last=str(years[-1]))


def _counts(writer: BookWriter, volume: Volume, chapters: tuple[Chapter, ...]) -> Nodes:
    kinds = [kind.name for kind in main_kinds(writer.yearbook.kinds)]
    numbers = {
        "classes": len(chapters),
        "sections": sum(len(each.sections) for each in chapters),
        "entries": sum(len(volume.records[kind]) for kind in kinds),
    }
    rows = [(writer.word("pages.book.count_period"), _period(writer, volume.request))]
    rows += [(writer.word(f"pages.book.count_{name}"), writer.language.number(each)) for name, each in numbers.items()]
    listed = [kind for kind in (*kinds, UNIT.name, SOURCE.name) if kind != YEAR.name and volume.records[kind]]
    rows += [(writer.page.list_name(kind), writer.language.number(len(volume.records[kind]))) for kind in listed]
    head = (writer.word("facts.label"), writer.word("facts.count"))
    return book_table("counts", head, [((label,), (value,)) for label, value in rows], "lr")
