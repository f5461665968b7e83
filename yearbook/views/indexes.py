"""The indexes: lists of records by year, level, category, stage, type, letter; and the index of all names and
subjects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from yearbook.library import Record
from yearbook.model.bodies import UnitType
from yearbook.model.narrative import ProgramForm
from yearbook.views import charts, records, years
from yearbook.views.composer import Composer
from yearbook.views.drawings import Bars, Matrix
from yearbook.views.filters import Filters, Sieve, sieve
from yearbook.views.parts import Line, Run, Section


@dataclass(frozen=True, slots=True)
class Jump:
    """A way to a part of the page: a letter, a year, a level."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """One index: sections of lines, and the ways to them."""

    title: Run
    kind: str
    """The kind listed, for the style; `mixed` where there are several."""
    count: str
    orders: tuple[Run, ...]
    """The same records in other orders: by level, by year. The present one has no link."""
    jumps: tuple[Jump, ...]
    sections: tuple[Section, ...]
    note: str = ""
    chart: Matrix | Bars | None = None
    filters: Filters | None = None


def _index(
    composer: Composer,
    name: str,
    kind: str,
    count: str,
    sections: tuple[Section, ...],
    orders: tuple[Run, ...] = (),
    chart: Matrix | Bars | None = None,
) -> IndexView:
    jumps = tuple(Jump(each.heading.text, f"#{each.anchor}") for each in sections)
    return IndexView(Run(composer.word(f"menu.{name}")), kind, count, orders, jumps, sections, "", chart)


def _orders(composer: Composer, *names: tuple[str, str]) -> tuple[Run, ...]:
    """The orders in which a list can be read: (page's name, word)."""
    runs = (Run(composer.word(word), "", composer.index(name)) for name, word in names)
    return tuple(Run(each.text) if each.href == composer.path.rpartition("/")[2] else each for each in runs)


def honors(composer: Composer) -> IndexView:
    """By level, highest first, each with its year."""
    found = composer.edition.ordered["honor"]
    shown = sieve(composer, found, ("title", "year", "level"))
    sections = years.by_level(composer, found, partial(shown.line, composer))
    count = composer.count("honors", len(found))
    orders = _orders(composer, ("honors", "indexes.by_level"), ("honors_by_year", "indexes.by_year"))
    view = _index(composer, "honors", "honor", count, sections, orders, charts.honors(composer))
    return replace(view, filters=shown.filters)


def honors_by_year(composer: Composer) -> IndexView:
    found = composer.edition.ordered["honor"]
    shown = sieve(composer, found, ("title", "year", "level"), keeps_headings=True)
    sections: tuple[Section, ...] = ()
    for year, group in groupby(found, key=lambda each: each.year or 0):
        lines = [shown.marked(composer.line(each), each) for each in group]
        count = composer.count("honors", len(lines))
        sections += composer.section(composer.year(year), f"y{year}", lines, count)
    orders = _orders(composer, ("honors", "indexes.by_level"), ("honors_by_year", "indexes.by_year"))
    count = composer.count("honors", len(found))
    view = _index(composer, "honors_by_year", "honor", count, sections, orders, charts.honors(composer))
    return replace(view, filters=shown.filters)


def projects(composer: Composer) -> IndexView:
    """By category, in the order of yearbook.yaml."""
    found = composer.edition.sorted(composer.yearbook.all("project"))
    shown = _project_sieve(composer, found)
    sections: tuple[Section, ...] = ()
    for category, name in composer.yearbook.configuration.categories.items():
        group = [each for each in found if each.facts.category == category]
        count = composer.count("projects", len(group))
        lines = (shown.line(composer, each) for each in group)
        sections += composer.section(composer.text(name), category, lines, count)
    orders = _orders(composer, ("projects", "indexes.by_category"), ("stages", "indexes.by_stage"))
    view = _index(composer, "projects", "project", composer.count("projects", len(found)), sections, orders)
    return replace(view, filters=shown.filters)


def _project_sieve(composer: Composer, found: Sequence[Record]) -> Sieve:
    reported = {each.key: years.stage_of(each) for each in found}
    return sieve(composer, found, ("title", "year"), stages=reported, keeps_headings=True)


def stages(composer: Composer) -> IndexView:
    """By the latest stage that is reported."""
    found = composer.yearbook.all("project")
    shown = _project_sieve(composer, found)
    sections = years.by_stage(composer, found, line=partial(shown.line, composer))
    orders = _orders(composer, ("projects", "indexes.by_category"), ("stages", "indexes.by_stage"))
    chart = charts.pipeline(composer, (years.stage_of(each) for each in found))
    view = _index(composer, "stages", "project", composer.count("projects", len(found)), sections, orders, chart)
    return replace(view, filters=shown.filters)


def units(composer: Composer) -> IndexView:
    """By letter: pinyin in Chinese, alphabet in English."""
    found = composer.edition.sorted(composer.yearbook.all("unit"))
    shown = sieve(composer, found)
    sections = _by_letter(composer, found, (shown.marked(_unit_line(composer, each), each) for each in found))
    orders = _orders(composer, ("units", "indexes.by_letter"), ("unit_types", "indexes.by_type"))
    view = _index(composer, "units", "unit", composer.count("units", len(found)), sections, orders)
    return replace(view, filters=shown.filters)


def unit_types(composer: Composer) -> IndexView:
    found = composer.edition.sorted(composer.yearbook.all("unit"))
    shown = sieve(composer, found)
    sections: tuple[Section, ...] = ()
    for kind in UnitType:
        group = [each for each in found if each.facts.type is kind]
        count = composer.count("units", len(group))
        heading = composer.word(f"unit_types.{kind.value}")
        lines = (shown.marked(_unit_line(composer, each), each) for each in group)
        sections += composer.section(heading, kind.value, lines, count)
    orders = _orders(composer, ("units", "indexes.by_letter"), ("unit_types", "indexes.by_type"))
    view = _index(composer, "unit_types", "unit", composer.count("units", len(found)), sections, orders)
    return replace(view, filters=shown.filters)


def _unit_line(composer: Composer, record: Record) -> Line:
    """A unit with the number of records that name it."""
    named = {(use.kind, use.id) for use in composer.yearbook.used(record) if use.kind != "unit"}
    title = composer.text(record.title, composer.href(*record.key))
    kind = composer.word(f"unit_types.{record.facts.type.value}")
    return Line(title, kind, composer.count("entries", len(named)) if named else "")


def _by_letter(composer: Composer, found: Iterable[Record], shown: Iterable[Line]) -> tuple[Section, ...]:
    """Lines that are already sorted, one section a letter."""
    initials = composer.edition.initials
    sections: tuple[Section, ...] = ()
    for letter, group in groupby(zip(found, shown, strict=True), key=lambda each: initials[each[0].key]):
        anchor = f"letter-{letter.lower()}" if letter.isalpha() else "letter-0"
        sections += composer.section(letter, anchor, (line for _, line in group))
    return sections


SUBJECTS = ("honor", "project", "program", "ledger", "indicator", "unit", "theme", "term")


def subjects(composer: Composer) -> IndexView:
    """The index of all names and subjects, as at the back of a book."""
    every = (each for kind in SUBJECTS for each in composer.yearbook.all(kind))
    found = composer.edition.sorted(every)
    shown = records.lines(composer, found, kind=True)
    sections = _by_letter(composer, found, (_without_summary(each) for each in shown))
    return _index(composer, "subjects", "mixed", composer.count("entries", len(found)), sections)


def _without_summary(line: Line) -> Line:
    return Line(line.title, line.kind, line.year, line.seal)


def plain(composer: Composer, name: str, kind: str) -> IndexView:
    """All records of a kind in one alphabetical list: programs, indicators, themes."""
    found = composer.edition.sorted(composer.yearbook.all(kind))
    sections = _by_letter(composer, found, records.lines(composer, found))
    return _index(composer, name, kind, composer.count(f"{kind}s", len(found)), sections)


def by_period(composer: Composer, name: str, kind: str) -> IndexView:
    """Ledgers, sources: by year."""
    found = composer.edition.ordered[kind]
    sections: tuple[Section, ...] = ()
    for year, group in groupby(found, key=lambda each: composer.years(each)[:4]):
        heading = composer.year(int(year))
        sections += composer.section(heading, f"y{year}", (composer.line(each) for each in group))
    return _index(composer, name, kind, composer.count(f"{kind}s", len(found)), sections)


def programs(composer: Composer) -> IndexView:
    """By form: campaigns, mechanisms, methods …"""
    found = composer.edition.sorted(composer.yearbook.all("program"))
    shown = sieve(composer, found, ("title", "year"), keeps_headings=True)
    sections: tuple[Section, ...] = ()
    for form in ProgramForm:
        group = [each for each in found if each.facts.form is form]
        count = composer.count("programs", len(group))
        heading = composer.word(f"program_forms.{form.value}")
        sections += composer.section(heading, form.value, (shown.line(composer, each) for each in group), count)
    view = _index(composer, "programs", "program", composer.count("programs", len(found)), sections)
    return replace(view, filters=shown.filters)


def all_years(composer: Composer) -> IndexView:
    """What is recorded for each year, by kind."""
    sections: tuple[Section, ...] = ()
    kinds = ("honor", "project", "ledger", "indicator", "commitment", "event", "program")
    for year in composer.yearbook.configuration.years:
        lines = []
        for kind in kinds:
            found = composer.edition.of_year(year, kind)
            if found:
                title = Run(composer.list_name(kind), "", composer.year_part(year, kind))
                lines.append(Line(title, "", composer.count(f"{kind}s", len(found))))
        sections += composer.section(composer.year(year), f"y{year}", lines)
    return _index(composer, "years", "year", "", sections)
