"""CSV tables: their columns, rows and cells, read back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.support.exported import NASTY, document, json_files, rows_of, table, tables
from yearbook.content.yearbook import Yearbook
from yearbook.data.columns import without_formula
from yearbook.data.tables import layout, part_tables
from yearbook.model.kinds import KINDS, PROJECT
from yearbook.model.quantities import Quantity
from yearbook.model.structure import ValueType, parts_of, published_fields


def test_a_table_opens_right_in_a_spreadsheet(yearbook: Yearbook) -> None:
    for each, asset in tables(yearbook):
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


def test_rows_of_parts_point_at_the_same_parts_in_the_json(yearbook: Yearbook) -> None:
    """Every row of a part leads by its path to the same part in the JSON."""
    kinds: Mapping[str, Any] = document(json_files(yearbook), "data/yearbook.json")["records"]
    records = {(kind, each["id"]): each["facts"] for kind, found in kinds.items() for each in found}
    followed = 0
    for each, asset in tables(yearbook):
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


def test_links_have_the_role_of_each_reference(yearbook: Yearbook) -> None:
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
    record = yearbook.get(PROJECT, "long-road")
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
def test_other_texts_are_not_changed(text: str) -> None:
    assert without_formula(text) == text


def test_no_cell_of_any_table_is_a_formula_and_numbers_stay_numbers(nasty: Yearbook) -> None:
    record = nasty.get(PROJECT, "long-road")
    investment = record.facts.investment
    assert investment is not None
    exact = investment.value.bound
    amount = Quantity("-3.50%", Decimal("-3.50"), None, "percent", exact, "%", 0)
    facts = replace(record.facts, investment=replace(investment, value=amount))
    records = {**nasty.records, "project": {"long-road": replace(record, facts=facts)}}
    changed = Yearbook(nasty.configuration, records, nasty.uses)
    seen = 0
    for each, asset in tables(changed):
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


def test_column_names_of_a_table_are_unique() -> None:
    for each in layout(("zh", "en", "fr")):
        names = [column.name for column in each.columns]
        assert len(set(names)) == len(names), each.name
        assert set(each.key) <= set(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_every_class_of_parts_in_lists_has_a_table() -> None:
    for kind in KINDS.values():
        for owner in (kind.facts, *parts_of(kind.facts)):
            several = {each.part for each in published_fields(owner) if each.many and each.value_type is ValueType.PART}
            assert several <= set(part_tables()), owner
