"""The indexes: lists of records by year, level, category, stage, type or letter, and the index of names and subjects.

An index is one page as long as that is not too long. A longer one becomes a page that names its groups, and one page or
several for each group; `index_parts` says which. Only what a page shows is made into lines.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.declarations import plural
from yearbook.model.kinds import (
    COMMITMENT,
    EVENT,
    HONOR,
    INDICATOR,
    KINDS,
    LEDGER,
    PLACE,
    PROGRAM,
    PROJECT,
    SOURCE,
    TERM,
    THEME,
    UNIT,
    YEAR,
    Kind,
)
from yearbook.model.narrative import ProgramForm
from yearbook.model.own_kinds import Kinds
from yearbook.model.units import Unit, UnitType
from yearbook.site.edition import Edition
from yearbook.site.views import charts, indicator_charts, maps
from yearbook.site.views.chart_elements import Bars, Matrix
from yearbook.site.views.elements import Jump, ListLine, Run, Section, jumps_to
from yearbook.site.views.facts import level_seal
from yearbook.site.views.filters import Filters, filtered
from yearbook.site.views.index_groups import (
    Group,
    Groups,
    by_category,
    by_choice,
    by_latest_stage,
    by_letter,
    by_level,
    by_year,
    by_year_or_letter,
    together,
)
from yearbook.site.views.lists import list_line, list_section, years_text
from yearbook.site.views.map_elements import MapView
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.stages import stage_of

_LONGEST = 400
"""Lines of one page: more, with their summaries and marks, and the first view weighs over 60 KB."""
LONGEST_PLAIN = 1200
"""The same for lines without summaries."""
WITH_OWN_LIST = (YEAR, COMMITMENT, EVENT, TERM)
"""Kinds whose list is no index but a page that shows them whole: see `pages._LIST_PAGES`."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """One index: sections of lines, and links to them."""

    title: Run
    kind: str
    """The kind listed, for the style; `mixed` if there are several."""
    count: str
    orders: tuple[Run, ...] = ()
    """The same records in other orders: by level, by year. The present one has no link."""
    jumps: tuple[Jump, ...] = ()
    sections: tuple[Section, ...] = ()
    charts: tuple[Matrix | Bars | MapView, ...] = ()
    filters: Filters | None = None


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One way in which records are listed."""

    kind: str
    """`mixed` for the index of names and subjects."""
    groups: Callable[[PageContext], Groups]
    line: Callable[[PageContext, Record[Any]], ListLine]
    orders: tuple[tuple[str, str], ...] = ()
    """The orders in which these records can be read: (name of the page, word)."""
    sorts: tuple[str, ...] | None = None
    """How its lines can be sorted in the page; None: they are not filtered either."""
    keeps_headings: bool = False
    charts: Callable[[PageContext], tuple[Matrix | Bars | MapView | None, ...]] = lambda _page: ()
    longest: int = _LONGEST
    says_count: bool = True
    """Whether each heading says how many stand below it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One page of an index of several."""

    name: str
    """`level-national`, `level-national-2`: what its address has after that of the index."""
    group: Group
    """With the records of this page only."""
    text: str
    """“国家级”, “国家级501–1000”."""


@dataclass(frozen=True, slots=True)
class IndexLayout:
    """The records of an index under their headings: what all its pages have in common."""

    name: str
    index: IndexPage
    groups: tuple[Group, ...]
    parts: tuple[_Part, ...] = ()
    """None: it is one page."""

    @property
    def total(self) -> int:
        return sum(len(each.records) for each in self.groups)


def index_layout(page: PageContext, name: str) -> IndexLayout:
    index = index_page(page.yearbook.kinds, name)
    whole = IndexLayout(name, index, tuple(each for each in index.groups(page) if each.records))
    return whole if whole.total <= index.longest else replace(whole, parts=_parts(page, index, whole.groups))


def index_page(kinds: Kinds, name: str) -> IndexPage:
    """Return how an index lists its records: as `INDEX_PAGES` says, or as those of a kind of the yearbook's own."""
    return INDEX_PAGES.get(name) or _index_of(next(each for each in kinds.values() if each.index == name))


def index_view(page: PageContext, layout: IndexLayout, part: str = "") -> IndexView:
    """Return a page of an index: all of it, or one of its parts."""
    index, parts = layout.index, layout.parts
    title = page.word(f"menu.{layout.name}")
    count = _count(page, index.kind, layout.total)
    view = IndexView(title=Run(title), kind=index.kind, count=count, orders=_orders(page, index))
    drawn = () if part else tuple(each for each in index.charts(page) if each)
    if not parts:
        view = _with_lines(page, index, view, layout.groups)
        jumps = jumps_to((each.heading.text, each.anchor) for each in view.sections) if len(view.sections) > 1 else ()
        return replace(view, jumps=jumps, charts=drawn)
    jumps = tuple(Jump(each.text, _part_href(page, layout.name, each.name, here=part)) for each in parts)
    if not part:
        return replace(view, sections=(_directory(page, view.title, parts, jumps),), charts=drawn)
    one = next((each for each in parts if each.name == part), None)
    if one is None:  # a letter under which this language lists nothing, and another does
        return replace(view, title=Run(page.in_brackets(title, part.removeprefix("letter-").upper())), jumps=jumps)
    count = _count(page, index.kind, len(one.group.records))
    view = replace(view, title=Run(page.in_brackets(title, one.text)), count=count, jumps=jumps)
    return _with_lines(page, index, view, (one.group,))


def index_parts(editions: Mapping[str, Edition], name: str) -> tuple[str, ...]:
    """Return the names of the parts of an index, the same in every language; none if it is one page."""
    kinds = next(iter(editions.values())).yearbook.kinds
    if name not in INDEX_PAGES and not any(each.own and each.index == name for each in kinds.values()):
        return ()
    pages = (PageContext(each, urls.index_address(code, name).path) for code, each in editions.items())
    return tuple(sorted({each.name for page in pages for each in index_layout(page, name).parts}))


def index_path(language: str, name: str, part: str = "") -> str:
    """Return the path of an index, or of one of its parts: `zh/honors/index-level-national.html`."""
    path = urls.index_address(language, name).path
    return f"{path.removesuffix('.html')}-{part}.html" if part else path


def _count(page: PageContext, kind: str, number: int) -> str:
    return page.language.count("entries" if kind == "mixed" else plural(kind), number)


def _orders(page: PageContext, index: IndexPage) -> tuple[Run, ...]:
    runs = (Run(page.word(word), "", page.index_href(name)) for name, word in index.orders)
    return tuple(Run(each.text) if each.href == page.path.rpartition("/")[2] else each for each in runs)


def _with_lines(page: PageContext, index: IndexPage, view: IndexView, groups: tuple[Group, ...]) -> IndexView:
    """Return the page with these groups as sections."""
    found = None
    if index.sorts is not None:
        records = [record for each in groups for record in each.records]
        found = filtered(page, records, index.sorts, keeps_headings=index.keeps_headings)
    sections: tuple[Section, ...] = ()
    for each in groups:
        lines = (index.line(page, record) for record in each.records)
        marked = map(found.marked, lines, each.records) if found else lines
        count = _count(page, index.kind, len(each.records)) if index.says_count else ""
        sections += list_section(each.heading, each.anchor, marked, count)
    return replace(view, sections=sections, filters=found.filters if found else None)


def _parts(page: PageContext, index: IndexPage, groups: tuple[Group, ...]) -> tuple[_Part, ...]:
    """Return each group as a page, or as several if it is long itself."""
    found: list[_Part] = []
    for group in groups:
        size = len(group.records)
        for place, start in enumerate(range(0, size, index.longest), 1):
            some = group.records[start : start + index.longest]
            first, last = (page.language.number(each) for each in (start + 1, start + len(some)))
            numbers = page.word("punctuation.range", first=first, last=last) if size > index.longest else ""
            text = " ".join(filter(None, (group.heading.text, numbers)))
            name = f"{group.anchor}-{place}" if place > 1 else group.anchor
            found.append(_Part(name, replace(group, records=some), text))
    return tuple(found)


def _part_href(page: PageContext, name: str, part: str, here: str) -> str:
    return "" if part == here else page.file_href(index_path(page.language.code, name, part))


def _directory(page: PageContext, title: Run, parts: tuple[_Part, ...], jumps: tuple[Jump, ...]) -> Section:
    """Return the parts as lines, each with its number; the first of a group with the group's anchor."""
    lines = tuple(
        ListLine(
            title=Run(each.text, each.group.heading.lang, jump.href),
            year=page.language.number(len(each.group.records)),
            anchor=each.name if each.name == each.group.anchor else "",
        )
        for each, jump in zip(parts, jumps, strict=True)
    )
    return Section(title, "parts", lines)


# Lines


def _dated(page: PageContext, record: Record) -> ListLine:
    return list_line(page, record, year=years_text(page, record))


def _anchored(page: PageContext, record: Record) -> ListLine:
    """Return a line that is the anchor to which links to the record lead, for a kind without pages of its own."""
    line = _dated(page, record)
    return replace(line, title=replace(line.title, href=""), anchor=record.id)


def _subject(page: PageContext, record: Record) -> ListLine:
    """Without its summary."""
    return ListLine(
        title=page.title(record, page.href(*record.key)),
        kind=page.kind_word(record.kind),
        year=years_text(page, record),
        seal=level_seal(page, record),
    )


def _unit(page: PageContext, record: Record[Unit]) -> ListLine:
    """A unit with the number of records that name it."""
    named = {(use.kind, use.id) for use in page.yearbook.used(record) if use.kind != UNIT.name}
    title = page.title(record, page.href(*record.key))
    kind = page.word(f"unit_types.{record.facts.type.value}")
    return ListLine(title=title, kind=kind, year=page.language.count("entries", len(named)) if named else "")


# The table of indexes


def _honors_drawn(page: PageContext) -> tuple[Matrix | None]:
    return (charts.honors_chart(page),)


def _stages_drawn(page: PageContext) -> tuple[Bars | None]:
    return (charts.stages_chart(page, (stage_of(each) for each in page.yearbook.all(PROJECT))),)


def _places_drawn(page: PageContext) -> tuple[MapView | None]:
    return (maps.all_places_map(page),)


def _index_of(kind: Kind) -> IndexPage:
    """Return the index of a kind that registers none of its own below."""
    line = _dated if kind.page else _anchored
    return IndexPage(
        kind=kind.name,
        groups=lambda page: by_year_or_letter(page, kind),
        line=line,
        sorts=("title", "year"),
        says_count=False,
        longest=_LONGEST if kind.page else sys.maxsize,  # links lead to an anchor on one page
    )


_HONOR_ORDERS = (("honors", "indexes.by_level"), ("honors_by_year", "indexes.by_year"))
_HONORS = IndexPage(
    kind=HONOR.name,
    groups=by_level,
    line=_dated,
    orders=_HONOR_ORDERS,
    sorts=("title", "year", "level"),
    charts=_honors_drawn,
)
_PROJECT_ORDERS = (("projects", "indexes.by_category"), ("stages", "indexes.by_stage"))
_PROJECTS = IndexPage(
    kind=PROJECT.name,
    groups=by_category,
    line=_dated,
    orders=_PROJECT_ORDERS,
    sorts=("title", "year"),
    keeps_headings=True,
)
_UNIT_ORDERS = (("units", "indexes.by_letter"), ("unit_types", "indexes.by_type"))
_UNITS = IndexPage(
    kind=UNIT.name,
    groups=lambda page: by_letter(page, UNIT),
    line=_unit,
    orders=_UNIT_ORDERS,
    sorts=(),
    longest=LONGEST_PLAIN,
    says_count=False,
)

INDEX_PAGES: Mapping[str, IndexPage] = {
    **{kind.index: _index_of(kind) for kind in KINDS.values() if kind not in WITH_OWN_LIST},
    "honors": _HONORS,
    "honors_by_year": replace(_HONORS, groups=lambda page: by_year(page, HONOR), line=list_line, keeps_headings=True),
    "projects": _PROJECTS,
    "stages": replace(_PROJECTS, groups=by_latest_stage, charts=_stages_drawn),
    "ledgers": replace(_index_of(LEDGER), line=list_line, sorts=None),
    "indicators": replace(
        _index_of(INDICATOR),
        groups=lambda page: by_letter(page, INDICATOR),
        sorts=None,
        charts=indicator_charts.growth_charts,
    ),
    "programs": replace(
        _index_of(PROGRAM),
        groups=lambda page: by_choice(page, PROGRAM, ProgramForm, lambda program: program.form),
        keeps_headings=True,
        says_count=True,
    ),
    "units": _UNITS,
    "unit_types": replace(
        _UNITS, groups=lambda page: by_choice(page, UNIT, UnitType, lambda unit: unit.type), says_count=True
    ),
    "places": replace(_index_of(PLACE), groups=lambda page: by_letter(page, PLACE), sorts=None, charts=_places_drawn),
    "themes": replace(_index_of(THEME), groups=lambda page: together(page, THEME), sorts=None),
    "sources": replace(_index_of(SOURCE), line=list_line, sorts=None),
    "subjects": IndexPage(
        kind="mixed",
        groups=lambda page: by_letter(page, *(kind for kind in page.yearbook.kinds.values() if kind.subject)),
        line=_subject,
        longest=LONGEST_PLAIN,
        says_count=False,
    ),
}
"""The pages of `urls.INDEXES` that list records as lines. Those of `pages._LIST_PAGES` show them otherwise."""
