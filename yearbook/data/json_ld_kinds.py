"""Say in schema.org's terms what records of each kind are, and what they say besides their name.

A kind without an entry in `_KINDS` is a creative work of this yearbook, described by the fields that all kinds share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.record_info import citations_of, site_address
from yearbook.data.record_json import data_file_name
from yearbook.data.schema_org_values import beginning_of, duration, interval, point, schema_org_amount
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.honors import Honor
from yearbook.model.kinds import (
    COMMITMENT,
    EVENT,
    HONOR,
    INDICATOR,
    LEDGER,
    PERSON,
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
from yearbook.model.narrative import Event, Program, Year
from yearbook.model.people import Person
from yearbook.model.places import Place
from yearbook.model.projects import Ledger, Project
from yearbook.model.reference import Source, SourceKind, Term
from yearbook.model.roles import Roles
from yearbook.model.series import Commitment, Indicator, Observation, Outcome
from yearbook.model.texts import Text
from yearbook.model.units import Theme, Unit, UnitType

Json = dict[str, Any]
CONTEXT = "https://schema.org"

_UNIT_TYPES = {
    UnitType.DISTRICT: "GovernmentOrganization",
    UnitType.GOVERNMENT: "GovernmentOrganization",
    UnitType.JUDICIAL: "GovernmentOrganization",
    UnitType.SUBDISTRICT: "GovernmentOrganization",
    UnitType.TOWN: "GovernmentOrganization",
    UnitType.SCHOOL: "EducationalOrganization",
    UnitType.HOSPITAL: "Hospital",
}
"""The others are an Organization: schema.org's narrower words for parties and companies mean other things."""
_SOURCE_TYPES = {SourceKind.NEWSPAPER: "NewsArticle", SourceKind.BOOK: "Book", SourceKind.WEB: "WebPage"}
_OUTCOMES = {Outcome.KEPT: "CompletedActionStatus", Outcome.MISSED: "FailedActionStatus"}


@dataclass(frozen=True, slots=True)
class LinkedDataView:
    """The language in which records are described, and the address from which they are linked.

    If the site's address is not known, things are named by fragments (`#honor-x`) and nothing is linked, because a
    relative address in JSON-LD would be read against wherever the file lies.
    """

    language: str
    yearbook: Readable
    base_url: str

    def read(self, text: Text | None) -> str:
        return text.read(self.language).text if text else ""

    def address(self, record: Record) -> str:
        return site_address(record, self.language, self.base_url).url

    def identity(self, record: Record) -> str:
        return self.address(record) or f"#{record.kind}-{record.id}"

    def mention(self, record: Record) -> Json:
        """A record by type, id and name."""
        return {"@type": schema_type(record), "@id": self.identity(record), "name": self.read(record.title)}

    def named(self, kind: Kind[Any], identities: Iterable[str]) -> list[Json]:
        """Mentions of records. Those that are left out as drafts are not mentioned."""
        found = (self.yearbook.find(kind, each) for each in identities)
        return [self.mention(record) for record in found if record]

    def first_named(self, kind: Kind[Any], identity: str | None) -> Json:
        """The mention of a record; empty if there is none."""
        return next(iter(self.named(kind, (identity,) if identity else ())), {})

    def cited(self, record: Record) -> list[Json]:
        """The sources that a record cites."""
        return self.named(SOURCE, dict.fromkeys(each.source for each in citations_of(record.facts)))

    def book(self) -> Json:
        """The yearbook in this language."""
        home = urls.index_address(self.language, "home").path
        return {
            "@type": "Book",
            "@id": urls.absolute(self.base_url, home) if self.base_url else "#yearbook",
            "name": self.read(self.yearbook.configuration.title),
            "inLanguage": self.language,
        }

    def publisher(self) -> Json:
        name = self.read(self.yearbook.configuration.publisher)
        return {"@type": "Organization", "name": name} if name else {}

    def location(self, text: Text | None, identities: Iterable[str]) -> Json | list[Json]:
        """Where something is: in words, and as places with records of their own."""
        in_words = [{"@type": "Place", "name": self.read(text)}] if text else []
        found = [*in_words, *self.named(PLACE, identities)]
        return found[0] if len(found) == 1 else found

    def download(self, path: str, media_type: str) -> Json:
        """A file of the open data."""
        address = urls.absolute(self.base_url, path)
        return {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": address}


def schema_type(record: Record) -> str:
    """The type of what a record tells of."""
    match record.facts:
        case Unit(type=unit_type):
            return _UNIT_TYPES.get(unit_type, "Organization")
        case Source(kind=source_kind):
            return _SOURCE_TYPES.get(source_kind, "CreativeWork")
    return _KINDS.get(record.kind, _OTHER).type


def is_own_work(record: Record) -> bool:
    """Whether a record is a work of this yearbook, not a thing or a work of others of which only its page tells."""
    return _KINDS.get(record.kind, _OTHER).own_work


def details(record: Record, view: LinkedDataView) -> Json:
    """What a record says besides its name."""
    return _KINDS.get(record.kind, _OTHER).details(record, view)


def _article(record: Record, view: LinkedDataView) -> Json:
    """An entry of the yearbook: what it is part of, its themes, what it cites."""
    return {
        "headline": view.read(record.title),
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "author": view.publisher(),
        "keywords": [each["name"] for each in view.named(THEME, record.themes)],
        "citation": view.cited(record),
    }


def _work(record: Record, view: LinkedDataView) -> Json:
    """An entry of a kind of which nothing more is known."""
    years = record.years
    return {
        **_article(record, view),
        "mentions": view.named(UNIT, _acting(record.units) if record.units else ()),
        "temporalCoverage": _year_interval(years),
    }


def _acting(roles: Roles) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for role in ("lead", "support", "owner") for unit in roles.of(role)))


def _year_interval(years: tuple[int, ...]) -> str:
    return "/".join(str(each) for each in dict.fromkeys((*years[:1], *years[-1:])))


def _honor(record: Record[Honor], view: LinkedDataView) -> Json:
    """schema.org has no type for an award: its article says that the recipients have it, unless it was revoked."""
    facts = record.facts
    award = {} if facts.revoked else {"award": view.read(record.title)}
    recipients = (*view.named(UNIT, facts.recipients), *view.named(PERSON, facts.people))
    others = dict.fromkeys((*facts.conferred_by, *_acting(facts.units)))
    when = facts.period or (facts.conferred.date if facts.conferred else None)
    return {
        **_article(record, view),
        "about": [{**each, **award} for each in recipients],
        "mentions": view.named(UNIT, (each for each in others if each not in facts.recipients)),
        "temporalCoverage": interval(when),
    }


def _person(record: Record[Person], view: LinkedDataView) -> Json:
    facts = record.facts
    return {
        "alternateName": list(facts.aliases),
        "jobTitle": [view.read(each.title) for each in facts.posts],
        "affiliation": view.named(UNIT, dict.fromkeys(each.unit for each in facts.posts if each.unit)),
        "birthDate": str(facts.born or ""),
        "deathDate": str(facts.died or ""),
    }


def _program(record: Record[Program], view: LinkedDataView) -> Json:
    return {
        **_article(record, view),
        "mentions": view.named(UNIT, _acting(record.facts.units)),
        "temporalCoverage": _year_interval(record.facts.years),
    }


def _project(record: Record[Project], view: LinkedDataView) -> Json:
    facts = record.facts
    members = (unit for role in ("owner", "developer", "lead") for unit in facts.units.of(role))
    return {
        "alternateName": [each.name for each in facts.names],
        "location": view.location(facts.place, facts.places),
        "parentOrganization": view.first_named(PROJECT, facts.part_of),
        "member": view.named(UNIT, dict.fromkeys(members)),
    }


def _year(record: Record[Year], view: LinkedDataView) -> Json:
    return {
        "alternateName": view.read(record.motto),
        "volumeNumber": str(record.year),
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "temporalCoverage": str(record.year),
        "citation": view.cited(record),
    }


def _data_set(record: Record, view: LinkedDataView, when: When) -> Json:
    tables = f"data/{data_file_name(record.kind)}"
    return {
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "creator": view.publisher(),
        "temporalCoverage": interval(when),
        "isAccessibleForFree": True,
        "citation": view.cited(record),
        "distribution": [
            view.download(f"{tables}.{ending}", media_type)
            for ending, media_type in (("csv", "text/csv"), ("json", "application/json"))
            if view.base_url
        ],
    }


def _ledger(record: Record[Ledger], view: LinkedDataView) -> Json:
    total = record.facts.total
    measured = [
        {"@type": "PropertyValue", "name": name, **schema_org_amount(fact.value)}
        for name, fact in (("count", total.count), ("investment", total.investment))
        if fact is not None
    ]
    return {**_data_set(record, view, record.facts.period), "variableMeasured": measured}


def _indicator(record: Record[Indicator], view: LinkedDataView) -> Json:
    """A data set of one variable, with each value as an observation of it about the unit whose figure it is."""
    facts = record.facts
    variable = {
        "@type": "StatisticalVariable",
        "@id": f"{view.identity(record)}#variable" if view.base_url else f"#variable-{record.id}",
        "name": view.read(record.title),
        **({"description": view.read(facts.definition)} if facts.definition else {}),
    }
    about = view.first_named(UNIT, facts.subject or view.yearbook.configuration.district)
    days = [each.period for each in facts.observations]
    first, last = min(days, key=lambda each: each.first), max(days, key=lambda each: each.last)
    return {
        **_data_set(record, view, When(first.start, last.end)),
        "variableMeasured": variable,
        "mainEntity": [_observation(each, variable["@id"], about, view) for each in facts.observations if each.value],
    }


def _observation(each: Observation, variable: str, about: Json, view: LinkedDataView) -> Json:
    assert each.value is not None
    shown = {
        "@type": "Observation",
        "variableMeasured": {"@id": variable},
        "observationAbout": {"@id": about["@id"]} if about else {},
        "observationDate": beginning_of(each.period),
        "observationPeriod": duration(each.period),
        "description": view.read(each.note),
    }
    return {name: value for name, value in shown.items() if value} | schema_org_amount(each.value.value)


def _commitment(record: Record[Commitment], view: LinkedDataView) -> Json:
    facts = record.facts
    due = facts.due or facts.period
    return {
        "agent": view.named(UNIT, facts.by or (view.yearbook.configuration.district,)),
        "scheduledTime": due.last.isoformat() if due.end else "",
        "actionStatus": f"{CONTEXT}/{_OUTCOMES.get(facts.outcome.status, 'PotentialActionStatus')}",
    }


def _event(record: Record[Event], view: LinkedDataView) -> Json:
    facts = record.facts
    when = facts.date.date
    return {
        "startDate": point(when.start),
        "endDate": point(when.end),
        "location": view.location(facts.place, facts.places),
        "contributor": view.named(UNIT, facts.units),
    }


def _unit(record: Record[Unit], view: LinkedDataView) -> Json:
    facts = record.facts
    spoken = [view.read(words) for each in facts.names for words in (each.name, each.short) if words]
    names = (*spoken, *(facts.aliases if view.language == view.yearbook.configuration.languages[0] else ()))
    return {
        "alternateName": [each for each in dict.fromkeys(names) if each != view.read(record.title)],
        "parentOrganization": view.first_named(UNIT, facts.parent),
    }


def _place(record: Record[Place], view: LinkedDataView) -> Json:
    """With the middle of what it covers."""
    facts = record.facts
    where = view.yearbook.located(facts.geometry)
    longitude, latitude = where.middle() if where else (None, None)
    shown = {"@type": "GeoCoordinates", "latitude": f"{latitude:f}", "longitude": f"{longitude:f}"} if where else {}
    return {
        "alternateName": list(facts.aliases),
        "description": view.read(facts.note),
        "geo": shown,
        "containedInPlace": view.first_named(PLACE, facts.within),
    }


def _term(record: Record[Term] | Record[Theme], view: LinkedDataView) -> Json:
    page = urls.index_address(view.language, urls.list_of(record.kind)).path
    return {
        "termCode": record.id,
        "inDefinedTermSet": urls.absolute(view.base_url, page) if view.base_url else "",
    }


def _source(record: Record[Source], view: LinkedDataView) -> Json:
    facts = record.facts
    shown = {
        "author": [{"@type": "Person", "name": each} for each in facts.authors],
        "publisher": {"@type": "Organization", "name": view.read(facts.publisher)} if facts.publisher else {},
        "datePublished": point(facts.date.date.start) if facts.date.date.is_point else "",
        "identifier": facts.number or "",
        "sameAs": facts.url or "",
        "archivedAt": facts.archived.url if facts.archived else "",
    }
    if facts.kind is not SourceKind.NEWSPAPER:
        return shown
    return {**shown, "headline": view.read(record.title), "printPage": facts.page or ""}


@dataclass(frozen=True, slots=True)
class _LinkedKind:
    """How the records of a kind are described."""

    type: str
    details: Callable[[Record[Any], LinkedDataView], Json]
    own_work: bool = True


_OTHER = _LinkedKind("CreativeWork", _work)
_KINDS: dict[str, _LinkedKind] = {
    HONOR.name: _LinkedKind("Article", _honor),
    PROJECT.name: _LinkedKind("Project", _project, own_work=False),
    PROGRAM.name: _LinkedKind("Article", _program),
    YEAR.name: _LinkedKind("PublicationVolume", _year),
    LEDGER.name: _LinkedKind("Dataset", _ledger),
    INDICATOR.name: _LinkedKind("Dataset", _indicator),
    COMMITMENT.name: _LinkedKind("PlanAction", _commitment, own_work=False),
    EVENT.name: _LinkedKind("Event", _event, own_work=False),
    UNIT.name: _LinkedKind("Organization", _unit, own_work=False),
    PERSON.name: _LinkedKind("Person", _person, own_work=False),
    PLACE.name: _LinkedKind("Place", _place, own_work=False),
    SOURCE.name: _LinkedKind("CreativeWork", _source, own_work=False),
    THEME.name: _LinkedKind("DefinedTerm", _term, own_work=False),
    TERM.name: _LinkedKind("DefinedTerm", _term, own_work=False),
}
