"""Descriptions of the model's classes, and walks over their values."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import pytest

from yearbook.model.configuration import Configuration
from yearbook.model.dates import parse_when
from yearbook.model.docstrings import class_description
from yearbook.model.fields import Citation, Dated, Fact
from yearbook.model.honors import Form, Honor
from yearbook.model.kinds import KINDS
from yearbook.model.projects import Counts, Ledger
from yearbook.model.quantities import parse_quantity
from yearbook.model.structure import Pointer, ValueType, field_at, fields_of, parts_of, published_fields
from yearbook.model.texts import Text
from yearbook.model.walk import ValueFinder, leaves


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


def test_a_field_says_what_its_values_are() -> None:
    fields_by_name = {each.name: each for each in fields_of(Honor)}
    persons, conferred, form = (fields_by_name[name] for name in ("persons", "conferred", "form"))
    assert (persons.value_type, persons.many, persons.required) == (ValueType.TEXT, True, False)
    assert (conferred.value_type, conferred.part, conferred.shorthand) == (ValueType.PART, Dated, "date")
    assert (form.value_type, form.choices, form.required) == (ValueType.CHOICE, Form, True)
    assert fields_by_name["conferred_by"].refers_to == "unit"
    assert "accepted" in fields_by_name
    assert "accepted" not in {each.name for each in published_fields(Honor)}


@pytest.mark.parametrize(
    ("owner", "pointer", "found"),
    [
        (Honor, ("figures", 0, "value", "others", 1, "value"), ValueType.AMOUNT),
        (Honor, ("units", "lead", 0), ValueType.REFERENCE),
        (Honor, ("units", "any-role"), ValueType.REFERENCE),
        (Honor, ("figures", 0, "nothing"), None),
        (Honor, ("title", "zh"), None),
        (Configuration, ("publish", "web", "to"), ValueType.LINE),
        (Configuration, ("warnings", "green"), ValueType.DECIMAL),
    ],
)
def test_a_pointer_leads_to_a_field(owner: type[Any], pointer: Pointer, found: ValueType | None) -> None:
    field = field_at(owner, pointer)
    assert (field and field.value_type) == found


def test_values_are_found_with_the_way_to_them() -> None:
    total = Counts(count=Fact(value=parse_quantity("3个")), members=("a", "b"))
    ledger = Ledger(
        title=Text((("en", "Roads"),)),
        period=parse_when("2017"),
        total=total,
        sources=(Citation(source="report", at="3个"),),
    )
    found = {pointer: value for pointer, value, _ in leaves(ledger)}
    assert found == {
        ("title",): ledger.title,
        ("period",): ledger.period,
        ("draft",): False,
        ("total", "count", "value"): parse_quantity("3个"),
        ("total", "members", 0): "a",
        ("total", "members", 1): "b",
        ("sources", 0, "source"): "report",
        ("sources", 0, "at"): "3个",
    }
    find_amounts = ValueFinder(lambda field: field.value_type is ValueType.AMOUNT)
    assert [(pointer, field.name) for pointer, _, field in find_amounts(ledger)] == [
        (("total", "count", "value"), "value")
    ]
    find_parts = ValueFinder(lambda field: field.cls in (Counts, Fact))
    assert [pointer for pointer, _, _ in find_parts(ledger)] == [("total",), ("total", "count")]
