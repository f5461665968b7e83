"""A kind of record → the lines of a record to begin with: each field explained, the required ones filled in.

What a field is and means comes from the model's own docstrings; the values only show the form. Names no record that
is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.yaml_writer import flow_value
from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, translate
from yearbook.model.docstrings import class_name
from yearbook.model.kinds import Kind
from yearbook.model.structure import ModelField, ValueType, published_fields

WRITTEN_BY_COMMANDS = frozenset({"changed"})
PLACEHOLDER = marked("To be written")
_ALSO = {
    "Observation": ("value",),
    "Report": ("stage", "planned"),
    "Counts": ("count",),
    "Part": ("text",),
    "Roles": ("lead",),
}
"""Optional fields without which a part shows nothing."""
_NAMED = {
    "growth": "5.2%",
    "printed_progress": "52%",
    "count": "12个",
    "key": "first-figure",
    "file": "report.txt",
    "pinyin": "chang jiang",
    "highlights": "honor:some-id#first-figure",
    "status": "not-reported",
}
_EXPLAINED = marked(
    "Each field is explained above it. Lines with a # before the field's name are not in use: delete the #."
)


@dataclass(frozen=True, slots=True)
class SampleRecords:
    """What a new record may name."""

    languages: tuple[str, ...]
    titles: Mapping[str, str]
    """Language → the title that was asked for."""
    year: int
    ids: Mapping[str, str]
    """Kind of a reference → an id that there is; kinds of which there is none are missing."""

    def title(self, language: str) -> str:
        return self.titles.get(language) or translate(PLACEHOLDER, language)


def sample_lines(kind: Kind, known: SampleRecords, language: str) -> list[str]:
    """The fields in the order of writing, with remarks in the `language` of the person."""
    found = {each.name: each for each in published_fields(kind.facts)}
    made = [f"# {translate(_EXPLAINED, language)}"]
    for name in ordered_fields(kind):
        if name in found and name not in WRITTEN_BY_COMMANDS:
            made += _field(found[name], known, language)
    return made


def missing_records(kind: Kind, known: SampleRecords) -> str:
    """The kind of record that a required field must name and of which there is none; empty where all is there."""
    required = [each for each in published_fields(kind.facts) if each.required]
    return next((each for shape in required for each in _named(shape) if each not in known.ids), "")


def _named(shape: ModelField) -> Iterator[str]:
    if shape.value_type is ValueType.REFERENCE:
        yield shape.refers_to
    elif shape.value_type is ValueType.PART:
        yield from (name for each in published_fields(shape.part) if each.required for name in _named(each))


def _field(shape: ModelField, known: SampleRecords, language: str) -> Iterator[str]:
    said = shape.description.read(language)
    if shape.value_type is ValueType.CHOICE and _choices(shape)[0] not in said:
        said = f"{said} {translate('One of', language)}: {', '.join(_choices(shape))}"
    yield f"# {said}"
    off = "" if shape.required or shape.name == "draft" else "#"
    if shape.name == "title":
        titles = {each: known.title(each) for each in known.languages}
        yield f"title: {flow_value(titles[known.languages[0]] if shape.value_type is ValueType.LINE else titles)}"
    elif shape.many and shape.value_type is ValueType.PART:
        yield f"{off}{shape.name}:"
        yield f"{off}  - {flow_value(_one(shape, known))}"
    else:
        yield f"{off}{shape.name}: {flow_value(_value(shape, known))}"


def _value(shape: ModelField, known: SampleRecords) -> Any:
    """A value of a field, or a list with one, as plain strings, lists and mappings."""
    return [_one(shape, known)] if shape.many else _one(shape, known)


def _one(shape: ModelField, known: SampleRecords) -> Any:
    if (value := _NAMED.get(shape.name)) and shape.value_type not in (ValueType.PART, ValueType.NUMBER):
        return value
    if shape.value_type is ValueType.TEXT:
        return {each: translate(PLACEHOLDER, each) for each in known.languages}
    if shape.value_type is ValueType.PART:
        return _part(shape, known)
    if shape.value_type is ValueType.CHOICE:
        return _choices(shape)[0]
    return _plain(shape, known)


def _plain(shape: ModelField, known: SampleRecords) -> str:
    year = str(known.year)
    return {
        ValueType.REFERENCE: known.ids.get(shape.refers_to, "some-id"),
        ValueType.ANY_REFERENCE: f"unit:{known.ids.get('unit', 'some-id')}",
        ValueType.NUMBER: year if shape.name == "years" else "2",
        ValueType.DECIMAL: "2",
        ValueType.DATE: year,
        ValueType.AMOUNT: "120万元",
        ValueType.FLAG: "true",
        ValueType.LINE: translate(PLACEHOLDER, known.languages[0]),
    }[shape.value_type]


def _choices(shape: ModelField) -> list[str]:
    return [str(each.value) for each in shape.choices]


def _part(shape: ModelField, known: SampleRecords) -> Any:
    name = class_name(shape.part)
    inner = {each.name: each for each in published_fields(shape.part)}
    if shape.shorthand:
        return _NAMED.get(shape.name) or _one(inner[shape.shorthand], known)
    if name == "UnitName":
        return {"name": {each: known.title(each) for each in known.languages}}
    fields = [each for each in inner.values() if each.required or each.name in _ALSO.get(name, ())]
    return {each.name: _value(each, known) for each in fields}
