"""A record → JSON-LD after https://schema.org, for programs that read pages.

Says only what schema.org has a word for and the record says; the whole is in `data/yearbook.json`. Where the site's
address is not known, things are named by fragments (`#honor-x`) and nothing is linked, for a relative address in
JSON-LD would be read against wherever the file lies. `script` makes it safe within a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.data.naming import citations_of, description, last_changed, record_place
from yearbook.data.record_json import record_file_name
from yearbook.data.schema_org_values import beginning_of, duration, interval, point, schema_org_amount
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.reference import SourceKind
from yearbook.model.series import Observation, Outcome
from yearbook.model.texts import Text
from yearbook.model.units import UnitType

_Json = dict[str, Any]
CONTEXT = "https://schema.org"

_UNIT_TYPES = {
    UnitType.DISTRICT: "GovernmentOrganization",
    UnitType.GOVERNMENT: "GovernmentOrganization",
    UnitType.JUDICIAL: "GovernmentOrganization",
    UnitType.SUBDISTRICT: "GovernmentOrganization",
    UnitType.TOWN: "GovernmentOrganization",
    UnitType.SCHOOL: "EducationalOrganization",
}
"""The others are an Organization: schema.org's narrower words for parties and companies mean other things."""
_SOURCE_TYPES = {SourceKind.NEWSPAPER: "NewsArticle", SourceKind.BOOK: "Book", SourceKind.WEB: "WebPage"}
_OUTCOMES = {Outcome.KEPT: "CompletedActionStatus", Outcome.MISSED: "FailedActionStatus"}


@dataclass(frozen=True, slots=True)
class _View:
    """In whose words, and from where, things are said."""

    language: str
    yearbook: Yearbook
    base_url: str

    def read(self, text: Text | None) -> str:
        return text.read(self.language).text if text else ""

    def address(self, record: Record) -> str:
        return record_place(record, self.language, self.base_url).url

    def identity(self, record: Record) -> str:
        return self.address(record) or f"#{record.kind}-{record.id}"

    def named(self, kind: str, identities: Iterable[str]) -> list[_Json]:
        """Records as they are mentioned: type, id and name. Those that are left out as drafts are not mentioned."""
        known = self.yearbook.records[kind]
        return [self.mention(known[each]) for each in identities if each in known]

    def mention(self, record: Record) -> _Json:
        return {"@type": _type(record), "@id": self.identity(record), "name": self.read(record.title)}

    def book(self) -> _Json:
        """The yearbook in this language."""
        configuration = self.yearbook.configuration
        home = urls.index_address(self.language, "home").path
        return _without_empty(
            {
                "@type": "Book",
                "@id": urls.absolute(self.base_url, home) if self.base_url else "#yearbook",
                "name": self.read(configuration.title),
                "inLanguage": self.language,
            }
        )


def linked_data(record: Record, language: str, yearbook: Yearbook, base_url: str = "") -> _Json:
    """One record as a JSON-LD object with its context; every kind has one."""
    view = _View(language, yearbook, base_url)
    phrase = description(record, language)
    own = phrase.text if phrase and phrase.language == language else ""
    title = view.read(record.title)
    shown: _Json = {
        "@context": CONTEXT,
        "@type": _type(record),
        "@id": view.identity(record),
        "name": title,
        "description": own or (f"{title} – {view.book()['name']}" if record.kind in ("ledger", "indicator") else ""),
        "url": view.address(record),
    }
    return _without_empty({**shown, **_DETAILS[record.kind](record, view), **_edition(record, view)})


def book_data(language: str, yearbook: Yearbook, base_url: str = "") -> _Json:
    """The yearbook as a whole, for the opening page of a language: a book that is also a data set."""
    view = _View(language, yearbook, base_url)
    configuration = yearbook.configuration
    years = configuration.years
    files = ("yearbook.json", "datapackage.json")
    shown = {
        "@context": CONTEXT,
        **view.book(),
        "@type": ["Book", "Dataset"],
        "alternateName": view.read(configuration.subtitle),
        "description": view.read(configuration.description),
        "publisher": _publisher(view),
        "about": next(iter(view.named("unit", (configuration.district,))), {}),
        "temporalCoverage": f"{years[0]}/{years[-1]}",
        **_terms(view),
        "url": urls.absolute(base_url, urls.index_address(language, "home").path) if base_url else "",
        "isAccessibleForFree": True,
        "distribution": [_download(view, f"data/{each}", "application/json") for each in files if base_url],
    }
    return _without_empty(shown)


def script(data: _Json) -> str:
    """JSON text that may stand in `<script type="application/ld+json">` as it is: nothing in it ends the element.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements; U+2028 and
    U+2029 end lines in scripts of old.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _type(record: Record) -> str:
    if record.kind == "unit":
        return _UNIT_TYPES.get(record.facts.type, "Organization")
    if record.kind == "source":
        return _SOURCE_TYPES.get(record.facts.kind, "CreativeWork")
    return _TYPES[record.kind]


_TYPES = {
    "honor": "Article",
    "project": "Project",
    "program": "Article",
    "year": "PublicationVolume",
    "ledger": "Dataset",
    "indicator": "Dataset",
    "commitment": "PlanAction",
    "event": "Event",
    "theme": "DefinedTerm",
    "term": "DefinedTerm",
}


def _without_empty(value: _Json) -> _Json:
    return {name: each for name, each in value.items() if each not in ("", [], {}, None)}


def _publisher(view: _View) -> _Json:
    name = view.read(view.yearbook.configuration.publisher)
    return {"@type": "Organization", "name": name} if name else {}


# The edition

_OURS = ("honor", "program", "year", "ledger", "indicator")
"""Kinds that are works of this yearbook. Of the others only the page is: what they tell of is no work, or not ours."""


def _terms(view: _View) -> _Json:
    """When this edition was published, and on what terms."""
    configuration = view.yearbook.configuration
    return {
        "datePublished": str(configuration.published or ""),
        "license": configuration.licence.address if configuration.licence else "",
    }


def _edition(record: Record, view: _View) -> _Json:
    """The same of one entry, with its last change: said of the entry where it is a work, else of its page."""
    said = {**_terms(view), "dateModified": str(last_changed(record, view.yearbook) or "")}
    if record.kind in _OURS:
        return said
    page = _without_empty(said)
    if not page or record.kind not in urls.RECORD_PAGES:
        return {}
    return {"mainEntityOfPage": _without_empty({"@type": "WebPage", "url": view.address(record), **page})}


# What each kind says besides its name


def _article(record: Record, view: _View) -> _Json:
    """An entry of the yearbook: what it is about, whom it mentions, what it cites."""
    facts = record.facts
    return {
        "headline": view.read(record.title),
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "author": _publisher(view),
        "keywords": [each["name"] for each in view.named("theme", getattr(facts, "themes", ()))],
        "citation": _cited(record, view),
    }


def _cited(record: Record, view: _View) -> list[_Json]:
    return view.named("source", dict.fromkeys(each.source for each in citations_of(record.facts)))


def _honor(record: Record, view: _View) -> _Json:
    """schema.org has no type for an award: its article says that the recipients have it."""
    facts = record.facts
    title = view.read(record.title)
    roles = facts.units
    others = dict.fromkeys((*facts.conferred_by, *roles.lead, *roles.support, *roles.owner))
    when = facts.period or (facts.conferred.date if facts.conferred else None)
    return {
        **_article(record, view),
        "about": [{**each, "award": title} for each in view.named("unit", facts.recipients)],
        "mentions": view.named("unit", (each for each in others if each not in facts.recipients)),
        "temporalCoverage": interval(when),
    }


def _program(record: Record, view: _View) -> _Json:
    roles, years = record.facts.units, record.facts.years
    return {
        **_article(record, view),
        "mentions": view.named("unit", dict.fromkeys((*roles.lead, *roles.support, *roles.owner))),
        "temporalCoverage": "/".join(str(each) for each in dict.fromkeys((*years[:1], *years[-1:]))),
    }


def _project(record: Record, view: _View) -> _Json:
    facts = record.facts
    return {
        "alternateName": [each.name for each in facts.names],
        "location": {"@type": "Place", "name": view.read(facts.place)} if facts.place else {},
        "parentOrganization": next(iter(view.named("project", (facts.part_of or "",))), {}),
        "member": view.named("unit", dict.fromkeys((*facts.units.owner, *facts.units.developer, *facts.units.lead))),
    }


def _year(record: Record, view: _View) -> _Json:
    return {
        "alternateName": view.read(record.motto),
        "volumeNumber": str(record.year),
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "temporalCoverage": str(record.year),
        "citation": _cited(record, view),
    }


def _data_set(record: Record, view: _View, when: str) -> _Json:
    tables = f"data/{record_file_name(record.kind)}"
    return {
        "inLanguage": view.language,
        "isPartOf": view.book(),
        "creator": _publisher(view),
        "temporalCoverage": when,
        "isAccessibleForFree": True,
        "citation": _cited(record, view),
        "distribution": [
            _download(view, f"{tables}.{ending}", kind)
            for ending, kind in (("csv", "text/csv"), ("json", "application/json"))
            if view.base_url
        ],
    }


def _download(view: _View, path: str, kind: str) -> _Json:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": urls.absolute(view.base_url, path)}


def _ledger(record: Record, view: _View) -> _Json:
    facts = record.facts
    totals = (("count", facts.total.count), ("investment", facts.total.investment))
    measured = [
        {"@type": "PropertyValue", "name": name, **schema_org_amount(fact.value)}
        for name, fact in totals
        if fact is not None
    ]
    return {**_data_set(record, view, interval(facts.period)), "variableMeasured": measured}


def _indicator(record: Record, view: _View) -> _Json:
    """A data set of one variable, with each value as an observation of it about the unit whose figure it is."""
    facts = record.facts
    variable = {
        "@type": "StatisticalVariable",
        "@id": f"{view.identity(record)}#variable" if view.base_url else f"#variable-{record.id}",
        "name": view.read(record.title),
    }
    about = view.named("unit", (facts.subject or view.yearbook.configuration.district,))
    days = [each.period for each in facts.observations]
    first, last = min(days, key=lambda each: each.first), max(days, key=lambda each: each.last)
    return {
        **_data_set(record, view, interval(When(first.start, last.end))),
        "variableMeasured": variable,
        "mainEntity": [_observation(each, variable["@id"], about, view) for each in facts.observations if each.value],
    }


def _observation(each: Observation, variable: str, about: list[_Json], view: _View) -> _Json:
    assert each.value is not None
    return _without_empty(
        {
            "@type": "Observation",
            "variableMeasured": {"@id": variable},
            "observationAbout": {"@id": about[0]["@id"]} if about else {},
            "observationDate": beginning_of(each.period),
            "observationPeriod": duration(each.period),
            "description": view.read(each.note),
            **schema_org_amount(each.value.value),
        }
    )


def _commitment(record: Record, view: _View) -> _Json:
    facts = record.facts
    by = facts.by or (view.yearbook.configuration.district,)
    due = facts.due or facts.period
    return {
        "agent": view.named("unit", by),
        "scheduledTime": due.last.isoformat() if due.end else "",
        "actionStatus": f"{CONTEXT}/{_OUTCOMES.get(facts.outcome.status, 'PotentialActionStatus')}",
    }


def _event(record: Record, view: _View) -> _Json:
    facts = record.facts
    when = facts.date.date
    return {
        "startDate": point(when.start),
        "endDate": point(when.end),
        "location": {"@type": "Place", "name": view.read(facts.place)} if facts.place else {},
        "contributor": view.named("unit", facts.units),
    }


def _unit(record: Record, view: _View) -> _Json:
    facts = record.facts
    spoken = [view.read(words) for each in facts.names for words in (each.name, each.short) if words]
    names = (*spoken, *(facts.aliases if view.language == view.yearbook.configuration.languages[0] else ()))
    return {
        "alternateName": [each for each in dict.fromkeys(names) if each != view.read(record.title)],
        "parentOrganization": next(iter(view.named("unit", (facts.parent or "",))), {}),
    }


def _term(record: Record, view: _View) -> _Json:
    page = urls.index_address(view.language, urls.LIST_OF[record.kind]).path
    return {
        "termCode": record.id,
        "inDefinedTermSet": urls.absolute(view.base_url, page) if view.base_url else "",
    }


def _source(record: Record, view: _View) -> _Json:
    facts = record.facts
    shown = {
        "author": [{"@type": "Person", "name": each} for each in facts.authors],
        "publisher": {"@type": "Organization", "name": view.read(facts.publisher)} if facts.publisher else {},
        "datePublished": point(facts.date.date.start) if facts.date.date.is_point else "",
    }
    return {**shown, "headline": view.read(record.title)} if facts.kind is SourceKind.NEWSPAPER else shown


_DETAILS: dict[str, Callable[[Record, _View], _Json]] = {
    "honor": _honor,
    "project": _project,
    "program": _program,
    "year": _year,
    "ledger": _ledger,
    "indicator": _indicator,
    "commitment": _commitment,
    "event": _event,
    "unit": _unit,
    "source": _source,
    "theme": _term,
    "term": _term,
}
