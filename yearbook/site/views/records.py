"""What every record's page has, whatever its kind: title, facts, figures, prose, notes, sources, neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.data.citations import citation
from yearbook.data.columns import table_of
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.data.naming import last_changed
from yearbook.model import urls
from yearbook.model.fields import Roles
from yearbook.site.views.composer import Composer
from yearbook.site.views.parts import Cite, FactRow, FigureLine, ListLine, ProseView, Run, Seal, Section, Tail

ROLES = ("lead", "support", "owner", "developer", "supervising", "area")
"""The fields of model.fields.Roles, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class RecordBody:
    """The common part of a record's page."""

    kind: str
    """The kind's name, for the style; its word is `kind_word`."""
    kind_word: str
    title: Run
    other_titles: tuple[Run, ...]
    """The title in the other languages."""
    seal: Seal | None
    rows: tuple[FactRow, ...]
    rows_beside: tuple[Cite, ...]
    """The source notes that stand beside the rows."""
    figures: tuple[FigureLine, ...]
    figures_beside: tuple[Cite, ...]
    prose: ProseView | None


def record_body(composer: Composer, record: Record, rows: Iterable[FactRow]) -> RecordBody:
    """The common part. Rows come first, so that their source notes are numbered first."""
    rows = (*rows, *common_rows(composer, record))
    rows_beside = composer.beside()
    figures = tuple(composer.figure(each) for each in getattr(record.facts, "figures", ()))
    others = (
        Run(text, composer.lang(code))
        for code, text in record.title.values
        if code != composer.language.code and record.title.get(composer.language.code)
    )
    return RecordBody(
        record.kind,
        composer.kind(record.kind),
        composer.text(record.title),
        tuple(others),
        composer.seal(record),
        rows,
        rows_beside,
        figures,
        composer.beside(),
        composer.prose(record),
    )


def common_rows(composer: Composer, record: Record) -> tuple[FactRow, ...]:
    """Rows that several kinds have: units by role, themes."""
    facts = record.facts
    roles = getattr(facts, "units", None)
    rows: tuple[FactRow, ...] = ()
    if isinstance(roles, Roles):
        when = getattr(facts, "conferred", None)
        at = when.date if when else getattr(facts, "period", None)
        for role in ROLES:
            units = tuple(composer.unit_at(each, at) for each in getattr(roles, role))
            if units:
                rows += (FactRow(composer.word(f"roles.{role}"), units),)
    themes = getattr(facts, "themes", ())
    return rows + composer.row("themes", composer.links("theme", themes))


def tail(composer: Composer, record: Record, *, back: bool = True) -> Tail:
    """The end of a page. Made last, because it lists the source notes that stand beside nothing that came before.

    `back`: also list the records that name this one; not where the page itself has listed them by what they say of it.
    """
    facts = record.facts
    composer.cite(getattr(facts, "sources", ()))
    notes = tuple(composer.note(each) for each in getattr(facts, "notes", ()))
    changed = last_changed(record, composer.yearbook)
    return Tail(
        composer.beside(),
        notes,
        related(composer, record, back=back),
        *neighbours(composer, record),
        citation(record, composer.language.code, composer.yearbook, composer.edition.base_url),
        _data(composer, record),
        record.origin.path,
        composer.language.date(changed) if changed else "",
        str(changed or ""),
    )


def neighbours(composer: Composer, record: Record) -> tuple[Run | None, Run | None]:
    """The entries before and after a record among those of its kind, linked."""
    before, after = composer.edition.neighbours[record.kind][record.id]
    return composer.link(*before.key) if before else None, composer.link(*after.key) if after else None


def _data(composer: Composer, record: Record) -> tuple[Run, ...]:
    """The record's Markdown twin, and the table and file of its kind."""
    paths: tuple[tuple[str, str], ...] = (
        ("Markdown", markdown_twin_path(record, composer.language.code)),
        ("CSV", f"data/{table_of(record.kind)}.csv"),
        ("JSON", f"data/{table_of(record.kind)}.json"),
    )
    if composer.edition.printed and record.kind in urls.PRINTED_KINDS:
        paths = (*books(composer, record), *paths)
    return tuple(Run(name, "", composer.file(path)) for name, path in paths)


def books(composer: Composer, record: Record) -> tuple[tuple[str, str], ...]:
    """The record's book in the language and in all side by side; with a year's, those of all years."""
    configuration = composer.yearbook.configuration
    languages = [(composer.language.code, "PDF")]
    if len(configuration.languages) > 1:
        languages.append((urls.PARALLEL_BOOKS, f"PDF ({composer.word('pages.book.parallel')})"))
    found = [(name, urls.printed(each, record.kind, record.id)) for each, name in languages]
    if record.kind == "year":
        first, last = (str(configuration.years[each]) for each in (0, -1))
        whole = composer.word("pages.book.whole", first=first, last=last)
        found += [(f"{name} {whole}", urls.printed_whole(each)) for each, name in languages]
    return tuple(found)


def related(composer: Composer, record: Record, *, back: bool) -> tuple[Section, ...]:
    """Records that this one names as related, and those that name it so, or in their prose or notes."""
    named: list[Key] = []
    for pair in getattr(record.facts, "related", ()):
        kind, _, identity = pair.partition("#")[0].partition(":")
        named.append((kind, identity))
    naming = [
        (use.kind, use.id)
        for use in composer.yearbook.used(record)
        if back and use.field in ("related", "body", "notes.about")
    ]
    shown = composer.records([*named, *naming])
    lines = (composer.line(each, kind=True) for each in shown if each.key != record.key)
    return composer.section(composer.word("entry.related"), "related", lines)


def record_lines(composer: Composer, records: Iterable[Record], *, kind: bool = False) -> tuple[ListLine, ...]:
    """Records as lines of a list, each with its years."""
    return tuple(composer.line(each, year=composer.years(each), kind=kind) for each in records)
