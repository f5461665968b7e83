"""The page of one honor."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.diagnostics import terminal_columns
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.honors import Awardees, AwardeeType, Honor
from yearbook.model.kinds import PERSON, UNIT
from yearbook.site.views.elements import FactRow, RecordFooter, Run
from yearbook.site.views.facts import dated_runs, exclusive_run, fact_row, rank_text
from yearbook.site.views.links import record_links, unit_link, year_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail

_SHOWN = frozenset(
    {
        "level",
        "form",
        "conferred_by",
        "recipients",
        "people",
        "persons",
        "jointly",
        "period",
        "conferred",
        "published",
        "rank",
        "exclusive",
        "streak",
        "reassessed",
        "expires",
        "revoked",
        "awardees",
    }
)
"""Fields of an honor that its page shows in a way of its own."""
_LONG = 12
"""Names in a line or two; more stand in columns."""
_WIDE = 14
"""Places of a name, two for a Chinese character, that fit a narrow column."""
_COUNTS = {
    AwardeeType.UNIT: ("awardees", "unnamed"),
    AwardeeType.PERSON: ("awardees_person", "unnamed_person"),
    AwardeeType.COMPANY: ("awardees_company", "unnamed_company"),
    AwardeeType.FAMILY: ("awardees_family", "unnamed_family"),
}
"""Names of the words under `counts`: of all, and of those that are not named."""


@dataclass(frozen=True, slots=True)
class AwardeeGroup:
    """One part of a commendation list."""

    label: Run
    count: str
    """“36个”."""
    named: tuple[Run, ...]
    is_long: bool
    """Whether there are so many names that they stand in columns."""
    is_wide: bool
    """Whether a name is so long, as with a school in brackets, that the columns are wider."""
    remainder: str
    """“其余34个来源未列名”; empty if all are named."""


@dataclass(frozen=True, slots=True)
class HonorView:
    body: RecordBody
    awardees: tuple[AwardeeGroup, ...]
    tail: RecordFooter


def honor_view(page: PageContext, record: Record[Honor]) -> HonorView:
    facts = record.facts
    body = record_body(page, record, _rows(page, record, facts), _SHOWN)
    groups = tuple(_group(page, each) for each in facts.awardees)
    return HonorView(body, groups, tail(page, record))


def _rows(page: PageContext, record: Record, facts: Honor) -> tuple[FactRow, ...]:
    word, when = page.word, facts.conferred.date if facts.conferred else None
    year = (year_link(page, record.year),) if record.year else ()
    exclusive, streak = facts.exclusive, facts.streak
    return (
        *fact_row(page, "year", year),
        *fact_row(page, "level", (page.vocabulary_word("level", facts.level),)),
        *fact_row(page, "form", (Run(word(f"forms.{facts.form.value}")),)),
        *fact_row(page, "conferred_by", (unit_link(page, each, when) for each in facts.conferred_by)),
        *fact_row(page, "conferred", dated_runs(page, facts.conferred), facts.sources),
        *fact_row(page, "period", (Run(page.language.date(facts.period)),) if facts.period else ()),
        *fact_row(page, "published", dated_runs(page, facts.published)),
        *_recipients(page, facts, when),
        *fact_row(page, "rank", (Run(rank_text(page, facts.rank)),) if facts.rank else ()),
        *fact_row(page, "exclusive", (exclusive_run(page, exclusive),) if exclusive else ()),
        *fact_row(
            page,
            "streak",
            (Run(page.language.streak(streak.count, streak.of.value)),) if streak else (),
        ),
        *_later(page, facts),
    )


def _recipients(page: PageContext, facts: Honor, when: When | None) -> tuple[FactRow, ...]:
    """Return who received it; after the last of them that they did so together, if it is said."""
    units = tuple(unit_link(page, each, when) for each in facts.recipients)
    persons = (*record_links(page, PERSON.name, facts.people), *map(page.text, facts.persons))
    together = (Run(page.word("sentences.jointly")),) if facts.jointly else ()
    return (
        *fact_row(page, "recipients", (*units, *(together if not persons else ()))),
        *fact_row(page, "persons", (*persons, *together) if persons else ()),
    )


def _later(page: PageContext, facts: Honor) -> tuple[FactRow, ...]:
    """Return what became of it since: re-assessments, until when it is valid, that it was revoked."""
    rows: tuple[FactRow, ...] = ()
    for each in facts.reassessed:
        result = page.word(f"reassessment_results.{each.result.value}")
        runs = (*dated_runs(page, each.date), Run(result), page.text(each.note))
        rows += fact_row(page, "reassessed", runs, each.sources)
    if facts.expires:
        rows += fact_row(page, "expires", (Run(page.language.date(facts.expires.date)),), facts.expires.sources)
    if revoked := facts.revoked:
        by = (unit_link(page, each, revoked.date.date) for each in revoked.revoked_by)
        runs = (*dated_runs(page, revoked.date), *by, page.text(revoked.because))
        rows += fact_row(page, "revoked", runs, revoked.sources)
    return rows


def _group(page: PageContext, group: Awardees) -> AwardeeGroup:
    rest = group.total - group.all_named
    all_of_them, unnamed = _COUNTS[group.counted]
    units, people = record_links(page, UNIT.name, group.named), record_links(page, PERSON.name, group.people)
    named = (*units, *people, *map(page.text, group.names))
    return AwardeeGroup(
        label=page.text(group.label),
        count=page.language.count(all_of_them, group.total),
        named=named,
        is_long=group.all_named > _LONG,
        is_wide=any(terminal_columns(each.text) > _WIDE for each in named),
        remainder=page.language.count(unnamed, rest) if rest > 0 else "",
    )
