"""The page of one honor."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.honors import Awardees, Honor
from yearbook.model.kinds import UNIT
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
        "persons",
        "period",
        "conferred",
        "published",
        "rank",
        "exclusive",
        "streak",
        "awardees",
    }
)
"""Fields of an honor that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class AwardeeGroup:
    """One part of a commendation list."""

    label: Run
    count: str
    """“36个”."""
    named: tuple[Run, ...]
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
        *fact_row(page, "recipients", (unit_link(page, each, when) for each in facts.recipients)),
        *fact_row(page, "persons", (page.text(each) for each in facts.persons)),
        *fact_row(page, "rank", (Run(rank_text(page, facts.rank)),) if facts.rank else ()),
        *fact_row(page, "exclusive", (exclusive_run(page, exclusive),) if exclusive else ()),
        *fact_row(
            page,
            "streak",
            (Run(page.language.streak(streak.count, streak.of.value)),) if streak else (),
        ),
    )


def _group(page: PageContext, group: Awardees) -> AwardeeGroup:
    rest = group.count - len(group.named)
    return AwardeeGroup(
        label=page.text(group.label),
        count=page.language.count("awardees", group.count),
        named=record_links(page, UNIT.name, group.named),
        remainder=page.language.count("unnamed", rest) if rest > 0 else "",
    )
