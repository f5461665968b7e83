"""The yearbook arranged in its languages, and a request → the `Book`. Pure: the same values give an equal book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from yearbook.book import parallel
from yearbook.book.chapters import classes, sources
from yearbook.book.document import Book, BookRow, Class, Cover, Nodes, Voice, plain_text_of
from yearbook.book.entries import EntrySlot
from yearbook.book.indexes import indexes
from yearbook.book.requests import BLEED, Request, Scope
from yearbook.book.volume import MAIN_CHAPTERS, Volume, volume
from yearbook.book.writer import BookWriter, book_table, node, paragraph
from yearbook.core.digest import digest
from yearbook.site.edition import Edition

_LAYOUT_WORDS = ("contents",)
_EPOCH = date(1970, 1, 1)
_DAY = 86_400  # seconds
_SHOWN = 12  # digits of the version that the colophon prints


def compose_book(editions: Mapping[str, Edition], request: Request) -> Book:
    """The book that was asked for. Its record is there: whoever asks has looked it up."""
    held = volume(editions, request)
    scribe = BookWriter(held.editions[0], held.holdings, "book")
    template = {Scope.ENTRY: "sheet", Scope.UNIT: "dossier"}.get(request.scope, "book")
    chapters = (_single(held), sources(held)) if template == "sheet" else classes(held)
    configuration = scribe.yearbook.configuration
    volumes = held.each(lambda each: _volume_name(each, request))
    titles = held.each(lambda each: (each.run(each.text(configuration.title)),))
    name = scribe.word("sentences.title", page=plain_text_of(volumes), site=plain_text_of(titles))
    return Book(
        template,
        name,
        scribe.text(configuration.publisher).text,
        scribe.text(configuration.description).text,
        _date(held),
        tuple(map(_voice, held.editions)),
        request.paper,
        BLEED if request.bleed else 0,
        _cover(held, volumes, titles),
        () if template == "sheet" else _colophon(held, digest(chapters)[:_SHOWN]),
        _preface(held, chapters) if template == "book" else None,
        chapters,
        indexes(held) if template == "book" else (),
    )


def _single(held: Volume) -> Class:
    record = held.editions[0].yearbook.get(held.request.kind, held.request.id)
    entry = held.entry(record)
    return Class(entry.label, entry.titles, entry.rows, ())


def _volume_name(scribe: BookWriter, request: Request) -> Nodes:
    """“2016年卷”, the years of the whole, the name of a unit, or the title of a record."""
    if request.scope is Scope.ALL:
        years = scribe.yearbook.configuration.years
        return (scribe.word("pages.book.whole", first=str(years[0]), last=str(years[-1])),)
    if request.scope is Scope.YEAR:
        return (scribe.word("pages.book.volume", year=request.id),)
    return (scribe.run(scribe.text(scribe.yearbook.get(request.kind, request.id).title)),)


def _voice(edition: Edition) -> Voice:
    words = ((name, edition.language.word(f"pages.book.{name}")) for name in _LAYOUT_WORDS)
    return Voice(edition.language.code, edition.language.tag, tuple(words))


def _date(held: Volume) -> int:
    """The latest day that a source of the book bears; the end of the last year where none has one."""
    days = [each.facts.date.date.last for each in held.records["source"] if each.facts.date.date.end]
    last = date(held.editions[0].yearbook.configuration.years[-1], 12, 31)
    return (max(days, default=last) - _EPOCH).days * _DAY


def _cover(held: Volume, volumes: tuple[Nodes, ...], titles: tuple[Nodes, ...]) -> Cover:
    request = held.request
    years = held.editions[0].yearbook.configuration.years
    whole = held.editions[0].language.fill("punctuation.range", first=str(years[0]), last=str(years[-1]))
    monument = {Scope.YEAR: request.id, Scope.ALL: whole if len(years) > 1 else str(years[0])}.get(request.scope, "")

    def motto(scribe: BookWriter) -> Nodes:
        if request.scope is not Scope.YEAR:
            description = scribe.yearbook.configuration.description
            return (scribe.run(scribe.text(description)),) if description else ()
        found = scribe.yearbook.get("year", request.id).motto
        return (scribe.run(scribe.text(found)),) if found else ()

    publishers = held.each(lambda each: (each.run(each.text(each.yearbook.configuration.publisher)),))
    return Cover(monument, titles, volumes, held.each(motto), publishers)


def _colophon(held: Volume, version: str) -> tuple[BookRow, ...]:
    configuration = held.editions[0].yearbook.configuration
    paper = held.request.paper

    def write(scribe: BookWriter) -> Nodes:
        lines: tuple[tuple[str, Nodes], ...] = (
            ("facts.title", (scribe.run(scribe.text(configuration.title)),)),
            ("pages.book.of_volume", _volume_name(scribe, held.request)),
            ("footer.publisher", (scribe.run(scribe.text(configuration.publisher)),)),
            ("footer.published", (scribe.language.date(configuration.published) if configuration.published else "",)),
            ("footer.licence", (scribe.run(scribe.text(configuration.licence.name)),) if configuration.licence else ()),
            ("pages.book.address", (configuration.address,)),
            ("pages.book.format", (scribe.word("pages.book.size", width=str(paper.width), height=str(paper.height)),)),
            ("pages.book.typefaces", (scribe.word("pages.book.typefaces_used"),)),
            ("pages.book.standards", ("PDF/A-2a, PDF/UA-1",)),
            ("pages.book.version", (version,)),
        )
        facts = [node("fact", *value, label=scribe.word(key)) for key, value in lines if any(value)]
        return (node("facts", *facts, style="lines"),)

    return held.beside(write, "colophon")


def _preface(held: Volume, chapters: tuple[Class, ...]) -> Class:
    """The editors' note: what the book holds, how it cites, how it treats figures and conflicts; then the counts."""
    names = ("scope", "sources", "figures", "conflicts", "indexes")
    configuration = held.editions[0].yearbook.configuration

    def write(scribe: BookWriter) -> tuple[EntrySlot, ...]:
        title = scribe.text(configuration.title).text
        said = tuple(
            paragraph(scribe.word(f"pages.book.note_{name}", title=title, period=_period(scribe, held.request)))
            for name in names
        )
        return (EntrySlot(said, by_block=True), EntrySlot(_counts(scribe, held, chapters), wide=True))

    scribes = [BookWriter(each, held.holdings, "preface") for each in held.editions]
    rows = parallel.rows(tuple(write(each) for each in scribes))
    return Class("class:preface", held.words("pages.about.title"), rows, ())


def _period(scribe: BookWriter, request: Request) -> str:
    years = scribe.yearbook.configuration.years
    if request.scope is Scope.YEAR:
        return scribe.word("pages.year.title", year=request.id)
    return scribe.word("sentences.years_of", first=str(years[0]), last=str(years[-1]))


def _counts(scribe: BookWriter, held: Volume, chapters: tuple[Class, ...]) -> Nodes:
    number: Callable[[int], str] = scribe.language.number
    entries = sum(len(held.records[kind]) for kind in MAIN_CHAPTERS)
    rows: list[tuple[Nodes, Nodes]] = [
        ((scribe.word("pages.book.count_period"),), (_period(scribe, held.request),)),
        ((scribe.word("pages.book.count_classes"),), (number(len(chapters)),)),
        ((scribe.word("pages.book.count_sections"),), (number(sum(len(each.sections) for each in chapters)),)),
        ((scribe.word("pages.book.count_entries"),), (number(entries),)),
    ]
    kinds = (each for each in (*MAIN_CHAPTERS[1:], "unit", "source") if held.records[each])
    rows += [((scribe.list_name(each),), (number(len(held.records[each])),)) for each in kinds]
    head = (scribe.word("facts.label"), scribe.word("facts.count"))
    return book_table("counts", head, rows, "lr")
