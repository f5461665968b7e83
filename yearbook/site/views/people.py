"""The page of one person: posts through time, honors received, and all else that names the person."""

from __future__ import annotations

import re
from dataclasses import replace

from yearbook.content.records import Record
from yearbook.content.yearbook import Use
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import EVENT, HONOR
from yearbook.model.people import Person, Post
from yearbook.site.views.elements import FactRow, RecordFooter, Run, Section, SourceNote
from yearbook.site.views.facts import fact_row, validity
from yearbook.site.views.links import unit_link
from yearbook.site.views.lists import dated_lines, list_section, records_of_keys, years_text
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import PictureFigure
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.source_notes import new_source_notes

_SHOWN = frozenset({"posts", "aliases", "born", "died"})
"""Fields of a person that the page shows in a way of its own."""
_TITLE, _UNIT = "\N{START OF HEADING}", "\N{START OF TEXT}"
"""Stand in the pattern of a post for its two texts; no content has them."""
_RECEIVED = ("people", "awardees.people")
"""Fields of an honor that say who received it."""


@dataclass(frozen=True, slots=True)
class PostLine:
    text: tuple[Run, ...]
    """The title and the unit, in the order of the language."""
    valid: str
    """“2015年3月—2018年”; empty if the sources do not say."""
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    body: RecordBody
    """Without the portrait."""
    portrait: PictureFigure | None
    """The first picture, beside the text; None without one, or without a text."""
    posts: tuple[PostLine, ...]
    beside: tuple[SourceNote, ...]
    """The source notes that stand beside the posts."""
    sections: tuple[Section, ...]
    """Honors received, events, and what else names the person."""
    tail: RecordFooter


def person_view(page: PageContext, record: Record[Person]) -> PersonView:
    posts = tuple(_post(page, each) for each in record.facts.posts)
    beside = new_source_notes(page)
    body = record_body(page, record, _rows(page, record.facts), _SHOWN)
    pictures = body.media.pictures
    portrait = pictures[0] if pictures and body.prose else None
    return PersonView(
        body=replace(body, media=replace(body.media, pictures=pictures[1:])) if portrait else body,
        portrait=portrait,
        posts=posts,
        beside=beside,
        sections=_sections(page, record),
        tail=tail(page, record, back=False),
    )


def _rows(page: PageContext, facts: Person) -> tuple[FactRow, ...]:
    return (
        *fact_row(page, "also_called", (page.original(each) for each in facts.aliases)),
        *fact_row(page, "born", (Run(page.language.date(facts.born)),) if facts.born else ()),
        *fact_row(page, "died", (Run(page.language.date(facts.died)),) if facts.died else ()),
    )


def _post(page: PageContext, post: Post) -> PostLine:
    return PostLine(
        text=_post_text(page, post),
        valid=validity(page, post.since, post.until),
        cites=page.cite(post.sources),
    )


def _post_text(page: PageContext, post: Post) -> tuple[Run, ...]:
    title = page.text(post.title)
    if post.unit is None:
        return (title,)
    runs = {_TITLE: title, _UNIT: unit_link(page, post.unit, post.until or post.since)}
    pattern = page.word("pages.person.post", title=_TITLE, unit=_UNIT)
    return tuple(runs.get(each, Run(each)) for each in re.split(f"([{_TITLE}{_UNIT}])", pattern) if each)


def _sections(page: PageContext, record: Record[Person]) -> tuple[Section, ...]:
    found: dict[str, list[Use]] = {"received": [], "events": [], "named": []}
    for use in page.yearbook.used(record):
        found[_part(use)].append(use)
    return tuple(section for part, uses in found.items() for section in _section(page, part, uses))


def _part(use: Use) -> str:
    if use.kind == EVENT.name:
        return "events"
    return "received" if use.kind == HONOR.name and use.field in _RECEIVED else "named"


def _section(page: PageContext, part: str, uses: list[Use]) -> tuple[Section, ...]:
    records = records_of_keys(page, ((use.kind, use.id) for use in uses))
    records.sort(key=lambda each: (years_text(page, each), page.edition.title_place(each.key)))
    lines = dated_lines(page, records, kind=part == "named")
    return list_section(page.word(f"pages.person.{part}"), part, lines, page.language.count("entries", len(records)))
