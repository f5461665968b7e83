"""Make the filters and sort orders of lists.

Each line bears its values, the page its filters with the values that occur; a script (assets/js/lists.js) compares the
two. Without the script the list is whole, and in the book's order. Nothing is left out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model.docstrings import cached
from yearbook.model.kinds import COMMITMENT, HONOR, PROGRAM, PROJECT, TERM, THEME, UNIT
from yearbook.model.narrative import ProgramForm
from yearbook.model.series import Outcome
from yearbook.model.structure import ModelField, ValueType, published_fields
from yearbook.model.units import Unit, UnitType
from yearbook.site.views.elements import FilterValues, ListLine, OwnMark, Run
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.stages import stage_name, stage_of, stage_options

_ORDERS = {"title": "filters.sort_title", "year": "filters.sort_year", "level": "filters.sort_level"}
_SEARCHED = (UNIT.name, TERM.name)
"""Kinds whose lists are filtered by their own words, and not by the units that they name."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, or one order."""

    value: str
    word: Run
    names: str = ""
    """Other names under which a reader may look for it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What readers choose from."""

    name: str
    """A field of FilterValues, or the name of an `OwnMark`; also its name in the page's address."""
    word: str
    options: tuple[Option, ...]
    """At least two."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The controls of one list."""

    chosen: tuple[Filter, ...]
    units: tuple[Option, ...]
    """The units that its records name, looked for by typing; empty for lists that are looked through by text."""
    by_text: bool
    """Whether its lines are looked through by typing."""
    orders: tuple[Option, ...]
    """Those besides the book's own."""
    keeps_headings: bool
    """Whether a line that is sorted out of its group must say what the group's heading said."""


@dataclass(frozen=True, slots=True)
class FilteredList:
    """The controls of a list, and the values of its lines."""

    filters: Filters
    marks: Mapping[Key, FilterValues]

    def marked(self, line: ListLine, record: Record) -> ListLine:
        return replace(line, marks=self.marks[record.key])


def filtered(
    page: PageContext, found: Sequence[Record], orders: tuple[str, ...] = (), *, keeps_headings: bool = False
) -> FilteredList:
    """Return the filters of a list and the values of its records. `orders`: some of `title`, `year`, `level`."""
    by_title = enumerate(page.edition.sorted(found))
    marks = {each.key: _marks(each, place, page.edition.units_named(each.key)) for place, each in by_title}
    offered = (*_filters(page, marks), *_own_filters(page, found, marks))
    filters = Filters(
        chosen=tuple(each for each in offered if len(each.options) > 1),
        units=_units(page, marks),
        by_text=any(each.kind in _SEARCHED for each in found),
        orders=tuple(Option(each, Run(page.word(_ORDERS[each]))) for each in orders),
        keeps_headings=keeps_headings,
    )
    return FilteredList(filters, marks)


_OWN: Mapping[str, Callable[[Record[Any]], dict[str, str]]] = {
    HONOR.name: lambda record: {"level": record.facts.level},
    PROJECT.name: lambda record: {"stage": stage_name(stage_of(record)), "category": record.facts.category},
    PROGRAM.name: lambda record: {"form": record.facts.form.value},
    UNIT.name: lambda record: {"type": record.facts.type.value, "text": " ".join(all_names(record.facts))},
    COMMITMENT.name: lambda record: {"outcome": record.facts.outcome.status.value},
}
"""What one kind alone is filtered by, besides the year, theme and units of every record: fields of FilterValues."""


def _marks(record: Record, place: int, units: tuple[str, ...]) -> FilterValues:
    own = _OWN.get(record.kind)
    return FilterValues(
        title=str(place),
        year=" ".join(map(str, record.years)),
        theme=" ".join(record.themes),
        unit="" if record.kind in _SEARCHED else " ".join(units),
        own=_own_marks(record),
        **(own(record) if own else {}),
    )


@cached
def _own_choices(facts: type[Any]) -> tuple[ModelField, ...]:
    """Return the fields of a class of facts that are choices which the yearbook declares."""
    return tuple(each for each in published_fields(facts) if each.own and each.value_type is ValueType.CHOICE)


def _own_marks(record: Record) -> tuple[OwnMark, ...]:
    found = []
    for field in _own_choices(type(record.facts)):
        value = getattr(record.facts, field.name)
        chosen = value if field.many else (value,) if value else ()
        if chosen:
            found.append(OwnMark(f"own_{field.name}", " ".join(each.value for each in chosen)))
    return tuple(found)


def _own_filters(page: PageContext, found: Sequence[Record], marks: Mapping[Key, FilterValues]) -> Iterator[Filter]:
    """Yield a filter for each choice that the yearbook declares, with the values that occur, in their order."""
    fields = {field.name: field for record in found for field in _own_choices(type(record.facts))}
    for name, field in fields.items():
        values = {
            each
            for mark in marks.values()
            for own in mark.own
            if own.name == f"own_{name}"
            for each in own.values.split()
        }
        if field.own:
            options = tuple(
                Option(each.value, page.text(each.words)) for each in field.own.choices if each.value in values
            )
            yield Filter(f"own_{name}", page.text(field.own.words).text, options)


def all_names(unit: Unit) -> Iterator[str]:
    """Yield all names of a unit, in all languages, once each."""
    texts = [text for name in unit.names for text in (name.name, name.short) if text]
    yield from dict.fromkeys((*(value for text in texts for _, value in text.values), *unit.aliases))


def _filters(page: PageContext, marks: Mapping[Key, FilterValues]) -> Iterator[Filter]:
    """Yield a filter for each field, with the values that occur, in the order of the vocabulary."""
    years = sorted({year for each in marks.values() for year in each.year.split()})
    categories = page.yearbook.configuration.categories.items()
    themes = page.edition.sorted(page.yearbook.all(THEME))
    vocabularies: dict[str, Iterable[tuple[str, Run]]] = {
        "year": [(each, Run(each)) for each in years],
        "level": [(each, page.vocabulary_word("level", each)) for each in page.edition.levels],
        "stage": [(stage_name(state), Run(word)) for state, word in stage_options(page)],
        "category": [(each, _capitalised(page.text(name))) for each, name in categories],
        "form": _choices(page, "program_forms", ProgramForm),
        "type": _choices(page, "unit_types", UnitType),
        "outcome": _choices(page, "outcomes", Outcome),
        "theme": [(each.id, page.text(each.title)) for each in themes],
    }
    for name, vocabulary in vocabularies.items():
        occurring = {value for each in marks.values() for value in getattr(each, name).split()}
        word = page.kind_word("theme") if name == "theme" else page.word(f"facts.{name}")
        yield Filter(name, word, tuple(Option(value, run) for value, run in vocabulary if value in occurring))


def _choices(page: PageContext, words: str, values: Iterable[Enum]) -> list[tuple[str, Run]]:
    return [(each.value, Run(page.word(f"{words}.{each.value}"))) for each in values]


def _capitalised(run: Run) -> Run:
    """As the first word of a line, which the style makes of headings, but cannot make of options."""
    return replace(run, text=run.text[:1].upper() + run.text[1:])


def _units(page: PageContext, marks: Mapping[Key, FilterValues]) -> tuple[Option, ...]:
    """Return the units that records of the list name, by the reading of their names."""
    occurring = {value for each in marks.values() for value in each.unit.split()}
    found = page.edition.sorted(each for each in page.yearbook.all(UNIT) if each.id in occurring)
    shown = ((each, page.text(each.title)) for each in found)
    return tuple(
        Option(each.id, run, " ".join(name for name in all_names(each.facts) if name != run.text))
        for each, run in shown
    )
