"""The indexes: lists of records by year, level, category, stage, type, letter; and the index of all names and
subjects.

An index is one page as long as that is not too long. A longer one becomes a page that names its groups, and one page or
several for each group; `parts` says which. Only what a page shows is made into lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.narrative import ProgramForm
from yearbook.model.units import UnitType
from yearbook.site.edition import LEVELS, Edition
from yearbook.site.views import charts, indicator_charts, years
from yearbook.site.views.chart_values import Bars, Matrix
from yearbook.site.views.facts import level_seal
from yearbook.site.views.filters import Filters, Stages, sieve
from yearbook.site.views.links import year_link
from yearbook.site.views.lists import list_line, list_section, years_text
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import Jump, ListLine, Run, Section, jumps_to

_LONGEST = 400
"""Lines of one page: more, with their summaries and marks, and the first view weighs over 60 KB."""
LONGEST_PLAIN = 1200
"""The same where lines are without summaries."""


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
    charts: tuple[Matrix | Bars, ...] = ()
    filters: Filters | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """Records that stand under one heading."""

    heading: Run
    anchor: str
    """The same in every language, but for letters."""
    records: tuple[Record, ...]


Grouping = Callable[[PageContext, str], Iterable[_Group]]
"""(page, kind) → groups, perhaps empty ones."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One way in which records are listed."""

    kind: str
    """`mixed` for the kinds of SUBJECTS."""
    groups: Grouping
    line: Callable[[PageContext, Record], ListLine]
    orders: tuple[tuple[str, str], ...] = ()
    """The orders in which these records can be read: (page's name, word)."""
    sorts: tuple[str, ...] | None = None
    """How its lines can be sorted in the page; None where they are not filtered either."""
    keeps_headings: bool = False
    charts: Callable[[PageContext], tuple[Matrix | Bars | None, ...]] = lambda _composer: ()
    longest: int = _LONGEST
    says_count: bool = True
    """Whether each heading says how many stand below it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One page of an index of several."""

    name: str
    """`level-national`, `level-national-2`: what its address has after that of the index."""
    group: _Group
    """With the records of this page only."""
    text: str
    """“国家级”, “国家级501–1000”."""
    size: int
    """How many records the page lists."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The records of an index under their headings: what all its pages have in common."""

    name: str
    listed: IndexPage
    groups: tuple[_Group, ...]
    parts: tuple[_Part, ...]
    """None where it is one page."""

    @property
    def total(self) -> int:
        return sum(len(each.records) for each in self.groups)


def index_layout(page: PageContext, name: str) -> Laid:
    listed = INDEX_VIEWS[name]
    whole = Laid(name, listed, tuple(each for each in listed.groups(page, listed.kind) if each.records), ())
    return whole if whole.total <= listed.longest else replace(whole, parts=_parts(page, listed, whole.groups))


def index_view(page: PageContext, laid: Laid, part: str = "") -> IndexView:
    """A page of an index: all of it, or one of its parts."""
    listed, found = laid.listed, laid.parts
    title = Run(page.word(f"menu.{laid.name}"))
    view = IndexView(title, listed.kind, _count(page, listed.kind, laid.total), _orders(page, listed), (), ())
    if not found:
        view = _lines(page, listed, view, laid.groups)
        several = view.sections if len(view.sections) > 1 else ()
        jumps = jumps_to((each.heading.text, each.anchor) for each in several)
        return replace(view, jumps=jumps, charts=_drawn(page, listed))
    jumps = tuple(Jump(each.text, _way(page, laid.name, each.name, here=part)) for each in found)
    if not part:
        return replace(view, sections=(_directory(page, title, found, jumps),), charts=_drawn(page, listed))
    one = next((each for each in found if each.name == part), None)
    if one is None:  # a letter under which this language lists nothing, and another does
        return replace(view, title=Run(page.in_brackets(title.text, part.removeprefix("letter-").upper())), jumps=jumps)
    count = _count(page, listed.kind, one.size)
    view = replace(view, title=Run(page.in_brackets(title.text, one.text)), count=count, jumps=jumps)
    return _lines(page, listed, view, (one.group,))


def parts(editions: Mapping[str, Edition], name: str) -> tuple[str, ...]:
    """The names of the parts of an index; none where it is one page. They are the same in every language."""
    if name not in INDEX_VIEWS:
        return ()
    pages = (PageContext(each, urls.index_address(code, name).path) for code, each in editions.items())
    return tuple(sorted({each.name for page in pages for each in index_layout(page, name).parts}))


def index_path(language: str, name: str, part: str = "") -> str:
    """Where an index, or one of its parts, is: `zh/honors/index-level-national.html`."""
    path = urls.index_address(language, name).path
    return f"{path.removesuffix('.html')}-{part}.html" if part else path


def _count(page: PageContext, kind: str, number: int) -> str:
    return page.language.count("entries" if kind == "mixed" else f"{kind}s", number)


def _orders(page: PageContext, listed: IndexPage) -> tuple[Run, ...]:
    runs = (Run(page.word(word), "", page.index_href(name)) for name, word in listed.orders)
    return tuple(Run(each.text) if each.href == page.path.rpartition("/")[2] else each for each in runs)


def _drawn(page: PageContext, listed: IndexPage) -> tuple[Matrix | Bars, ...]:
    return tuple(each for each in listed.charts(page) if each)


def _lines(page: PageContext, listed: IndexPage, view: IndexView, groups: tuple[_Group, ...]) -> IndexView:
    """The page with these groups as sections."""
    found = [record for each in groups for record in each.records]
    stages: Stages = {each.key: years.stage_of(each) for each in found if each.kind == "project"}
    sieved = listed.sorts is not None
    shown = sieve(page, found, listed.sorts or (), stages=stages, keeps_headings=listed.keeps_headings)
    sections: tuple[Section, ...] = ()
    for each in groups:
        lines = (listed.line(page, record) for record in each.records)
        marked = map(shown.marked, lines, each.records) if sieved else lines
        count = _count(page, listed.kind, len(each.records)) if listed.says_count else ""
        sections += list_section(each.heading, each.anchor, marked, count)
    filters = shown.filters if sieved else None
    return replace(view, sections=sections, filters=filters)


def _parts(page: PageContext, listed: IndexPage, groups: tuple[_Group, ...]) -> tuple[_Part, ...]:
    """Each group as a page, or as several where it is long itself."""
    found: list[_Part] = []
    for group in groups:
        size = len(group.records)
        for place, start in enumerate(range(0, size, listed.longest), 1):
            some = group.records[start : start + listed.longest]
            first, last = (page.language.number(each) for each in (start + 1, start + len(some)))
            numbers = page.word("punctuation.range", first=first, last=last) if size > listed.longest else ""
            text = " ".join(filter(None, (group.heading.text, numbers)))
            name = f"{group.anchor}-{place}" if place > 1 else group.anchor
            found.append(_Part(name, replace(group, records=some), text, len(some)))
    return tuple(found)


def _way(page: PageContext, name: str, part: str, here: str) -> str:
    if part == here:
        return ""
    return urls.relative(page.path, urls.Address(index_path(page.language.code, name, part)))


def _directory(page: PageContext, title: Run, found: tuple[_Part, ...], jumps: tuple[Jump, ...]) -> Section:
    """The parts of an index as lines, each with its number, and with its group's anchor where it is the first."""
    lines = tuple(
        ListLine(
            Run(each.text, each.group.heading.lang, jump.href),
            "",
            page.language.number(each.size),
            anchor=each.name if each.name == each.group.anchor else "",
        )
        for each, jump in zip(found, jumps, strict=True)
    )
    return Section(title, "parts", lines)


# Ways of grouping


def _by_level(page: PageContext, kind: str) -> Iterable[_Group]:
    found = page.edition.ordered[kind]
    for level in LEVELS:
        of_level = tuple(each for each in found if each.facts.level is level)
        yield _Group(Run(page.word(f"levels.{level.value}")), f"level-{level.value}", of_level)


def _by_year(page: PageContext, kind: str) -> Iterable[_Group]:
    """By the first year of each, in the book's order."""
    for year, found in groupby(page.edition.ordered[kind], key=lambda each: years_text(page, each)[:4]):
        yield _Group(year_link(page, int(year)), f"y{year}", tuple(found))


def _by_category(page: PageContext, kind: str) -> Iterable[_Group]:
    """In the order of yearbook.yaml."""
    found = page.edition.sorted(page.yearbook.all(kind))
    for category, name in page.yearbook.configuration.categories.items():
        yield _Group(page.text(name), category, tuple(each for each in found if each.facts.category == category))


def _by_stage(page: PageContext, kind: str) -> Iterable[_Group]:
    """By the latest stage that is reported."""
    for heading, anchor, found in years.stages(page, page.yearbook.all(kind)):
        yield _Group(Run(heading), anchor, tuple(found))


def _by_form(page: PageContext, kind: str) -> Iterable[_Group]:
    found = page.edition.sorted(page.yearbook.all(kind))
    for form in ProgramForm:
        heading = Run(page.word(f"program_forms.{form.value}"))
        yield _Group(heading, form.value, tuple(each for each in found if each.facts.form is form))


def _by_type(page: PageContext, kind: str) -> Iterable[_Group]:
    found = page.edition.sorted(page.yearbook.all(kind))
    for sort in UnitType:
        heading = Run(page.word(f"unit_types.{sort.value}"))
        yield _Group(heading, sort.value, tuple(each for each in found if each.facts.type is sort))


_SUBJECTS = ("honor", "project", "program", "ledger", "indicator", "unit", "theme", "term")
"""The kinds that the index at the back of the book names."""


def _by_letter(page: PageContext, kind: str) -> Iterable[_Group]:
    """Pinyin in Chinese, alphabet in English."""
    kinds = _SUBJECTS if kind == "mixed" else (kind,)
    found = page.edition.sorted(record for each in kinds for record in page.yearbook.all(each))
    for letter, group in groupby(found, key=page.edition.initial):
        yield _Group(Run(letter), f"letter-{letter.lower()}" if letter.isalpha() else "letter-0", tuple(group))


def _together(page: PageContext, kind: str) -> Iterable[_Group]:
    """All as one, in the book's order: for a kind of which there are few."""
    yield _Group(Run(page.word("filters.all")), "all", page.edition.ordered[kind])


# Lines


def _plain(page: PageContext, record: Record) -> ListLine:
    return list_line(page, record)


def _with_years(page: PageContext, record: Record) -> ListLine:
    return list_line(page, record, year=years_text(page, record))


def _subject(page: PageContext, record: Record) -> ListLine:
    """Without what it is about."""
    title = page.text(record.title, page.href(*record.key))
    return ListLine(title, page.kind_word(record.kind), years_text(page, record), level_seal(page, record))


def _unit(page: PageContext, record: Record) -> ListLine:
    """A unit with the number of records that name it."""
    named = {(use.kind, use.id) for use in page.yearbook.used(record) if use.kind != "unit"}
    title = page.text(record.title, page.href(*record.key))
    kind = page.word(f"unit_types.{record.facts.type.value}")
    return ListLine(title, kind, page.language.count("entries", len(named)) if named else "")


def _honors_drawn(page: PageContext) -> tuple[Matrix | None]:
    return (charts.honors_chart(page),)


def _stages_drawn(page: PageContext) -> tuple[Bars | None]:
    return (charts.pipeline(page, (years.stage_of(each) for each in page.yearbook.all("project"))),)


_HONORS = (("honors", "indexes.by_level"), ("honors_by_year", "indexes.by_year"))
_PROJECTS = (("projects", "indexes.by_category"), ("stages", "indexes.by_stage"))
_UNITS = (("units", "indexes.by_letter"), ("unit_types", "indexes.by_type"))
_SORTS = ("title", "year", "level")

INDEX_VIEWS: Mapping[str, IndexPage] = {
    "honors": IndexPage("honor", _by_level, _with_years, _HONORS, _SORTS, charts=_honors_drawn),
    "honors_by_year": IndexPage("honor", _by_year, _plain, _HONORS, _SORTS, keeps_headings=True, charts=_honors_drawn),
    "projects": IndexPage("project", _by_category, _with_years, _PROJECTS, _SORTS[:2], keeps_headings=True),
    "stages": IndexPage(
        "project", _by_stage, _with_years, _PROJECTS, _SORTS[:2], keeps_headings=True, charts=_stages_drawn
    ),
    "ledgers": IndexPage("ledger", _by_year, _plain, says_count=False),
    "indicators": IndexPage("indicator", _by_letter, _with_years, says_count=False, charts=indicator_charts.growth),
    "programs": IndexPage("program", _by_form, _with_years, (), _SORTS[:2], keeps_headings=True),
    "units": IndexPage("unit", _by_letter, _unit, _UNITS, (), longest=LONGEST_PLAIN, says_count=False),
    "unit_types": IndexPage("unit", _by_type, _unit, _UNITS, (), longest=LONGEST_PLAIN),
    "themes": IndexPage("theme", _together, _with_years, says_count=False),
    "sources": IndexPage("source", _by_year, _plain, says_count=False),
    "subjects": IndexPage("mixed", _by_letter, _subject, longest=LONGEST_PLAIN, says_count=False),
}
"""Name in routes.INDEXES → how it is made."""


def all_years(page: PageContext) -> IndexView:
    """What is recorded for each year, by kind."""
    sections: tuple[Section, ...] = ()
    kinds = ("honor", "project", "ledger", "indicator", "commitment", "event", "program")
    for year in page.yearbook.configuration.years:
        lines = []
        for kind in kinds:
            found = page.edition.of_year(year, kind)
            if found:
                title = Run(page.list_name(kind), "", _part_of_year(page, year, kind))
                lines.append(ListLine(title, "", page.language.count(f"{kind}s", len(found))))
        sections += list_section(year_link(page, year), f"y{year}", lines)
    jumps = jumps_to((each.heading.text, each.anchor) for each in sections)
    return IndexView(Run(page.word("menu.years")), "year", "", (), jumps, sections)


def _part_of_year(page: PageContext, year: int, kind: str) -> str:
    """Return the link to the part of a year's page that lists a kind; empty if the year has no page."""
    href = year_link(page, year).href
    return f"{href}#{kind}s" if href else ""
