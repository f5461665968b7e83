"""Show fields of a record from their types: for fields that no view shows in a way of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from yearbook.content.records import Record
from yearbook.markdown.links import MEDIA
from yearbook.model.dates import When
from yearbook.model.docstrings import cached
from yearbook.model.fields import Citation, Dated, Fact
from yearbook.model.free_pages import IN_PLACE
from yearbook.model.geometry import Geometry
from yearbook.model.kinds import SOURCE, UNIT, VOCABULARIES
from yearbook.model.own_fields import OwnChoiceValue
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Exclusive, Rank, Streak
from yearbook.model.reference import is_web_address
from yearbook.model.structure import RECORD_FIELDS, ModelField, ValueType, published_fields
from yearbook.model.texts import Text
from yearbook.site.views.elements import FactRow, Run
from yearbook.site.views.facts import (
    amount_runs,
    dated_runs,
    exclusive_run,
    geometry_runs,
    labelled_row,
    rank_text,
)
from yearbook.site.views.links import record_link, reference_link, unit_link, year_link
from yearbook.site.views.page_context import PageContext

_APART = frozenset(
    {"sources", "figures", "units", "themes", "related", "notes", "pinyin", "accepted", "pictures", "attachments"}
)
_SHOWN_ELSEWHERE = RECORD_FIELDS | _APART | IN_PLACE
"""Fields that every page shows in a place of their own, or not at all."""


def field_rows(page: PageContext, record: Record, shown: frozenset[str]) -> Iterator[FactRow]:
    """Yield a row for each field that has a value, in the order of the fields, but for those that are `shown`."""
    for field in _fields_to_show(type(record.facts), shown):
        yield from _row(page, record, field)


def own_rows(page: PageContext, record: Record) -> tuple[FactRow, ...]:
    """Return a row for each field with a value that the yearbook declares: for kinds without a page for each record."""
    return tuple(row for field in own_fields(type(record.facts)) for row in _row(page, record, field))


@cached
def own_fields(facts: type[Any]) -> tuple[ModelField, ...]:
    """Return the fields of a class of facts that the yearbook declares."""
    return tuple(each for each in published_fields(facts) if each.own)


def _row(page: PageContext, record: Record, field: ModelField) -> tuple[FactRow, ...]:
    value = getattr(record.facts, field.name)
    label = page.text(field.own.words).text if field.own else page.word(f"facts.{field.name}")
    return labelled_row(page, label, _runs(page, field, value, record.date), _cited(value))


def _cited(value: Any) -> tuple[Citation, ...]:
    """Return where a value stands, or the citations that a field holds."""
    if isinstance(value, Fact):
        return value.sources
    return tuple(each for each in value if isinstance(each, Citation)) if isinstance(value, tuple) else ()


@cached
def _fields_to_show(facts: type[Any], shown: frozenset[str]) -> tuple[ModelField, ...]:
    return tuple(each for each in published_fields(facts) if each.own or each.name not in _SHOWN_ELSEWHERE | shown)


def _runs(page: PageContext, field: ModelField, value: Any, when: When | None) -> Iterator[Run]:
    """Yield the value of a field, or all values of a field with several."""
    for each in value if isinstance(value, tuple) else (value,):
        match each:
            case None | "" | False:
                pass
            case str():
                yield _text_run(page, field, each, when)
            case Citation():
                yield record_link(page, SOURCE.name, each.source)
            case OwnChoiceValue():
                yield page.text(each.words)
            case Enum():
                yield _choice(page, field.name, each)
            case int() if field.name in ("year", "years"):
                yield year_link(page, each)
            case _:
                runs = next((runs for kind, runs in _VALUE_RUNS.items() if isinstance(each, kind)), None)
                yield from runs(page, each) if runs else _parts_runs(page, each, when)


def _text_run(page: PageContext, field: ModelField, text: str, when: When | None) -> Run:
    """Return a text: what it refers to, linked, or the text itself."""
    if field.refers_to in VOCABULARIES:
        return page.vocabulary_word(field.refers_to, text)
    if field.refers_to == UNIT.name:
        return unit_link(page, text, when)
    if field.refers_to:
        return record_link(page, field.refers_to, text)
    if field.value_type is ValueType.ANY_REFERENCE:
        return reference_link(page, text)
    if field.value_type is ValueType.FILE:
        return Run(text.rpartition("/")[2], "", page.href(MEDIA, text))
    return Run(text, "", text) if is_web_address(text) else page.original(text)


def _parts_runs(page: PageContext, part: Any, when: When | None) -> Iterator[Run]:
    """Yield the values of a part with fields of its own."""
    for field in published_fields(type(part)):
        if field.name not in _SHOWN_ELSEWHERE:
            yield from _runs(page, field, getattr(part, field.name), when)


_VALUE_RUNS: Mapping[type, Callable[[PageContext, Any], Iterable[Run]]] = {
    Text: lambda page, value: (page.text(value),),
    When: lambda page, value: (Run(page.language.date(value)),),
    Dated: dated_runs,
    Quantity: lambda page, value: (Run(page.language.quantity(value)),),
    Fact: amount_runs,
    Rank: lambda page, value: (Run(rank_text(page, value)),),
    Exclusive: lambda page, value: (exclusive_run(page, value),),
    Geometry: geometry_runs,
    Streak: lambda page, value: (Run(page.language.streak(value.count, value.of.value)),),
    bool: lambda _page, _value: (Run("✓"),),
    int: lambda page, value: (Run(page.language.number(value)),),
}
"""How a value of a type is shown, whatever its field; the first type that fits."""


def _choice(page: PageContext, name: str, value: Enum) -> Run:
    word = page.language.words.get(f"{name}s.{value.value}")
    return Run(word if isinstance(word, str) else str(value.value))
