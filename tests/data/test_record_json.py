"""JSON of records: the schema it fits, its facts, its form."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from tests.support.exported import LICENCE, document, edition_of, json_files, open_data, table, twins
from tests.support.paths import ROOT
from yearbook.content.yearbook import Yearbook
from yearbook.data.record_json import VERSION, plain_value, record_json
from yearbook.data.record_schema import data_schema
from yearbook.i18n.language import Language
from yearbook.model.common import Acceptance
from yearbook.model.fields import Fact
from yearbook.model.quantities import parse_quantity
from yearbook.model.texts import Text


def test_the_whole_and_each_kind_fit_the_schema(yearbook: Yearbook, nasty: Yearbook) -> None:
    described = data_schema()
    jsonschema.Draft202012Validator.check_schema(described)
    whole = jsonschema.Draft202012Validator(described)
    one_kind = jsonschema.Draft202012Validator({**described["$defs"]["OneKind"], "$defs": described["$defs"]})
    for each in (yearbook, nasty):
        first, *kinds = json_files(each)
        whole.validate(json.loads(first.data))
        for file in kinds:
            one_kind.validate(json.loads(file.data))
        assert {file.path for file in kinds} >= {"data/honors.json", "data/ledgers.json", "data/terms.json"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record["facts"].update(form="galactic"),
        lambda record: record["facts"].update(conferred={"date": "March 2017", "known": "stated"}),
        lambda record: record["facts"].update(colour="red"),
        lambda record: record["facts"].pop("sources"),
        lambda record: record.update(title={}),
        lambda record: record["facts"]["figures"][0]["value"]["value"].update(low="1200"),
        lambda record: record["facts"]["figures"][0]["value"]["value"].pop("measure"),
    ],
)
def test_the_schema_refuses_what_is_wrong(yearbook: Yearbook, spoil: Callable[[Any], None]) -> None:
    whole = document(json_files(yearbook), "data/yearbook.json")
    spoil(whole["records"]["honor"][1])
    assert not jsonschema.Draft202012Validator(data_schema()).is_valid(whole)


def test_accepted_findings_are_not_exported(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    because = Text((("zh", "只是核对时的话"), ("en", "a word among editors")))
    unit = yearbook.get("unit", "green-office")
    facts = replace(unit.facts, accepted=(Acceptance(code="YB451", at="8", because=because),))
    records = {**yearbook.records, "unit": {unit.id: replace(unit, facts=facts)}}
    told = Yearbook(yearbook.configuration, records, yearbook.uses)
    assets = open_data(told).assets
    jsonschema.Draft202012Validator(data_schema()).validate(document(assets, "data/yearbook.json"))
    assert not [each.path for each in (*assets, *twins(told, languages)) if "YB451" in each.data.decode()]


def test_json_and_tables_have_the_edition_and_the_last_change(yearbook: Yearbook) -> None:
    dated = edition_of("2019-05-06", yearbook, {"unit:green-office": "2020-12-01"})
    assets = open_data(dated).assets
    whole = document(assets, "data/yearbook.json")
    jsonschema.Draft202012Validator(data_schema()).validate(whole)
    assert whole["published"] == "2019-05-06"
    assert whole["licence"] == {
        "id": "CC-BY-4.0",
        "name": {"zh": "署名", "en": "Attribution"},
        "address": LICENCE.address,
        "deed": {"zh": LICENCE.page("zh")},
    }
    changed = {each["id"]: each.get("changed") for each in whole["records"]["unit"]}
    assert changed == {"city-government": None, "green-office": "2020-12-01", "small-district": None}
    assert all("changed" not in each["facts"] for each in whole["records"]["unit"])
    assert {each["id"]: each["changed"] or None for each in table(dated, "units")} == changed


def test_the_json_of_a_record_has_its_facts(yearbook: Yearbook) -> None:
    record = record_json(yearbook.get("honor", "green-city"), ("zh", "en"))
    assert record["title"] == {"zh": "绿化先进单位", "en": "Advanced Unit in Greening"}
    assert record["year"] == 2017
    assert record["facts"]["conferred"] == {"date": "2017-03", "known": "stated"}
    figure = record["facts"]["figures"][0]["value"]
    assert figure["value"] == {"printed": "1200个", "low": 1200, "measure": "count", "bound": "exact"}
    assert figure["others"][0]["sources"] == [{"source": "letter", "at": "植树1000个"}]
    assert record["texts"]["en"].startswith("The Greening Office planted trees along Long Road.")
    assert record["pages"] == {"zh": "zh/honors/green-city.html", "en": "en/honors/green-city.html"}
    assert record_json(yearbook.get("event", "road-opens"), ("zh",))["pages"] == {"zh": "zh/chronicle.html#road-opens"}
    assert "title" not in record["facts"]
    assert "persons" not in record["facts"]  # what is empty is left out


@pytest.mark.parametrize(
    "text", ["3216亿元", "10.5%", "-3.50%", "263.89万平方米", "999999999.123456万元", "300-320万平方米"]
)
def test_a_quantity_is_the_number_that_was_printed(text: str) -> None:
    value = parse_quantity(text)
    made = json.loads(json.dumps(plain_value(Fact(value=value))))["value"]
    assert (made["printed"], Decimal(str(made["low"]))) == (text, value.low)
    assert made.get("high") == value.high


def test_the_document_explains_every_field_and_column() -> None:
    tool = runpy.run_path(str(ROOT / "docs/data_reference.py"), run_name="data_reference")
    text = (ROOT / "docs/data.md").read_text("utf-8")
    assert tool["document"](text) == text, "run: python docs/data_reference.py"


def test_the_json_of_the_yearbook_has_its_vocabularies_and_records(yearbook: Yearbook) -> None:
    whole = document(json_files(yearbook), "data/yearbook.json")
    assert whole["version"] == VERSION
    assert whole["bases"] == {"growth": {"zh": "增速", "en": "growth"}}
    assert [each["id"] for each in whole["records"]["honor"]] == ["clean-streets", "green-city"]
    assert "secret" not in json.dumps(whole)  # a draft


def test_each_record_is_on_one_line(yearbook: Yearbook) -> None:
    file = next(each for each in json_files(yearbook) if each.path == "data/honors.json")
    lines = [line.rstrip(",") for line in file.data.decode().splitlines() if line.startswith('{"kind"')]
    assert [json.loads(each)["id"] for each in lines] == ["clean-streets", "green-city"]
