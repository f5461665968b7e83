"""Turn facts into parts of a page: dates, amounts, figures, ranks, editors' notes, rows of facts."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.content.records import Record
from yearbook.i18n.coordinates import position_text
from yearbook.i18n.vocabularies import stage_words
from yearbook.model.dates import When
from yearbook.model.derived import schedule
from yearbook.model.fields import Citation, Dated, Fact, Figure, Known, Note
from yearbook.model.geometry import Geometry
from yearbook.model.honors import Honor
from yearbook.model.projects import Standing
from yearbook.model.quantities import Quantity, progress
from yearbook.model.ranks import Exclusive, Rank
from yearbook.model.texts import Text
from yearbook.site.views.elements import (
    AmountView,
    FactRow,
    FigureLine,
    LevelSeal,
    NoteLine,
    OtherValue,
    ProgressBar,
    Run,
)
from yearbook.site.views.links import reference_link
from yearbook.site.views.page_context import PageContext


def fact_row(
    page: PageContext, label: str, values: Iterable[Run], citations: Iterable[Citation] = ()
) -> tuple[FactRow, ...]:
    """Return one row of facts, or none if there is nothing to say; for unpacking into a tuple of rows."""
    return labelled_row(page, page.word(f"facts.{label}"), values, citations)


def labelled_row(
    page: PageContext, label: str, values: Iterable[Run], citations: Iterable[Citation] = ()
) -> tuple[FactRow, ...]:
    """Return a row as `fact_row` does, under a label that is in no strings file."""
    shown = tuple(each for each in values if each.text)
    return (FactRow(label, shown, page.cite(citations)),) if shown else ()


def dated_runs(page: PageContext, dated: Dated | None) -> tuple[Run, ...]:
    """Return a date, and how it is known if the source does not state it."""
    if dated is None:
        return ()
    return (Run(page.in_brackets(page.language.date(dated.date), date_basis(page, dated))),)


def date_basis(page: PageContext, dated: Dated) -> str:
    """Return how a date is known if the source does not state it; else an empty text."""
    how = "" if dated.known is Known.STATED else page.word(f"known.{dated.known.value}")
    note = page.text(dated.note).text if dated.note else ""
    return page.word("punctuation.separator").join(filter(None, (how, note)))


def validity(page: PageContext, since: When | None, until: When | None) -> str:
    """Return from when to when a name was borne; empty if the sources do not say."""
    if since is None and until is None:
        return ""
    return page.language.date(When(since.start if since else None, until.end if until else None))


def amount_view(page: PageContext, fact: Fact[Quantity]) -> AmountView:
    """Return a disputable quantity as shown, with what other sources say."""
    others = tuple(OtherValue(page.language.quantity(each.value), page.cite(each.sources)) for each in fact.others)
    because = page.text(fact.because) if fact.because else None
    return AmountView(page.language.quantity(fact.value), others, because)


def amount_runs(page: PageContext, fact: Fact[Quantity] | None) -> tuple[Run, ...]:
    """Return a disputable amount as runs: the value, then the other values, then why."""
    if fact is None:
        return ()
    amount = amount_view(page, fact)
    others = tuple(Run(page.word("sentences.other_value", value=each.value)) for each in amount.others)
    return (Run(amount.text), *others, *((amount.because,) if amount.because else ()))


def geometry_runs(page: PageContext, geometry: Geometry) -> tuple[Run, ...]:
    """Return the middle of a place in words."""
    found = page.yearbook.located(geometry)
    return (Run(position_text(page.language, found.middle())),) if found else ()


def figure_line(page: PageContext, figure: Figure) -> FigureLine:
    as_of = page.word("sentences.as_of", date=page.language.date(figure.as_of)) if figure.as_of else ""
    cites = page.cite((*figure.sources, *figure.value.sources))
    return FigureLine(
        label=page.text(figure.label),
        amount=amount_view(page, figure.value),
        as_of=as_of,
        cites=cites,
        anchor=figure.key or "",
    )


def rank_text(page: PageContext, rank: Rank) -> str:
    """Return “全市增速第一”: a rank is never shown without its scope and basis."""
    configuration = page.yearbook.configuration
    scope, basis = configuration.scopes[rank.scope], configuration.bases[rank.basis]
    words = (page.text(scope).text, page.text(basis).text)
    return page.language.rank(rank.place, *words, rank.placing.value)


def exclusive_run(page: PageContext, exclusive: Exclusive) -> Run:
    """Return “全国唯一” or “全省首个”, and in what respect."""
    scope = page.text(page.yearbook.configuration.scopes[exclusive.scope]).text
    shown = page.language.exclusive(scope, first=exclusive.first)
    return Run(page.in_brackets(shown, page.text(exclusive.note).text))


def in_other_languages(page: PageContext, text: Text) -> tuple[Run, ...]:
    """Return the same words in the languages that are not the page's."""
    return tuple(Run(words, page.lang(code)) for code, words in text.values if code != page.language.code)


def level_seal(page: PageContext, record: Record) -> LevelSeal | None:
    """Return the mark of an honor's level; None for other kinds."""
    if not isinstance(record.facts, Honor):
        return None
    level = record.facts.level
    return LevelSeal(seal_of(page, level), page.vocabulary_word("level", level))


def seal_of(page: PageContext, level: str) -> str:
    """Return the shape of a level's seal."""
    shape = page.edition.levels[level].seal
    return shape.value if shape else ""


def stage_word(page: PageContext, stage: str | None, standing: Standing | None) -> str:
    """Return “已竣工”, “计划竣工”, or “竣工（是否已实现，原文未载）”; empty without a stage."""
    if stage is None or standing is None:
        return ""
    return stage_words(page.language, page.yearbook.configuration, stage, standing)


def stage_mark(page: PageContext, stage: str | None, standing: Standing | None) -> str:
    """Return the phase of a stage that was reached, by which its mark is filled; else an empty text."""
    phase = page.edition.stages[stage].phase if stage and standing is Standing.REACHED else None
    return phase.value if phase else ""


def progress_text(page: PageContext, done: Fact[Quantity] | None, planned: Fact[Quantity] | None) -> str:
    """Return done ÷ planned as a percentage; empty unless both are known."""
    share = progress(done.value, planned.value) if done and planned else None
    return page.language.percent(share) if share is not None else ""


def progress_bar(
    page: PageContext,
    label: Run,
    *,
    done: Quantity | None,
    planned: Quantity | None,
    period: When,
    as_of: When | None,
) -> ProgressBar | None:
    """Return planned against done with the elapsed share of the period; None unless all of it is known."""
    found = schedule(done, planned, period, as_of, page.yearbook.configuration.warnings)
    if found is None:
        return None
    assert done is not None and planned is not None  # else there is no schedule
    language, colour = page.language, found.colour.value
    return ProgressBar(
        label=label,
        planned_amount=language.quantity(planned),
        done_amount=language.quantity(done),
        done=language.percent(found.progress),
        done_length=f"{min(100, float(found.progress * 100)):.2f}%",
        elapsed=language.percent(found.elapsed),
        elapsed_at=f"{min(100, float(found.elapsed * 100)):.2f}%",
        lead=language.points(found.lead),
        colour=colour,
        colour_word=page.in_brackets(page.word(f"warnings.{colour}.color"), page.word(f"warnings.{colour}.word")),
    )


def note_line(page: PageContext, note: Note) -> NoteLine:
    about = tuple(reference_link(page, each) for each in note.about)
    return NoteLine(
        kind=note.kind.value,
        word=page.word(f"note_kinds.{note.kind.value}"),
        text=page.text(note.text),
        about=about,
        cites=page.cite(note.sources),
    )
