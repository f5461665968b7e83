"""`exports`: tables, JSON, package, feeds, citations, linked data, twins, each read back by a reader of its format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.support.paths import ROOT
from tests.support.small import DRAFT, small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.core.overlay import Folders
from yearbook.data.citations import ACCESSED, citation, tex
from yearbook.data.columns import without_formula
from yearbook.data.data_package import data_package
from yearbook.data.feeds import feeds
from yearbook.data.json_ld import book_data, linked_data, script
from yearbook.data.json_ld_kinds import CONTEXT
from yearbook.data.markdown_facts import LEFT_OUT, UNLABELLED, VALUE_WRITERS, FactsWriter
from yearbook.data.markdown_twins import llms, markdown_twin, markdown_twin_path, twins
from yearbook.data.markdown_writer import escaped, linked, markdown
from yearbook.data.open_graph import Shared, SharePicture, open_graph
from yearbook.data.record_info import last_reported
from yearbook.data.record_json import VERSION, data_files_json, plain_value, record_json
from yearbook.data.record_schema import data_schema
from yearbook.data.reference import data_reference
from yearbook.data.tables import layout, part_tables, table_files
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.markdown.conversion import convert
from yearbook.markdown.tree import nodes
from yearbook.model import urls
from yearbook.model.configuration import Licence
from yearbook.model.dates import parse_when
from yearbook.model.fields import Acceptance, Fact, Roles
from yearbook.model.kinds import KINDS
from yearbook.model.quantities import Quantity, parse_quantity
from yearbook.model.structure import RECORD_FIELDS, ValueType, class_description, parts_of, published_fields
from yearbook.model.texts import Text
from yearbook.site.edition import arrange

BASE = "https://example.org/yearbook/"
NASTY = '=HYPERLINK("http://x/?a=1&b=2";"</script><b>") %_#$~^\\{} *[x](y)* ]]> \u2028|`'
"""A title that means something to each format."""


@pytest.fixture(scope="module")
def yearbook(tmp_path_factory: pytest.TempPathFactory) -> Yearbook:
    folder = tmp_path_factory.mktemp("exports")
    small_world(folder / "content", {"honors/2018/secret.md": DRAFT})
    return read_yearbook(BuildOptions(folder / "content", ROOT / "templates", folder / "site"))[0]


@pytest.fixture(scope="module")
def languages() -> tuple[Language, ...]:
    return read_languages(Folders(ROOT / "templates"), ("zh", "en"))


@pytest.fixture(scope="module")
def nasty(yearbook: Yearbook) -> Yearbook:
    """The same with the nasty title on every record, in both languages."""
    title = Text((("zh", NASTY), ("en", NASTY)))
    records = {
        kind: {identity: replace(record, title=title, summary=title) for identity, record in of_kind.items()}
        for kind, of_kind in yearbook.records.items()
    }
    return Yearbook(yearbook.configuration, records, yearbook.uses)


def table(yearbook: Yearbook, name: str) -> list[dict[str, str]]:
    return next(rows_of(asset) for each, asset in table_files(yearbook) if each.name == name)


def rows_of(asset: OutputFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(asset.data.decode("utf-8-sig"), newline=""), strict=True))


def document(assets: tuple[OutputFile, ...], path: str) -> Any:
    return json.loads(next(each.data for each in assets if each.path == path))


def everything(yearbook: Yearbook, languages: tuple[Language, ...]) -> list[OutputFile]:
    return [
        *data_package(yearbook).assets,
        *feeds(yearbook, languages, BASE),
        *twins(yearbook, languages),
        *llms(yearbook, languages, BASE),
    ]


# Shapes: nothing of the vocabulary is forgotten


def test_every_field_of_every_kind_has_a_meaning_in_both_languages() -> None:
    for kind in KINDS.values():
        for owner in (kind.facts, *parts_of(kind.facts)):
            said = [class_description(owner), *(each.description for each in published_fields(owner))]
            assert all(each.en and re.search("[\u4e00-\u9fff]", each.zh) for each in said), owner


def test_english_and_chinese_of_a_meaning_are_told_apart() -> None:
    said = {each.name: each.description for each in published_fields(KINDS["honor"].facts)}["conferred_by"]
    assert (said.en, said.zh) == (
        "Who conferred it; empty where the source does not say.",
        "授予单位，原文未载则不写。",
    )


def test_only_quantities_can_be_disputed() -> None:
    """`fields_of` takes whatever a Fact holds for a quantity; another kind of fact would need its own columns."""
    for kind in KINDS.values():
        for owner in (kind.facts, *parts_of(kind.facts)):
            hints = str([each.type for each in fields(owner)])
            assert set(re.findall(r"\bFact\[[^\]]*", hints)) <= {"Fact[Amount"}, owner


def test_what_records_have_several_of_has_a_table() -> None:
    for kind in KINDS.values():
        for owner in (kind.facts, *parts_of(kind.facts)):
            several = {each.part for each in published_fields(owner) if each.many and each.value_type is ValueType.PART}
            assert several <= set(part_tables()), owner


# JSON


def test_the_whole_and_each_kind_fit_the_schema(yearbook: Yearbook, nasty: Yearbook) -> None:
    described = data_schema()
    jsonschema.Draft202012Validator.check_schema(described)
    whole = jsonschema.Draft202012Validator(described)
    one_kind = jsonschema.Draft202012Validator({**described["$defs"]["OneKind"], "$defs": described["$defs"]})
    for each in (yearbook, nasty):
        first, *kinds = data_files_json(each)
        whole.validate(json.loads(first.data))
        for file in kinds:
            one_kind.validate(json.loads(file.data))
        assert {file.path for file in kinds} >= {"data/honors.json", "data/ledgers.json", "data/terms.json"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record["facts"].update(level="galactic"),
        lambda record: record["facts"].update(conferred={"date": "March 2017", "known": "stated"}),
        lambda record: record["facts"].update(colour="red"),
        lambda record: record["facts"].pop("sources"),
        lambda record: record.update(title={}),
        lambda record: record["facts"]["figures"][0]["value"]["value"].update(low="1200"),
        lambda record: record["facts"]["figures"][0]["value"]["value"].pop("measure"),
    ],
)
def test_the_schema_refuses_what_is_wrong(yearbook: Yearbook, spoil: Callable[[Any], None]) -> None:
    whole = document(data_files_json(yearbook), "data/yearbook.json")
    spoil(whole["records"]["honor"][1])
    assert not jsonschema.Draft202012Validator(data_schema()).is_valid(whole)


def test_what_editors_write_to_each_other_is_not_exported(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    because = Text((("zh", "只是核对时的话"), ("en", "a word among editors")))
    unit = yearbook.get("unit", "green-office")
    facts = replace(unit.facts, accepted=(Acceptance(code="YB451", at="8", because=because),))
    records = {**yearbook.records, "unit": {unit.id: replace(unit, facts=facts)}}
    told = Yearbook(yearbook.configuration, records, yearbook.uses)
    assets = data_package(told).assets
    jsonschema.Draft202012Validator(data_schema()).validate(document(assets, "data/yearbook.json"))
    assert not [each.path for each in (*assets, *twins(told, languages)) if "YB451" in each.data.decode()]


def test_the_edition_and_the_last_change_stand_in_the_json_and_the_tables(yearbook: Yearbook) -> None:
    dated = edition_of("2019-05-06", yearbook, {"unit:green-office": "2020-12-01"})
    assets = data_package(dated).assets
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


def test_a_record_as_json_has_its_facts_as_they_are(yearbook: Yearbook) -> None:
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
    """Where this fails, print `reference()` and put it in the place of the old one."""
    assert (ROOT / "docs" / "data.md").read_text("utf-8").rstrip().endswith(data_reference())


def test_the_whole_yearbook_says_what_its_records_refer_to(yearbook: Yearbook) -> None:
    whole = document(data_files_json(yearbook), "data/yearbook.json")
    assert whole["version"] == VERSION
    assert whole["bases"] == {"growth": {"zh": "增速", "en": "growth"}}
    assert [each["id"] for each in whole["records"]["honor"]] == ["clean-streets", "green-city"]
    assert "secret" not in json.dumps(whole)  # a draft


def test_one_record_is_one_line(yearbook: Yearbook) -> None:
    file = next(each for each in data_files_json(yearbook) if each.path == "data/honors.json")
    lines = [line.rstrip(",") for line in file.data.decode().splitlines() if line.startswith('{"kind"')]
    assert [json.loads(each)["id"] for each in lines] == ["clean-streets", "green-city"]


# Tables


def test_a_table_opens_right_in_a_spreadsheet(yearbook: Yearbook) -> None:
    for each, asset in table_files(yearbook):
        assert asset.data.startswith(b"\xef\xbb\xbf" + each.columns[0].name.encode())
        assert asset.data.endswith(b"\r\n")
        assert re.search(rb"(?<!\r)\n", asset.data) is None or each.name == "texts"  # line ends only within texts


def test_a_row_has_texts_dates_and_exact_numbers(yearbook: Yearbook) -> None:
    honor = next(each for each in table(yearbook, "honors") if each["id"] == "green-city")
    assert (honor["title_zh"], honor["title_en"]) == ("绿化先进单位", "Advanced Unit in Greening")
    assert (honor["conferred"], honor["conferred_first"], honor["conferred_last"]) == (
        "2017-03",
        "2017-03-01",
        "2017-03-31",
    )
    assert (honor["rank_place"], honor["rank_scope"], honor["rank_basis"]) == ("1", "city", "growth")
    project = table(yearbook, "projects")[0]
    assert (project["investment"], project["investment_low"], project["investment_measure"]) == (
        "2亿元",
        "200000000",
        "CNY",
    )
    name = next(each for each in table(yearbook, "unit-names") if each["name_en"] == "Forestry Office")
    assert (name["until"], name["until_first"], name["since_first"]) == ("2016", "2016-01-01", "")


def test_what_stands_in_tables_is_what_stands_in_the_json(yearbook: Yearbook) -> None:
    """Every row of a part leads by its path to the same part in the JSON."""
    kinds: Mapping[str, Any] = document(data_files_json(yearbook), "data/yearbook.json")["records"]
    records = {(kind, each["id"]): each["facts"] for kind, found in kinds.items() for each in found}
    followed = 0
    for each, asset in table_files(yearbook):
        for row in rows_of(asset):
            if "path" not in row:
                continue
            kind = row.get("record_kind") or next(name for name in KINDS if name in row)
            value = follow(records[kind, row.get("record_id") or row[kind]], row["path"])
            if each.name == "citations":
                assert value == {"source": row["source"], "at": row["at"]}
            elif each.name == "figures":
                assert value["value"]["value"]["low"] == float(row["value_low"])
            elif each.name == "observations":
                assert value["period"] == row["period"]
            elif each.name == "ledger-lines":
                assert value.get("stage", "") == row["stage"]
            elif each.name == "links":
                assert value in (row["target_id"], f"{row['target_kind']}:{row['target_id']}") or "#" in value
            followed += 1
    count = json.dumps(kinds, ensure_ascii=False).count('"at": ')
    assert len(table(yearbook, "citations")) == count  # no citation is forgotten
    assert followed > count


def follow(value: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def test_links_say_who_did_what(yearbook: Yearbook) -> None:
    links = {(row["record_id"], row["field"], row["target_id"], row["target_fact"]) for row in table(yearbook, "links")}
    assert links >= {
        ("green-city", "units.lead", "green-office", ""),
        ("green-city", "recipients", "green-office", ""),
        ("green-city", "related", "long-road", ""),
        ("2017", "highlights", "roads", "count"),
        ("plant-more", "by", "green-office", ""),
        ("roads", "stages.members", "long-road", ""),
    }


def test_a_reference_to_a_draft_is_left_out_of_a_column_with_a_key(yearbook: Yearbook) -> None:
    offices = {row["id"]: row["parent"] for row in table(yearbook, "units")}
    assert offices["green-office"] == "small-district"
    record = yearbook.get("project", "long-road")
    part = replace(record, facts=replace(record.facts, part_of="secret-road"))
    changed = Yearbook(yearbook.configuration, {**yearbook.records, "project": {"long-road": part}}, yearbook.uses)
    assert table(changed, "projects")[0]["part_of"] == ""


def test_names_in_lists_are_kept(yearbook: Yearbook) -> None:
    words = {(row["record_id"], row["field"], row["text_zh"]) for row in table(yearbook, "words")}
    assert words == {
        ("green-office", "aliases", "绿办"),
        ("report", "authors", "某人"),
        ("greening", "avoid", "afforesting"),
    }


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x", "'=1", "''+1"]
)
def test_a_text_that_begins_like_a_formula_is_defused_and_can_be_read_back(start: str) -> None:
    written = without_formula(start)
    assert written == f"'{start}"
    assert re.sub("^'(?='*[=+\\-@＝＋－＠\t\r\n])", "", written) == start


@pytest.mark.parametrize("text", ["", "二七区", "a=b", "3-4", "'s-Hertogenbosch", "10%", "“=”"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert without_formula(text) == text


def test_no_cell_of_any_table_is_a_formula_and_numbers_stay_numbers(nasty: Yearbook) -> None:
    record = nasty.get("project", "long-road")
    exact = record.facts.investment.value.bound
    amount = Quantity("-3.50%", Decimal("-3.50"), None, "percent", exact, "%", 0)
    facts = replace(record.facts, investment=replace(record.facts.investment, value=amount))
    records = {**nasty.records, "project": {"long-road": replace(record, facts=facts)}}
    changed = Yearbook(nasty.configuration, records, nasty.uses)
    seen = 0
    for each, asset in table_files(changed):
        numeric = {column.name for column in each.columns if column.type in ("number", "integer")}
        for row in rows_of(asset):
            for name, cell in row.items():
                if name in numeric:
                    assert re.fullmatch(r"(-?\d+(\.\d+)?)?", cell), (each.name, name, cell)
                else:
                    assert not re.match("[=+@\t\r\n]", cell), (each.name, name, cell)
                seen += cell.startswith("'=")
    assert seen > 20
    row = next(each for each in table(changed, "projects"))
    assert (row["investment"], row["investment_low"]) == ("-3.50%", "-3.50")
    assert row["title_en"] == "'" + NASTY


def test_columns_of_a_table_have_names_of_their_own() -> None:
    for each in layout(("zh", "en", "fr")):
        names = [column.name for column in each.columns]
        assert len(set(names)) == len(names), each.name
        assert set(each.key) <= set(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


# Data Package: a strict check of all that is used of it, after https://datapackage.org/profiles/2.0/


PACKAGE = {"$schema", "name", "title", "description", "homepage", "created", "languages", "keywords", "contributors",
           "licenses", "sources", "resources"}  # fmt: skip
RESOURCE = {
    "name",
    "type",
    "path",
    "bytes",
    "hash",
    "format",
    "mediatype",
    "encoding",
    "description",
    "dialect",
    "schema",
}
CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_the_package_describes_exactly_what_is_there(yearbook: Yearbook, nasty: Yearbook) -> None:
    for each in (edition_of("2019-05-06", yearbook), edition_of("2019-05-06", nasty)):
        made = data_package(each)
        files = {asset.path: asset.data for asset in made.assets}
        package = json.loads(files["data/datapackage.json"])
        assert set(package) <= PACKAGE
        assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "署名 / Attribution", "path": LICENCE.address}]
        assert package["created"] == "2019-05-06T00:00:00Z"
        check_package(package, files)
        described = {f"data/{resource['path']}" for resource in package["resources"]}
        assert described == set(files) - {"data/datapackage.json", "data/yearbook.schema.json"}


LICENCE = Licence(
    id="CC-BY-4.0",
    name=Text((("zh", "署名"), ("en", "Attribution"))),
    address="https://creativecommons.org/licenses/by/4.0/",
    deed=Text((("zh", "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"),)),
)


def edition_of(day: str, yearbook: Yearbook, changed: Mapping[str, str] = MappingProxyType({})) -> Yearbook:
    """The yearbook as published on a day, under a licence; `changed`: `kind:id` → the day of its last change."""
    configuration = replace(yearbook.configuration, published=parse_when(day), licence=LICENCE)
    records = {
        kind: {
            identity: replace(record, facts=replace(record.facts, changed=parse_when(changed[f"{kind}:{identity}"])))
            if f"{kind}:{identity}" in changed
            else record
            for identity, record in of_kind.items()
        }
        for kind, of_kind in yearbook.records.items()
    }
    return Yearbook(configuration, records, yearbook.uses)


def check_package(package: dict[str, Any], files: Mapping[str, bytes]) -> None:
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["title"] == "小区年鉴 / A Small Yearbook"
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    tables = {}
    for resource in package["resources"]:
        content = files[f"data/{resource['path']}"]
        assert set(resource) <= RESOURCE
        assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["encoding"] == "utf-8"
        if resource["format"] == "csv":
            assert resource["mediatype"] == "text/csv"
            assert resource["type"] == "table"
            tables[resource["name"]] = check_table(resource, content)
    for resource in package["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            (field,), reference = key["fields"], key["reference"]
            target = reference.get("resource", resource["name"])
            assert ("resource" not in reference) == (target == resource["name"])
            known = {row[name] for row in tables[target] for name in reference["fields"]}
            assert {row[field] for row in tables[resource["name"]]} - {""} <= known, (resource["name"], field)


def check_table(resource: dict[str, Any], content: bytes) -> list[dict[str, str]]:
    described = resource["schema"]
    dialect = resource["dialect"]
    text = content.decode("utf-8-sig")
    reader = csv.DictReader(
        io.StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
        doublequote=dialect["doubleQuote"],
        strict=True,
    )
    rows = list(reader)
    assert reader.fieldnames == [each["name"] for each in described["fields"]]
    for field in described["fields"]:
        assert set(field) <= {"name", "type", "description", "constraints"}
        assert re.search("[a-z]", field["description"])
        assert re.search("[\u4e00-\u9fff]", field["description"])
        for row in rows:
            check_cell(field, row[field["name"]])
    keys = [tuple(row[name] for name in described["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert described["missingValues"] == [""]
    return rows


def check_cell(field: dict[str, Any], cell: str) -> None:
    constraints = field.get("constraints", {})
    assert set(constraints) <= {"required", "enum"}
    if cell == "":
        assert not constraints.get("required"), field
        return
    CASTS[field["type"]](cell)
    assert cell in constraints.get("enum", [cell])


def test_a_page_can_list_the_files(yearbook: Yearbook) -> None:
    made = data_package(yearbook)
    honors = next(each for each in made.files if each.path == "data/honors.csv")
    assert (honors.format, honors.rows, honors.description.zh) == ("csv", 2, "一项荣誉。")
    assert honors.columns[0].name == "id"
    assert not {"licenses", "created"} & set(document(made.assets, "data/datapackage.json"))


# Feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_need_the_public_address(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    assert feeds(yearbook, languages, "") == ()


def test_there_is_a_feed_for_each_language_and_each_year(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    paths = [each.path for each in feeds(yearbook, languages, BASE)]
    assert paths == [f"{code}/{name}.xml" for code in ("zh", "en") for name in ("feed", "feed-2017", "feed-2018")]


def test_a_feed_is_atom(nasty: Yearbook, languages: tuple[Language, ...]) -> None:
    """RFC 4287, §4.1: what a feed and an entry must have, once each."""
    for asset in feeds(nasty, languages, BASE):
        feed = ElementTree.fromstring(asset.data)
        assert feed.tag == f"{ATOM}feed"
        for owner in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(owner.findall(f"{ATOM}{name}")) == 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", owner.findtext(f"{ATOM}updated") or "")
            assert (owner.findtext(f"{ATOM}id") or "").startswith(BASE)
            assert any(each.get("rel") == "alternate" for each in owner.findall(f"{ATOM}link"))
        ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids) > 0
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert feed.findtext(f"{ATOM}entry/{ATOM}title") == NASTY.replace("\x00", "")
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links["self"] == BASE + asset.path


def test_updated_is_when_the_newest_source_reported(yearbook: Yearbook) -> None:
    assert last_reported(yearbook.get("honor", "clean-streets"), yearbook) == date(2018, 6, 30)  # the letter, of June
    assert last_reported(yearbook.get("program", "two-steps"), yearbook) == date(2018, 1, 5)  # the report
    assert last_reported(yearbook.get("honor", "green-city"), yearbook) == date(2018, 6, 30)  # in a disputed figure
    assert last_reported(yearbook.get("source", "report"), yearbook) == date(2018, 1, 5)
    assert last_reported(yearbook.get("year", "2018"), yearbook) == date(2018, 12, 31)  # cites nothing


def test_entries_are_newest_first_and_borrowed_words_are_marked(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    english = next(each for each in feeds(yearbook, languages, BASE) if each.path == "en/feed.xml")
    feed = ElementTree.fromstring(english.data)
    moments = [each.findtext(f"{ATOM}updated") or "" for each in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    title = next(each for each in feed.iter(f"{ATOM}title") if each.text == "街道整洁奖")
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"


def test_updated_is_the_last_change_and_else_the_edition(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    dated = edition_of("2019-05-06", yearbook, {"program:two-steps": "2019-07-08", "honor:green-city": "2019-01-02"})
    for asset in feeds(dated, languages, BASE):
        feed = ElementTree.fromstring(asset.data)
        found = {
            each.findtext(f"{ATOM}id", "").rpartition("/")[2]: each.findtext(f"{ATOM}updated")
            for each in feed.findall(f"{ATOM}entry")
        }
        if "two-steps.html" in found:  # newest first
            assert next(iter(found)) == "two-steps.html"
            assert feed.findtext(f"{ATOM}updated") == found["two-steps.html"] == "2019-07-08T00:00:00Z"
        if "green-city.html" in found:
            assert list(found)[-1] == "green-city.html"
            assert found["green-city.html"] == "2019-01-02T00:00:00Z"
        rest = {day for name, day in found.items() if name not in ("two-steps.html", "green-city.html")}
        assert rest == {"2019-05-06T00:00:00Z"}
        children = [each.tag.removeprefix(ATOM) for each in feed]
        assert children.index("rights") < children.index("entry")
        assert feed.findtext(f"{ATOM}rights") == ("署名" if asset.path.startswith("zh") else "Attribution")
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links["license"] == LICENCE.address


def test_entries_of_one_edition_stand_in_the_order_of_their_reports(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    made = [
        ElementTree.fromstring(feeds(each, languages, BASE)[0].data)
        for each in (yearbook, edition_of("2019-05-06", yearbook))
    ]
    before, after = ([each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")] for feed in made)
    assert before == after


def test_years_are_those_of_the_pages(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    pages = arrange(yearbook, languages)[languages[0].code]
    for record in yearbook:
        listed = [year for year in sorted(pages.by_year[record.kind]) if record in pages.of_year(year, record.kind)]
        assert list(record.years) == listed, record.key


# Citations


def test_an_entry_is_cited_after_gb_7714_of_2025(yearbook: Yearbook) -> None:
    honor = yearbook.get("honor", "green-city")
    dated = edition_of("2019-05-06", yearbook)
    assert citation(honor, "zh", dated, BASE).gb == (
        "小区编辑组. 绿化先进单位[EB/OL]//小区编辑组. 小区年鉴：2017—2018.（2019-05-06）[YYYY-MM-DD]. "
        "https://example.org/yearbook/zh/honors/green-city.html."
    )
    assert citation(honor, "zh", yearbook, BASE).gb.endswith(
        "2017—2018. [YYYY-MM-DD]. https://example.org/yearbook/zh/honors/green-city.html."
    )
    assert citation(honor, "en", yearbook).gb == (
        "The Editors. Advanced Unit in Greening[EB]//The Editors. A Small Yearbook：2017–2018."
    )


def test_an_entry_is_cited_after_apa_7(yearbook: Yearbook) -> None:
    honor = yearbook.get("honor", "green-city")
    made = citation(honor, "en", edition_of("2019-05-06", yearbook), BASE)
    assert made.apa == (
        "The Editors. (2019). Advanced Unit in Greening. In A Small Yearbook: 2017–2018. "
        "https://example.org/yearbook/en/honors/green-city.html"
    )
    assert made.apa_work == "A Small Yearbook: 2017–2018"
    assert citation(honor, "en", yearbook).apa == (
        "The Editors. (n.d.). Advanced Unit in Greening. In A Small Yearbook: 2017–2018."
    )


def test_an_entry_that_was_changed_is_cited_by_its_last_change(yearbook: Yearbook) -> None:
    dated = edition_of("2019-05-06", yearbook, {"honor:green-city": "2020-12-01"})
    made = citation(dated.get("honor", "green-city"), "en", dated, BASE)
    assert "（2020-12-01）[YYYY-MM-DD]" in made.gb
    assert made.apa.startswith("The Editors. (2020). Advanced")
    assert "\n  year      = {2020},\n  month     = dec,\n" in made.bibtex
    other = citation(dated.get("honor", "clean-streets"), "en", dated, BASE)
    assert "（2019-05-06）" in other.gb


def test_without_an_editor_the_title_leads(yearbook: Yearbook) -> None:
    nobody = Yearbook(replace(yearbook.configuration, publisher=None), yearbook.records, yearbook.uses)
    made = citation(yearbook.get("unit", "green-office"), "en", nobody)
    assert made.gb == "Greening Office[EB]//A Small Yearbook：2017–2018."
    assert made.apa == "Greening Office. (n.d.). In A Small Yearbook: 2017–2018."
    assert "author" not in made.bibtex


def test_a_sentence_as_title_is_not_ended_twice(yearbook: Yearbook) -> None:
    made = citation(yearbook.get("event", "road-opens"), "zh", yearbook)
    assert "长路通车[EB]//" in made.gb
    assert "长路通车。 In" in made.apa


def test_bibtex_can_be_parsed_and_gives_the_words_back(yearbook: Yearbook, nasty: Yearbook) -> None:
    honor = nasty.get("honor", "green-city")
    made = citation(honor, "en", edition_of("2019-05-06", nasty), BASE + "{a}b\\c")
    key, found = bibtex(made.bibtex.replace("= may,", "= {may},"))
    assert key == "small-district-honor-green-city"
    assert untex(found["title"][1:-1]) == " ".join(NASTY.split())
    assert found["booktitle"] == "{A Small Yearbook: 2017–2018}"
    assert (found["year"], found["month"]) == ("2019", "may")
    assert found["urldate"] == ACCESSED
    assert found["url"] == "https://example.org/yearbook/%7Ba%7Db%5Cc/en/honors/green-city.html"
    assert bibtex(citation(yearbook.get("honor", "green-city"), "zh", yearbook).bibtex)[1].keys() == {
        "author", "title", "booktitle", "publisher", "langid",
    }  # fmt: skip


def bibtex(entry: str) -> tuple[str, dict[str, str]]:
    """A reader of one entry that counts braces as BibTeX does, a backslash notwithstanding."""
    head, rest = entry.split(",", 1)
    assert head.startswith("@incollection{")
    found = {}
    while match := re.match(r"\s*(\w+)\s*=\s*\{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[match[1]] = rest[match.end() : end - 1]
        rest = rest[end:].removeprefix(",")
    assert rest.strip() == "}"
    return head.removeprefix("@incollection{"), found


def untex(text: str) -> str:
    """What TeX prints."""
    names = {
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
        "textbraceleft": "{",
        "textbraceright": "}",
    }
    return re.sub(r"\\(?:(text[a-z]+)\{\}|(.))", lambda match: names[match[1]] if match[1] else match[2], text)


@pytest.mark.parametrize("text", ["a}b", "{", "}{", "50%", "R&D_1 #2 $3", "\\", "\\textbf{x}", "~^"])
def test_a_bibtex_field_has_balanced_braces(text: str) -> None:
    written = tex(text)
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert untex(written) == text


# Linked data

THING = {"@id", "@type", "@context", "name", "description", "url", "alternateName", "mainEntityOfPage"}
CREATIVE_WORK = THING | {"headline", "inLanguage", "isPartOf", "author", "creator", "publisher", "keywords", "citation",
                         "about", "mentions", "mainEntity", "temporalCoverage", "datePublished", "dateModified",
                         "license", "isAccessibleForFree"}  # fmt: skip
ORGANIZATION = THING | {"award", "parentOrganization", "member", "location"}
ACTION = THING | {"agent", "actionStatus", "scheduledTime"}
PROPERTIES = {
    "CreativeWork": CREATIVE_WORK,
    "Article": CREATIVE_WORK,
    "NewsArticle": CREATIVE_WORK,
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


def test_an_honor_is_had_by_its_recipients(yearbook: Yearbook) -> None:
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


def test_linked_data_says_when_and_on_what_terms_of_what_is_the_yearbooks_own(yearbook: Yearbook) -> None:
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


# Open Graph


def test_what_is_shown_of_a_shared_page(languages: tuple[Language, ...]) -> None:
    chinese = languages[0]
    page = Shared("标题", "甲" * 300, "zh/honors/a.html", SharePicture("share/zh/2017.png", "图"), entry=True)
    shown = open_graph(page, "年鉴", BASE, chinese, languages)
    assert (shown.type, shown.locale, shown.alternates) == ("article", "zh_CN", ("en_GB",))
    assert (shown.url, shown.image) == (BASE + "zh/honors/a.html", BASE + "share/zh/2017.png")
    assert (shown.image_width, shown.image_height, shown.image_alt) == (1200, 630, "图")
    assert len(shown.description) == 200
    assert shown.description.endswith("甲…")
    hidden = open_graph(page, "年鉴", "", chinese, languages)
    assert (hidden.url, hidden.image) == ("", "")


def test_a_description_is_cut_between_words(languages: tuple[Language, ...]) -> None:
    page = Shared("t", "word " * 60, "en/index.html", SharePicture("share/cover.png", ""))
    shown = open_graph(page, "Book", "", languages[1], languages)
    assert re.fullmatch(r"(word )+word…", shown.description)


# Markdown


def body(text: str) -> str:
    prose, diagnostics = convert(text, "zh", "a.md", 1)
    assert not diagnostics
    return markdown(nodes(prose.html), lambda kind, identity: f"{kind}/{identity}{'.md' if kind != 'media' else ''}")


@pytest.mark.parametrize(
    "text",
    [
        "一段，**重点**和*强调*。",
        "见[长路](project:long-road.md)与[网站](https://example.org/)。",
        "## 小标题\n\n- 甲\n- 乙\n\n1. 一\n2. 二",
        "> 引文",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "正文[^1]。\n\n[^1]: 注。",
        "用`代码`。",
        "![图](media/2017/trees.png)",
    ],
)
def test_markdown_comes_back_as_it_was(text: str) -> None:
    assert body(text.replace("long-road.md", "long-road")) == text.replace(
        "project:long-road.md", "project/long-road.md"
    )


@pytest.mark.parametrize(
    "text",
    ["# a", "- a", "1. a", "1) a", "+ a", "*a*", "[a](b)", "<b>", "a|b", "`a`", "_a_", "\\", "R&D &lt;", "> a"],
)
def test_a_text_with_signs_is_read_as_text(text: str) -> None:
    """Read by the same converter that reads bodies: what was escaped comes out as it went in."""
    prose, _ = convert(escaped(text), "en", "a.md", 1)
    assert prose.text == text
    assert str(prose.html).startswith("<p>")


def test_a_draft_is_named_in_prose_and_not_linked() -> None:
    prose, _ = convert("见[未定之奖](honor:secret)。", "zh", "a.md", 1)
    assert markdown(nodes(prose.html), lambda kind, identity: "") == "见未定之奖。"


def test_where_links_of_a_twin_lead(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    writer = FactsWriter(languages[0], yearbook, "zh/honors/green-city.html")
    assert writer.target("project", "long-road") == "../projects/long-road.md"
    assert writer.target("event", "road-opens") == "../chronicle.html#road-opens"
    assert writer.target("media", "2017/trees.png") == "../../media/2017/trees.png"
    assert writer.target("honor", "secret") == ""


def test_a_target_with_brackets_does_not_end_its_link() -> None:
    assert linked("a]", "x (y).html") == r"[a\]](<x%20(y).html>)"


def test_every_record_page_has_a_twin_in_each_language(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    found = {each.path: each.data.decode() for each in twins(yearbook, languages)}
    wanted = {
        urls.record_url(code, kind, record.id).path.replace(".html", ".md")
        for code in ("zh", "en")
        for kind in urls.RECORD_PAGES
        for record in yearbook.all(kind)
    }
    assert set(found) == wanted
    for path, text in found.items():
        for target in re.findall(r"\]\(([^)#]*\.md)\)", text):
            assert str((Path("/") / path).parent.joinpath(target).resolve())[1:] in wanted, (path, target)


def test_a_twin_has_all_facts_words_and_sources(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    text = markdown_twin(yearbook.get("honor", "green-city"), languages[1], yearbook)
    for part in (
        "# Advanced Unit in Greening\n",
        "Honour · 2017",
        "> A prize for trees.",
        "- **Level**: Municipal\n",
        "- **Conferred**: March 2017\n",
        "- **Rank**: first by growth in the city\n",
        "- **Streak**: two years running\n",
        "- **Lead**: [Greening Office](../units/green-office.md)\n",
        "The Greening Office planted trees along [Long Road](../projects/long-road.md).",
        "## Figures\n\n- Trees planted; Value 1,200; elsewhere 1,000 (“植树1000个”); The summary is later.;",
        "- [Summary of Work](../sources/report.md) “绿化”",
        "The two accounts differ.",
        "- Year: [A Year of Trees](../years/2017.md)",
    ):
        assert part in text, part


def test_twins_say_when_and_on_what_terms(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    chinese, english = languages
    dated = edition_of("2019-05-06", yearbook, {"honor:green-city": "2020-12-01"})
    honor = dated.get("honor", "green-city")
    deed = LICENCE.page("zh")
    assert deed.endswith("zh-hans")
    assert markdown_twin(honor, chinese, dated).endswith(f"\n\n最后修改: 2020年12月1日 · 许可: [署名]({deed})\n")
    assert markdown_twin(honor, english, dated).endswith(
        f"Last changed: 1 December 2020 · Licence: [Attribution]({LICENCE.address})\n"
    )
    assert "Last changed" not in markdown_twin(yearbook.get("honor", "green-city"), english, yearbook)
    files = {each.path: each.data.decode() for each in llms(dated, languages, BASE)}
    assert all("[Attribution]" in files[path] and "6 May 2019" in files[path] for path in ("llms.txt", "en/llms.txt"))
    assert "2019年5月6日" in files["zh/llms.txt"]


def test_a_twin_says_what_is_borrowed(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    text = markdown_twin(yearbook.get("honor", "clean-streets"), languages[1], yearbook)
    assert "*Not yet translated: shown in Chinese.*\n\n三个单位获奖" in text


def test_every_fact_has_a_label_in_both_languages(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    """Also those that no record uses yet: fields of parts that say what they are need none."""
    for kind in urls.RECORD_PAGES:
        for owner in (KINDS[kind].facts, *parts_of(KINDS[kind].facts)):
            if owner in VALUE_WRITERS:
                continue
            for shape in published_fields(owner):
                if shape.name not in RECORD_FIELDS | UNLABELLED | LEFT_OUT and shape.cls is not Roles:
                    for language in languages:
                        assert FactsWriter(language, yearbook, "zh/index.html").label(shape.name)


def test_llms_txt_leads_to_every_twin(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    whole, chinese, english = llms(yearbook, languages)
    assert whole.data.decode().startswith("# 小区年鉴 / A Small Yearbook\n\n> 一个小区两年的成绩。")
    assert "](zh/llms.txt)" in whole.data.decode()
    for code, asset in (("zh", chinese), ("en", english)):
        listed = re.findall(r"\]\((.*?)\)", asset.data.decode())
        assert {f"{code}/{each}" for each in listed} == {
            markdown_twin_path(record, code) for kind in urls.RECORD_PAGES for record in yearbook.all(kind)
        }
    absolute = llms(yearbook, languages, BASE)[1].data.decode()
    assert f"]({BASE}zh/honors/green-city.md)" in absolute


# All of them


def test_the_same_content_gives_the_same_bytes_whatever_the_order_it_came_in(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    again = Yearbook(yearbook.configuration, dict(yearbook.records), dict(reversed(list(yearbook.uses.items()))))
    assert everything(yearbook, languages) == everything(again, languages)


def test_paths_are_of_their_own_and_lie_in_the_site(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    paths = [each.path for each in everything(yearbook, languages)]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9./-]*", each) and ".." not in each for each in paths)


def test_a_record_without_anything_optional_can_be_exported(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    record: Record = yearbook.get("year", "2018")
    assert record_json(record, ("zh",))["facts"] == {}
    assert "citation" not in linked_data(record, "en", yearbook)
