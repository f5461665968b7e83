"""The parts that every record's page has: title, facts, figures, prose, notes, sources, neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.data.citations import BibliographicReference, citation
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.data.record_info import last_changed
from yearbook.data.record_json import data_file_name
from yearbook.data.source_citations import source_citation
from yearbook.model import urls
from yearbook.model.kinds import SOURCE, THEME, YEAR
from yearbook.site.views.elements import (
    FactRow,
    FigureLine,
    LevelSeal,
    ProseView,
    RecordFooter,
    Run,
    Section,
    SourceNote,
)
from yearbook.site.views.facts import fact_row, figure_line, in_other_languages, level_seal, note_line
from yearbook.site.views.field_rows import field_rows
from yearbook.site.views.links import record_link, record_links, unit_link
from yearbook.site.views.lists import in_own_field, list_line, list_section, records_of_keys
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import MediaParts, media_parts
from yearbook.site.views.prose import prose_view
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class RecordBody:
    """The common part of a record's page."""

    kind: str
    """The kind's name, for the style; its word is `kind_word`."""
    kind_word: str
    title: Run
    other_titles: tuple[Run, ...]
    """The title in the other languages."""
    seal: LevelSeal | None
    rows: tuple[FactRow, ...]
    rows_beside: tuple[SourceNote, ...]
    """The source notes that stand beside the rows."""
    figures: tuple[FigureLine, ...]
    figures_beside: tuple[SourceNote, ...]
    prose: ProseView | None
    media: MediaParts


def record_body(
    page: PageContext, record: Record, rows: Iterable[FactRow] = (), shown: frozenset[str] = frozenset()
) -> RecordBody:
    """Return the common part. Rows come first, so that their source notes are numbered first.

    `rows` are those that a view makes in its own way, `shown` the fields that it shows there or elsewhere on the page;
    all other fields have a row from their types.
    """
    rows = (*rows, *field_rows(page, record, shown), *_common_rows(page, record))
    rows_beside = new_source_notes(page)
    figures = tuple(figure_line(page, each) for each in record.figures)
    borrowed = record.title.get(page.language.code) is None
    return RecordBody(
        kind=record.kind,
        kind_word=page.kind_word(record.kind),
        title=page.title(record),
        other_titles=() if borrowed else in_other_languages(page, record.title),
        seal=level_seal(page, record),
        rows=rows,
        rows_beside=rows_beside,
        figures=figures,
        figures_beside=new_source_notes(page),
        prose=prose_view(page, record),
        media=media_parts(page, record),
    )


def _common_rows(page: PageContext, record: Record) -> tuple[FactRow, ...]:
    """Return the rows that several kinds have: units by role, themes."""
    rows: tuple[FactRow, ...] = ()
    if roles := record.units:
        date = record.date
        for role in page.edition.roles:
            units = tuple(unit_link(page, each, date) for each in roles.of(role))
            if units:
                rows += (FactRow(page.vocabulary_word("role", role).text, units),)
    return rows + fact_row(page, "themes", record_links(page, THEME.name, record.themes))


def tail(page: PageContext, record: Record, *, back: bool = True) -> RecordFooter:
    """Return the end of a page. Call it last: it lists the source notes that stand beside no other part.

    `back`: also list the records that name this one; False if the page lists them itself.
    """
    page.cite(record.sources)
    notes = tuple(note_line(page, each) for each in record.notes)
    changed = last_changed(record, page.yearbook)
    before, after = page.edition.neighbours(record)
    return RecordFooter(
        cites=new_source_notes(page),
        notes=notes,
        related=_related(page, record, back=back),
        previous=record_link(page, *before.key) if before else None,
        following=record_link(page, *after.key) if after else None,
        reference=_reference(page, record),
        data=_data(page, record),
        origin=record.origin.path,
        changed=page.language.date(changed) if changed else "",
        changed_iso=str(changed or ""),
    )


def _reference(page: PageContext, record: Record) -> BibliographicReference:
    """Return how to cite the record; a source is cited itself, not the page on it."""
    if record.kind == SOURCE.name:
        return source_citation(page.yearbook.get(SOURCE, record.id), page.language.code)
    return citation(record, page.language.code, page.yearbook, page.edition.base_url)


def _data(page: PageContext, record: Record) -> tuple[Run, ...]:
    """Return links to the record's books, its Markdown twin, and the table and file of its kind."""
    paths: tuple[tuple[str, str], ...] = (
        ("Markdown", markdown_twin_path(record, page.language.code)),
        ("CSV", f"data/{data_file_name(record.kind)}.csv"),
        ("JSON", f"data/{data_file_name(record.kind)}.json"),
    )
    if page.edition.printed and page.yearbook.kinds[record.kind].book:
        paths = (*books(page, record), *paths)
    return tuple(Run(name, "", page.file_href(path)) for name, path in paths)


def books(page: PageContext, record: Record) -> tuple[tuple[str, str], ...]:
    """Return the record's book in the language and in all side by side; with a year's, those of all years."""
    configuration = page.yearbook.configuration
    languages = [(page.language.code, "PDF")]
    if len(configuration.languages) > 1:
        languages.append((urls.PARALLEL_BOOKS, f"PDF ({page.word('pages.book.parallel')})"))
    found = [(name, urls.printed(each, record.kind, record.id)) for each, name in languages]
    if record.kind == YEAR.name:
        first, last = (str(configuration.years[each]) for each in (0, -1))
        whole = page.word("pages.book.whole", first=first, last=last)
        found += [(f"{name} {whole}", urls.printed_whole(each)) for each, name in languages]
    return tuple(found)


def _related(page: PageContext, record: Record, *, back: bool) -> tuple[Section, ...]:
    """Return records that this one names as related, and those that name it so, in their prose, notes or own fields."""
    named: list[Key] = []
    for pair in record.related:
        kind, _, identity = pair.partition("#")[0].partition(":")
        named.append((kind, identity))
    naming = [
        (use.kind, use.id)
        for use in page.yearbook.used(record)
        if back and (use.field in ("related", "body", "notes.about") or in_own_field(page, use))
    ]
    shown = records_of_keys(page, [*named, *naming])
    lines = (list_line(page, each, kind=True) for each in shown if each.key != record.key)
    return list_section(page.word("entry.related"), "related", lines)
