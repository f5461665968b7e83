"""The records of a list → by what they can be filtered and sorted in the page.

Each line bears its marks, the page its filters with the values that occur; a script (assets/js/lists.js) compares the
two. Without it the list is whole, and in the book's order. Nothing is left out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model.narrative import ProgramForm
from yearbook.model.projects import Stage
from yearbook.model.series import Outcome
from yearbook.model.units import UnitType
from yearbook.site.edition import LEVELS
from yearbook.site.views.facts import stage_word
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import ListLine, Marks, Run

Stages = Mapping[Key, tuple[Stage | None, bool]]
"""Project → its stage, None where no source says it, and whether it is only planned."""
_NO_STAGES: Stages = MappingProxyType({})
_NAMED_OTHERWISE = ("unit", "term")
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
    """A field of parts.Marks; also its name in the page's address."""
    word: str
    options: tuple[Option, ...]
    """At least two."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The controls of one list."""

    chosen: tuple[Filter, ...]
    units: tuple[Option, ...]
    """The units that its records name, looked for by typing; empty where the list is not of that kind."""
    by_text: bool
    """Whether its lines are looked through by typing."""
    orders: tuple[Option, ...]
    """Those besides the book's own."""
    keeps_headings: bool
    """Whether a line that is sorted out of its group must say what the group's heading said."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """The controls of a list, and the marks of its lines."""

    filters: Filters
    marks: Mapping[Key, Marks]

    def marked(self, line: ListLine, record: Record) -> ListLine:
        return replace(line, marks=self.marks[record.key])


def sieve(
    page: PageContext,
    found: Sequence[Record],
    orders: tuple[str, ...] = (),
    *,
    stages: Stages = _NO_STAGES,
    keeps_headings: bool = False,
) -> Sieve:
    """Marks and filters of the records of one list. `orders` are some of `title`, `year`, `level`."""
    places = {record.key: place for place, record in enumerate(page.edition.sorted(found))}
    naming = page.edition.units_named
    marks = {each.key: _marks(each, places[each.key], naming.get(each.key, ()), stages) for each in found}
    chosen = tuple(each for each in _filters(page, marks) if len(each.options) > 1)
    by_text = any(each.kind in _NAMED_OTHERWISE for each in found)
    return Sieve(Filters(chosen, _units(page, marks), by_text, _orders(page, orders), keeps_headings), marks)


def _marks(record: Record, place: int, units: tuple[str, ...], stages: Stages) -> Marks:
    facts, kind = record.facts, record.kind
    by_words = kind in _NAMED_OTHERWISE
    return Marks(
        str(place),
        year=" ".join(map(str, record.years)),
        level=facts.level.value if kind == "honor" else "",
        stage=_stage(*stages[record.key]) if record.key in stages else "",
        category=facts.category if kind == "project" else "",
        form=facts.form.value if kind == "program" else "",
        type=facts.type.value if kind == "unit" else "",
        outcome=facts.outcome.status.value if kind == "commitment" else "",
        theme=" ".join(getattr(facts, "themes", ())),
        unit="" if by_words else " ".join(units),
        text=" ".join(_names(record)) if kind == "unit" else "",
    )


def _stage(stage: Stage | None, planned: bool) -> str:
    value = stage.value if stage else "unknown"
    return f"{value}-planned" if planned else value


def _names(unit: Record) -> Iterator[str]:
    """All names of a unit, in all languages, once each."""
    texts = [text for name in unit.facts.names for text in (name.name, name.short) if text]
    yield from dict.fromkeys((*(value for text in texts for _, value in text.values), *unit.facts.aliases))


def _filters(page: PageContext, marks: Mapping[Key, Marks]) -> Iterator[Filter]:
    """One filter for each field, with the values that occur, in the order of the vocabulary."""
    for name, (word, vocabulary) in _vocabulary(page, marks).items():
        occurring = {value for each in marks.values() for value in getattr(each, name).split()}
        yield Filter(name, word, tuple(Option(value, run) for value, run in vocabulary if value in occurring))


def _vocabulary(page: PageContext, marks: Mapping[Key, Marks]) -> dict[str, tuple[str, Sequence[tuple[str, Run]]]]:
    """Field of Marks → the filter's word, and all its values with their words, in order."""
    word = page.word
    years = sorted({year for each in marks.values() for year in each.year.split()})
    stages = [(_stage(each, planned), stage_word(page, each, planned=planned)) for each, planned in _STAGES]
    categories = page.yearbook.configuration.categories
    themes = page.edition.sorted(page.yearbook.all("theme"))
    return {
        "year": (word("facts.year"), [(each, Run(each)) for each in years]),
        "level": (word("facts.level"), [(each.value, Run(word(f"levels.{each.value}"))) for each in LEVELS]),
        "stage": (
            word("facts.stage"),
            [*((value, Run(text)) for value, text in stages), ("unknown", Run(word("sentences.stage_unknown")))],
        ),
        "category": (
            word("facts.category"),
            [(each, _capital(page.text(name))) for each, name in categories.items()],
        ),
        "form": (word("facts.form"), [(each.value, Run(word(f"program_forms.{each.value}"))) for each in ProgramForm]),
        "type": (word("facts.type"), [(each.value, Run(word(f"unit_types.{each.value}"))) for each in UnitType]),
        "outcome": (word("facts.outcome"), [(each.value, Run(word(f"outcomes.{each.value}"))) for each in Outcome]),
        "theme": (page.kind_word("theme"), [(each.id, page.text(each.title)) for each in themes]),
    }


def _capital(run: Run) -> Run:
    """As the first word of a line, which the style makes of headings, but cannot make of options."""
    return replace(run, text=run.text[:1].upper() + run.text[1:])


_STAGES = tuple(product(Stage, (False, True)))


def _units(page: PageContext, marks: Mapping[Key, Marks]) -> tuple[Option, ...]:
    """The units that records of the list name, by the reading of their names."""
    occurring = {value for each in marks.values() for value in each.unit.split()}
    found = page.edition.sorted(each for each in page.yearbook.all("unit") if each.id in occurring)
    shown = ((each, page.text(each.title)) for each in found)
    return tuple(
        Option(each.id, run, " ".join(name for name in _names(each) if name != run.text)) for each, run in shown
    )


def _orders(page: PageContext, orders: tuple[str, ...]) -> tuple[Option, ...]:
    words = {
        "title": page.word("filters.sort_title"),
        "year": page.word("filters.sort_year"),
        "level": page.word("filters.sort_level"),
    }
    return tuple(Option(each, Run(words[each])) for each in orders)
