"""Link records, years and units by their names."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.model.dates import When
from yearbook.model.kinds import UNIT
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext


def record_link(page: PageContext, kind: str, identity: str) -> Run:
    """Return a record's title, linked; a draft that is left out is named by its id, not linked."""
    record = page.yearbook.find(kind, identity)
    if record is None:
        return Run(identity)
    return page.title(record, page.href(kind, identity))


def record_links(page: PageContext, kind: str, identities: Iterable[str]) -> tuple[Run, ...]:
    return tuple(record_link(page, kind, each) for each in identities)


def reference_link(page: PageContext, reference: str) -> Run:
    """Return the record that a `kind:id` reference names, linked."""
    kind, _, identity = reference.partition("#")[0].partition(":")
    return record_link(page, kind, identity)


def year_link(page: PageContext, year: int) -> Run:
    """Return a year, linked if the yearbook has a page for it."""
    known = page.yearbook.has("year", str(year))
    return Run(str(year), "", page.href("year", str(year)) if known else "")


def unit_link(page: PageContext, identity: str, when: When | None) -> Run:
    """Return a unit under the name that it bore at a time, linked."""
    record = page.yearbook.find(UNIT, identity)
    if record is None:
        return Run(identity)
    names = record.facts.names
    name = next((each.name for each in names if when and _valid(each.since, each.until, when)), names[-1].name)
    return page.text(name, page.href(UNIT.name, identity))


def _valid(since: When | None, until: When | None, when: When) -> bool:
    return (since is None or since.first <= when.last) and (until is None or until.last >= when.first)
