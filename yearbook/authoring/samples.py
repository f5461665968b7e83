"""Write the lines of a sample record: every field explained in a comment, the required ones filled in.

The explanations are the docstrings of the model, the values only show the form. References name existing records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.yaml_writer import flow_value
from yearbook.checks.editorial.placeholders import PLACEHOLDER
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message, translate
from yearbook.model.declarations import FieldType
from yearbook.model.docstrings import class_name
from yearbook.model.kinds import UNIT, Kind
from yearbook.model.structure import ModelField, ValueType, published_fields
from yearbook.model.urls import MEDIA_FOLDER

WRITTEN_BY_COMMANDS = frozenset({"changed"})
_ALSO = {
    "Observation": ("value",),
    "Report": ("stage", "standing", "planned"),
    "Counts": ("count",),
    "Awardees": ("count",),
    "Part": ("text",),
    "Picture": ("alternative",),
}
"""Optional fields of parts that are shown in samples, as parts would show nothing without them."""
_BY_NAME = {
    "growth": "5.2%",
    "printed_progress": "52%",
    "count": "12个",
    "key": "first-figure",
    "file": "report.txt",
    "url": "https://example.org/report",
    "pinyin": "chang jiang",
    "highlights": "honor:some-id#first-figure",
    "status": "not-reported",
}
_FILES = {"Picture": "2016/opening.jpg", "Attachment": "2016/certificate.pdf"}
"""Files of the media folder, by the part that names one."""
_INTRODUCTION = message(
    "Each field is explained above it. Lines with a # before the field's name are not in use: delete the #."
)


@dataclass(frozen=True, slots=True)
class SampleValues:
    """What a sample is filled with."""

    languages: tuple[str, ...]
    titles: Mapping[str, str]
    """Titles that were asked for, by language."""
    year: int
    ids: Mapping[str, str]
    """By kind of reference, the id of an existing record; kinds without records are missing."""

    def title(self, language: str) -> str:
        return self.titles.get(language) or translate(PLACEHOLDER, language)


def sample_lines(kind: Kind, known: SampleValues, language: str) -> list[str]:
    """Return the fields in the order of writing, with comments in the `language` of the person."""
    found = {each.name: each for each in published_fields(kind.facts)}
    made = [f"# {_INTRODUCTION.translated(language)}"]
    for name in ordered_fields(kind):
        if name in found and name not in WRITTEN_BY_COMMANDS:
            made += _field(found[name], known, language)
    return made


def missing_records(kind: Kind, known: SampleValues) -> str:
    """Return a kind that a required field must refer to and of which there is no record; else an empty text."""
    required = [each for each in published_fields(kind.facts) if each.required]
    return next((each for field in required for each in _named(field) if each not in known.ids), "")


def _named(field: ModelField) -> Iterator[str]:
    if field.value_type is ValueType.REFERENCE:
        yield field.refers_to
    elif field.value_type is ValueType.FILE:
        yield MEDIA_FOLDER
    elif field.value_type is ValueType.PART:
        yield from (name for each in published_fields(field.part) if each.required for name in _named(each))


def _field(field: ModelField, known: SampleValues, language: str) -> Iterator[str]:
    comment = field.description.read(language)
    if field.value_type is ValueType.CHOICE and _choices(field)[0] not in comment:
        one_of = message("One of: {choices}", choices=", ".join(_choices(field)))
        comment = f"{comment} {one_of.translated(language)}"
    yield f"# {comment}"
    off = "" if field.required or field.name == "draft" else "#"
    if field.name == "title":
        titles = {each: known.title(each) for each in known.languages}
        yield f"title: {flow_value(titles[known.languages[0]] if field.value_type is ValueType.LINE else titles)}"
    elif field.many and field.value_type is ValueType.PART:
        yield f"{off}{field.name}:"
        yield f"{off}  - {flow_value(_one(field, known))}"
    else:
        yield f"{off}{field.name}: {flow_value(_value(field, known))}"


def _value(field: ModelField, known: SampleValues) -> Any:
    """Return a value of a field, a list with one, or a mapping to that, as plain strings, lists and mappings."""
    if field.keys:
        return {known.ids.get(field.keys, "lead"): [_one(field, known)]}
    return [_one(field, known)] if field.many else _one(field, known)


def _one(field: ModelField, known: SampleValues) -> Any:
    if field.own and field.own.type is FieldType.ADDRESS:
        return _BY_NAME["url"]
    by_name = None if field.own else _BY_NAME.get(field.name)
    if by_name and field.value_type not in (ValueType.PART, ValueType.NUMBER):
        return by_name
    if field.value_type is ValueType.TEXT:
        return {each: translate(PLACEHOLDER, each) for each in known.languages}
    if field.value_type is ValueType.PART:
        return _part(field, known)
    if field.value_type is ValueType.CHOICE:
        return _choices(field)[0]
    return _plain(field, known)


def _plain(field: ModelField, known: SampleValues) -> str:
    year = str(known.year)
    return {
        ValueType.FILE: known.ids.get(MEDIA_FOLDER, "some-file.pdf"),
        ValueType.REFERENCE: known.ids.get(field.refers_to, "some-id"),
        ValueType.ANY_REFERENCE: f"{UNIT.name}:{known.ids.get(UNIT.name, 'some-id')}",
        ValueType.NUMBER: year if field.name == "years" else "2",
        ValueType.DECIMAL: "2",
        ValueType.DATE: year,
        ValueType.AMOUNT: "120万元",
        ValueType.GEOMETRY: "outline.geojson",
        ValueType.FLAG: "true",
        ValueType.LINE: translate(PLACEHOLDER, known.languages[0]),
    }[field.value_type]


def _choices(field: ModelField) -> list[str]:
    return [str(each.value) for each in field.choices]


def _part(field: ModelField, known: SampleValues) -> Any:
    name = class_name(field.part)
    inner = {each.name: each for each in published_fields(field.part)}
    if field.shorthand:
        return (not field.own and _BY_NAME.get(field.name)) or _one(inner[field.shorthand], known)
    if name == "ArchivedCopy":
        return {"url": _BY_NAME["url"], "date": f"{known.year}-11-23"}
    if name == "UnitName":
        return {"name": {each: known.title(each) for each in known.languages}}
    shown = [each for each in inner.values() if each.required or each.name in _ALSO.get(name, ())]
    values = {each.name: _value(each, known) for each in shown}
    return values | ({"file": _FILES[name]} if name in _FILES else {})
