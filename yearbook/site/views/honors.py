"""The page of one honor."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.honors import Awardees, Honor
from yearbook.site.views import records
from yearbook.site.views.composer import Composer
from yearbook.site.views.parts import FactRow, Run, Tail


@dataclass(frozen=True, slots=True)
class AwardeeGroup:
    """One part of a commendation list."""

    label: Run
    count: str
    """“36个”."""
    named: tuple[Run, ...]
    remainder: str
    """“其余34个来源未列名”; empty where all are named."""


@dataclass(frozen=True, slots=True)
class HonorView:
    body: records.RecordBody
    awardees: tuple[AwardeeGroup, ...]
    tail: Tail


def honor(composer: Composer, record: Record) -> HonorView:
    facts: Honor = record.facts
    body = records.record_body(composer, record, _rows(composer, record, facts))
    groups = tuple(_group(composer, each) for each in facts.awardees)
    return HonorView(body, groups, records.tail(composer, record))


def _rows(composer: Composer, record: Record, facts: Honor) -> tuple[FactRow, ...]:
    word, when = composer.word, facts.conferred.date if facts.conferred else None
    year = (composer.year(record.year),) if record.year else ()
    exclusive = facts.exclusive
    return (
        *composer.row("year", year),
        *composer.row("level", (Run(word(f"levels.{facts.level.value}")),)),
        *composer.row("form", (Run(word(f"forms.{facts.form.value}")),)),
        *composer.row("conferred_by", (composer.unit_at(each, when) for each in facts.conferred_by)),
        *composer.row("conferred", composer.when(facts.conferred), facts.sources),
        *composer.row("period", (Run(composer.language.date(facts.period)),) if facts.period else ()),
        *composer.row("published", composer.when(facts.published)),
        *composer.row("recipients", (composer.unit_at(each, when) for each in facts.recipients)),
        *composer.row("persons", (composer.text(each) for each in facts.persons)),
        *composer.row("rank", (Run(composer.rank(facts.rank)),) if facts.rank else ()),
        *composer.row("exclusive", (composer.exclusive(exclusive),) if exclusive else ()),
        *composer.row("streak", (Run(composer.streak(facts.streak)),) if facts.streak else ()),
    )


def _group(composer: Composer, group: Awardees) -> AwardeeGroup:
    rest = group.count - len(group.named)
    return AwardeeGroup(
        composer.text(group.label),
        composer.count("awardees", group.count),
        composer.links("unit", group.named),
        composer.count("unnamed", rest) if rest > 0 else "",
    )
