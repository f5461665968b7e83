"""Linked data: only words of schema.org, in their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.exported import BASE, LICENCE, NASTY, edition_of
from yearbook.content.yearbook import Yearbook
from yearbook.data.json_ld import book_data, linked_data, script
from yearbook.data.json_ld_kinds import CONTEXT

THING = {"@id", "@type", "@context", "name", "description", "url", "alternateName", "mainEntityOfPage"}
CREATIVE_WORK = THING | {"headline", "inLanguage", "isPartOf", "author", "creator", "publisher", "keywords", "citation",
                         "about", "mentions", "mainEntity", "temporalCoverage", "datePublished", "dateModified",
                         "license", "isAccessibleForFree", "identifier", "sameAs", "archivedAt"}  # fmt: skip
ORGANIZATION = THING | {"award", "parentOrganization", "member", "location"}
ACTION = THING | {"agent", "actionStatus", "scheduledTime"}
PROPERTIES = {
    "CreativeWork": CREATIVE_WORK,
    "Article": CREATIVE_WORK,
    "NewsArticle": CREATIVE_WORK | {"printPage"},
    "WebPage": CREATIVE_WORK,
    "Book": CREATIVE_WORK,
    "PublicationVolume": CREATIVE_WORK | {"volumeNumber"},
    "Dataset": CREATIVE_WORK | {"variableMeasured", "distribution"},
    "DataDownload": CREATIVE_WORK | {"contentUrl", "encodingFormat"},
    "Organization": ORGANIZATION,
    "GovernmentOrganization": ORGANIZATION,
    "EducationalOrganization": ORGANIZATION,
    "Project": ORGANIZATION,
    "Person": THING,
    "Place": THING,
    "Event": THING | {"startDate", "endDate", "location", "contributor"},
    "PlanAction": ACTION,
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "StatisticalVariable": THING,
    "Observation": THING | {"variableMeasured", "observationAbout", "observationDate", "observationPeriod", "value",
                            "minValue", "maxValue", "unitText", "unitCode"},
    "PropertyValue": THING | {"value", "minValue", "maxValue", "unitText", "unitCode"},
}  # fmt: skip
"""The part of https://schema.org/version/29.0 that is relied on: type → its properties, inherited ones included."""


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from objects(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from objects(each)


def every_object(yearbook: Yearbook, base_url: str) -> Iterator[dict[str, Any]]:
    for language in ("zh", "en"):
        yield from objects(book_data(language, yearbook, base_url))
        for record in yearbook:
            yield from objects(linked_data(record, language, yearbook, base_url))


@pytest.mark.parametrize("base_url", ["", BASE])
@pytest.mark.parametrize("day", ["", "2019-05-06"])
def test_linked_data_uses_only_words_of_schema_org(yearbook: Yearbook, base_url: str, day: str) -> None:
    seen = set()
    for each in every_object(edition_of(day, yearbook) if day else yearbook, base_url):
        if "@type" not in each:
            assert set(each) == {"@id"}, each  # a reference to what is described elsewhere
            continue
        types = each["@type"] if isinstance(each["@type"], list) else [each["@type"]]
        seen |= set(types)
        assert set(each) <= set().union(*(PROPERTIES[name] for name in types)), each
        assert all(value not in ("", [], {}, None) for value in each.values()), each
    assert seen >= {"GovernmentOrganization", "Project", "Dataset", "Observation", "Event", "DefinedTerm", "Article"}


def test_linked_data_names_things_by_their_public_address(yearbook: Yearbook) -> None:
    for each in every_object(yearbook, BASE):
        assert each.get("@id", BASE).startswith(BASE)
        assert each.get("contentUrl", BASE).startswith(BASE)
    for each in every_object(yearbook, ""):
        assert each.get("@id", "#").startswith("#")
        assert not {"url", "contentUrl"} & set(each)


def test_recipients_of_an_honor_have_it_as_an_award(yearbook: Yearbook) -> None:
    made = linked_data(yearbook.get("honor", "green-city"), "en", yearbook, BASE)
    assert (made["@context"], made["@type"]) == (CONTEXT, "Article")
    assert [(each["name"], each["award"]) for each in made["about"]] == [
        ("Greening Office", "Advanced Unit in Greening")
    ]
    assert [each["name"] for each in made["mentions"]] == ["City Government", "Small District"]
    assert made["temporalCoverage"] == "2017-03"
    assert [each["name"] for each in made["citation"]] == ["Summary of Work", "A Letter"]


def test_an_indicator_is_a_data_set_of_observations(yearbook: Yearbook) -> None:
    made = linked_data(yearbook.get("indicator", "output"), "zh", yearbook, BASE)
    assert made["temporalCoverage"] == "2017/2018"
    assert made["variableMeasured"]["name"] == "产值"
    last = made["mainEntity"][-1]
    assert (last["value"], last["unitText"], last["observationDate"], last["observationPeriod"]) == (
        1_250_000_000,
        "CNY",
        "2018",
        "P1Y",
    )
    assert last["observationAbout"] == {"@id": BASE + "zh/units/small-district.html"}


def test_linked_data_gives_dates_and_licence_of_the_yearbooks_own_works(yearbook: Yearbook) -> None:
    dated = edition_of("2019-05-06", yearbook, {"honor:green-city": "2020-12-01"})
    said = {"datePublished": "2019-05-06", "dateModified": "2020-12-01", "license": LICENCE.address}
    honor = linked_data(dated.get("honor", "green-city"), "en", dated, BASE)
    assert {name: honor[name] for name in said} == said
    said["dateModified"] = "2019-05-06"
    for kind, identity, own in (("unit", "green-office", {}), ("source", "report", {"datePublished": "2018-01-05"})):
        made = linked_data(dated.get(kind, identity), "en", dated, BASE)
        assert {
            name: made[name] for name in said if name in made
        } == own  # a newspaper's article is not ours to license
        assert made["mainEntityOfPage"] == {"@type": "WebPage", "url": made["url"], **said}
    whole = book_data("zh", dated, BASE)
    assert (whole["datePublished"], whole["license"]) == ("2019-05-06", LICENCE.address)
    assert "mainEntityOfPage" not in linked_data(dated.get("event", "road-opens"), "en", dated, BASE)
    assert "mainEntityOfPage" not in linked_data(yearbook.get("unit", "green-office"), "en", yearbook, BASE)


def test_linked_data_cannot_end_its_script_element(nasty: Yearbook) -> None:
    made = linked_data(nasty.get("honor", "green-city"), "en", nasty, BASE)
    text = script(made)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == made
    assert made["name"] == NASTY
