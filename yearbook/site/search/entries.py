"""Collect the text of a record as readers see it in one language: what search finds and shows.

The texts come from the views that pages are made of, so that dates, amounts and names are searched as they are read.
Left out is what only points elsewhere: neighbours, related records, lists of other records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from yearbook.content.readers import ReadLog
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.honors import Honor
from yearbook.model.kinds import COMMITMENT, EVENT, TERM, YEAR
from yearbook.model.narrative import Event, Year
from yearbook.model.reference import Term
from yearbook.site.edition import Edition
from yearbook.site.views import (
    chronicle,
    commitments,
    elements,
    honors,
    indicators,
    ledgers,
    people,
    pictures,
    programs,
    projects,
    record_page,
    records,
    sources,
    themes,
    units,
)
from yearbook.site.views.elements import Run
from yearbook.site.views.facts import dated_runs, in_other_languages
from yearbook.site.views.lists import years_text
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pages import record_content
from yearbook.site.views.prose import body_shown
from yearbook.site.views.source_notes import quotations
from yearbook.site.views.years import SHOWN_IN_YEAR

_BETWEEN = " · "
"""Between the values of one line: never part of a word."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One record as search knows it. Runs carry the language of borrowed text; none of them is a link."""

    kind: str
    id: str
    title: Run
    names: tuple[Run, ...]
    """Other names: the title in other languages, short and former names, spellings of the sources."""
    passages: tuple[Run, ...]
    """All else, a line or paragraph each, in the order of the page, without repetitions."""
    years: tuple[int, ...]
    years_word: str
    """“2016—2018”; empty for records without time."""
    level: str
    """The id of an honor's level, or empty."""


def entry_keys(edition: Edition) -> tuple[Key, ...]:
    """Return the records that are searched, in the order of the book."""
    return tuple(record.key for found in edition.ordered.values() for record in found)


def search_entry(
    edition: Edition, record: Record, composed: tuple[PageContext, Any] | None = None, log: ReadLog | None = None
) -> SearchEntry:
    """Return one record as search knows it. Pure: needs no other entry.

    `composed`: the context and view of the record's page, if it has been composed already. `log`: gets what is read of
    the yearbook.
    """
    code = edition.language.code
    if composed is None or record.kind in _OWN_VIEWS:
        page = PageContext(edition, urls.record_url(code, *record.key).path, log=log)
        make_view = _OWN_VIEWS.get(record.kind) or record_content
        view = make_view(page, record)
    else:
        page, view = composed
    title = page.title(record)
    names = dict.fromkeys((*in_other_languages(page, record.title), *_names(view)))
    names.pop(title, None)
    found = list(_prose(page, record))
    _passages(view, found)
    passages = dict.fromkeys((*found, *quotations(page)))
    return SearchEntry(
        kind=record.kind,
        id=record.id,
        title=title,
        names=tuple(names),
        passages=tuple(each for each in passages if each.text),
        years=record.years,
        years_word=years_text(page, record),
        level=record.facts.level if isinstance(record.facts, Honor) else "",
    )


@dataclass(frozen=True, slots=True)
class _YearEntry:
    """A year without what its page gathers from other records."""

    names: tuple[Run, ...]
    body: records.RecordBody


def _term(page: PageContext, record: Record[Term]) -> tuple[Any, ...]:
    return (*((page.text(record.note),) if record.note else ()), pictures.media_parts(page, record))


def _year(page: PageContext, record: Record[Year]) -> _YearEntry:
    page.cite(record.sources)
    names = (Run(record.id), *((page.text(record.motto),) if record.motto else ()))
    return _YearEntry(names, records.record_body(page, record, (), SHOWN_IN_YEAR))


def _event(page: PageContext, record: Record[Event]) -> tuple[Any, ...]:
    """The event with its whole date; the chronicle leaves out what its headings say."""
    return (dated_runs(page, record.facts.date), chronicle.event_line(page, record))


_OWN_VIEWS: Mapping[str, Callable[[PageContext, Record[Any]], Any]] = {
    YEAR.name: _year,
    EVENT.name: _event,
    COMMITMENT.name: commitments.commitment_line,
    TERM.name: _term,
}
"""Kinds that are searched by another view than that of their page."""

_NAMES: Mapping[type, tuple[str, ...]] = {
    _YearEntry: ("names",),
    units.UnitView: ("names",),
    units.UnitNameLine: ("name", "others", "short"),
    projects.ProjectView: ("names",),
    projects.ProjectNameLine: ("name",),
}
"""Fields of views that hold names of the record."""

_LINES: Mapping[type, tuple[str, ...]] = {
    elements.FactRow: ("values",),
    elements.FigureLine: ("label", "amount", "as_of"),
    elements.AmountView: ("text", "others", "because"),
    elements.OtherValue: ("value",),
    elements.NoteLine: ("text",),
    pictures.PictureFigure: ("caption", "details", "credit"),
    pictures.AttachmentLine: ("title",),
    honors.AwardeeGroup: ("label", "count", "remainder"),
    people.PostLine: ("text", "valid"),
    programs.PartLine: ("name", "text"),
    projects.ReportLine: ("date", "stage_word", "planned", "done"),
    ledgers.CountsLine: ("label", "count", "investment", "planned", "done", "progress", "printed"),
    indicators.ObservationLine: ("period", "status_word", "value", "growth", "ranks"),
    commitments.CommitmentLine: ("by", "period", "due"),
    chronicle.EventLine: ("units", "people", "place"),
}
"""Fields of views whose texts stand together on one line."""

_PARTS: Mapping[type, tuple[str, ...]] = {
    records.RecordBody: ("rows", "figures", "media"),
    pictures.MediaParts: ("pictures", "attachments"),
    pictures.PictureFigure: ("alternative",),
    record_page.RecordView: ("body", "tail"),
    _YearEntry: ("body",),
    elements.RecordFooter: ("notes",),
    honors.HonorView: ("body", "awardees", "tail"),
    honors.AwardeeGroup: ("named",),
    people.PersonView: ("portrait", "posts", "body", "tail"),
    programs.ProgramView: ("body", "parts", "tail"),
    themes.ThemeView: ("body", "note", "tail"),
    projects.ProjectView: ("body", "reports", "tail"),
    projects.ReportLine: ("note",),
    ledgers.LedgerView: ("body", "total", "stages", "groups", "tail"),
    ledgers.CountsLine: ("members", "note"),
    indicators.IndicatorView: ("observations", "body", "tail"),
    indicators.ObservationLine: ("note",),
    commitments.CommitmentLine: ("figures", "outcome_word", "result", "result_figures", "notes", "media"),
    sources.SourceView: ("body", "note", "tail"),
    units.UnitView: ("body", "note", "tail"),
    chronicle.EventLine: ("note", "notes", "media"),
}
"""Fields of views whose texts follow on lines of their own."""


def _passages(value: Any, found: list[Run]) -> None:
    """Add the lines of a view to `found`, in its order. (Nested generators take twice as long.)"""
    kind = type(value)
    if kind is tuple:
        for each in value:
            _passages(each, found)
    elif kind is str or kind is Run:
        found.append(_plain(value))
    else:
        if kind in _LINES:
            pieces: list[Run] = []
            _pieces(value, pieces)
            found += _joined(pieces)
        for name in _PARTS.get(kind, ()):
            _passages(getattr(value, name), found)


def _joined(pieces: list[Run]) -> Iterator[Run]:
    """Yield one line for each run of texts in one language."""
    for lang, group in groupby(pieces, key=attrgetter("lang")):
        yield Run(_BETWEEN.join([each.text for each in group]), lang)


def _pieces(value: Any, found: list[Run]) -> None:
    kind = type(value)
    if kind is tuple:
        for each in value:
            _pieces(each, found)
    elif kind is str or kind is Run:
        piece = _plain(value)
        if piece.text:
            found.append(piece)
    elif kind in _LINES:
        for name in _LINES[kind]:
            _pieces(getattr(value, name), found)


def _names(value: Any) -> Iterator[Run]:
    kind = type(value)
    if kind is tuple:
        for each in value:
            yield from _names(each)
    elif kind in (str, Run):
        yield _plain(value)
    for name in _NAMES.get(kind, ()):
        yield from _names(getattr(value, name))


def _plain(value: str | Run) -> Run:
    """Return the text without its link."""
    if isinstance(value, str):
        return Run(value)
    return Run(value.text, value.lang) if value.href else value


def _prose(page: PageContext, record: Record) -> Iterator[Run]:
    """Yield the summary and the lines of the body, in this language or the one that the page borrows from."""
    if record.summary:
        yield page.text(record.summary)
    body = body_shown(page, record)
    if body is not None:
        lang = page.lang(body.language)
        yield from (Run(line, lang) for line in body.prose.text.splitlines() if line.strip())
