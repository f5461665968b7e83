"""List records: one line each, under headings."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Use
from yearbook.model.kinds import F_co
from yearbook.site.views.elements import ListLine, Run, Section
from yearbook.site.views.facts import level_seal
from yearbook.site.views.field_rows import own_fields
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.prose import body_shown


def list_line(page: PageContext, record: Record, *, year: str = "", kind: bool = False) -> ListLine:
    """Return one record in a list; with the word of its kind if the list mixes kinds."""
    return ListLine(
        title=page.title(record, page.href(*record.key)),
        kind=page.kind_word(record.kind) if kind else "",
        year=year,
        seal=level_seal(page, record),
        summary=summary_of(page, record),
    )


def dated_lines(page: PageContext, records: Iterable[Record], *, kind: bool = False) -> tuple[ListLine, ...]:
    """Return records as lines of a list, each with its years."""
    return tuple(list_line(page, each, year=years_text(page, each), kind=kind) for each in records)


def years_text(page: PageContext, record: Record) -> str:
    """Return the years of a record as one short text: 2016, or 2016–2018."""
    years = record.years
    if len(years) > 1:
        return page.word("punctuation.range", first=str(years[0]), last=str(years[-1]))
    return str(years[0]) if years else ""


def summary_of(page: PageContext, record: Record) -> Run | None:
    """Return one sentence on a record: its summary, or the first paragraph of its body, or its note."""
    if record.summary:
        return page.text(record.summary)
    body = body_shown(page, record)
    if body is not None:
        return Run(body.prose.summary, page.lang(body.language))
    return page.text(record.note) if record.note else None


def list_section(heading: str | Run, anchor: str, lines: Iterable[ListLine], note: str = "") -> tuple[Section, ...]:
    """Return a section, or none if it would be empty; for unpacking."""
    shown = tuple(lines)
    title = Run(heading) if isinstance(heading, str) else heading
    return (Section(heading=title, anchor=anchor, lines=shown, note=note),) if shown else ()


def records_of_keys(page: PageContext, keys: Iterable[Key]) -> list[Record]:
    """Return the records of these keys that are there, once each."""
    found = (page.yearbook.find(kind, identity) for kind, identity in dict.fromkeys(keys))
    return [each for each in found if each]


def records_naming(page: PageContext, record: Record, field: str) -> list[Record]:
    """Return the records of its kind that name this one in a field: `part_of`."""
    used = page.yearbook.used(record)
    return records_of_keys(page, ((use.kind, use.id) for use in used if (use.kind, use.field) == (record.kind, field)))


def in_own_field(page: PageContext, use: Use) -> bool:
    """Return whether the field that names a record is one that the yearbook declares, whatever its name."""
    return any(each.name == use.field for each in own_fields(page.yearbook.kinds[use.kind].facts))


def letter_anchor(letter: str) -> str:
    """Return the anchor of a letter of the alphabet: `letter-a`, or `letter-0` for all that is no letter."""
    return f"letter-{letter.lower()}" if letter.isalpha() else "letter-0"


def by_first_year(records: Iterable[Record[F_co]]) -> list[tuple[int, list[Record[F_co]]]]:
    """Return records by the first of their years."""
    found: dict[int, list[Record[F_co]]] = {}
    for each in records:
        found.setdefault(each.years[0], []).append(each)
    return sorted(found.items())
