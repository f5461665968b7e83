"""Write records as stable JSON: all facts, all words in every language, as plain values.

The form is versioned by `VERSION` and described by `record_schema.py`. What is empty is left out; nothing is rounded,
nothing is derived, and nothing of the site's look goes in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.data.record_info import site_address
from yearbook.model.declarations import plural
from yearbook.model.docstrings import cached
from yearbook.model.geometry import geojson
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.quantities import Quantity
from yearbook.model.structure import EDITORIAL, RECORD_FIELDS, ModelField, ValueType, fields_of
from yearbook.model.texts import Text

VERSION = "1.2"
"""Of the JSON's form: the first number changes when something is taken away or means something else, the second
when something is added.
"""


def record_json(record: Record, languages: tuple[str, ...]) -> dict[str, Any]:
    """One record as JSON holds it. Keys in a fixed order; see docs/data.md."""
    whole: dict[str, Any] = {"kind": record.kind, "id": record.id}
    if record.year is not None:
        whole["year"] = record.year
    whole["title"] = _text(record.title)
    for name, words in (("summary", record.summary), ("motto", record.motto)):
        if words is not None:
            whole[name] = _text(words)
    facts = plain_value(record.facts)
    whole["facts"] = {name: value for name, value in facts.items() if name not in RECORD_FIELDS | EDITORIAL}
    if record.bodies:
        whole["texts"] = {each.language: each.prose.text for each in record.bodies}
    if record.version:
        whole["version"] = record.version
    if record.changed:
        whole["changed"] = str(record.changed)
    whole["pages"] = {code: site_address(record, code).path for code in languages}
    return whole


def record_line(record: Record, languages: tuple[str, ...]) -> bytes:
    """One record as a line of a JSON file, without the end of the line."""
    return _line(record_json(record, languages)).encode()


def data_files_json(yearbook: Yearbook, lines_of: Mapping[Key, bytes]) -> tuple[OutputFile, ...]:
    """`data/yearbook.json`, and one file a kind such as `data/honors.json`. `lines_of`: the line of every record."""
    kinds = {kind: [lines_of[each.key] for each in yearbook.all(kind)] for kind in yearbook.records}
    files = [
        OutputFile(
            f"data/{data_file_name(kind)}.json", _file({"$schema": _ONE_KIND, "version": VERSION}, ((kind, lines),))
        )
        for kind, lines in kinds.items()
    ]
    return (OutputFile("data/yearbook.json", _file(_head(yearbook), kinds.items())), *files)


def data_file_name(kind: str) -> str:
    """The name of the files of a kind or vocabulary, without their ending: `honors` for honor."""
    return VOCABULARIES.get(kind) or plural(kind)


_SCHEMA = "yearbook.schema.json"
_ONE_KIND = f"{_SCHEMA}#/$defs/OneKind"


def _head(yearbook: Yearbook) -> dict[str, Any]:
    """The settings of the whole yearbook, which come before its records."""
    configuration = yearbook.configuration
    head: dict[str, Any] = {"$schema": _SCHEMA, "version": VERSION, "title": _text(configuration.title)}
    optional = {
        "subtitle": configuration.subtitle,
        "publisher": configuration.publisher,
        "description": configuration.description,
    }
    head |= {name: _text(words) for name, words in optional.items() if words}
    if configuration.address:
        head["address"] = configuration.address
    if configuration.published:
        head["published"] = str(configuration.published)
    if configuration.licence:
        head["licence"] = plain_value(configuration.licence)
    head |= {
        "district": configuration.district,
        "languages": list(configuration.languages),
        "years": list(configuration.years),
        "warnings": plain_value(configuration.warnings),
    }
    for name in VOCABULARIES:
        words_by_id = configuration.vocabulary(name)
        head[data_file_name(name)] = {identity: _text(words) for identity, words in words_by_id.items()}
    return head


def _file(head: dict[str, Any], kinds: Iterable[tuple[str, list[bytes]]]) -> bytes:
    """Records by kind under `records`, one a line, so that a change of one record is a change of one line."""
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    blocks = (b"%b: [\n%b\n]" % (json.dumps(kind).encode(), b",\n".join(lines)) for kind, lines in kinds)
    return b"".join((opening.encode(), b',\n "records": {\n', b",\n".join(blocks), b"\n}\n}\n"))


_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# Plain values

_Encoder = Callable[[Any], Any]


def plain_value(part: Any) -> dict[str, Any]:
    """An instance of the model as JSON holds it: dates as EDTF, texts by language, quantities by their parts."""
    found = {}
    for name, encode in _encoders(type(part)):
        value = getattr(part, name)
        if value is None or value == ():
            continue
        plain = encode(value) if encode else value
        if plain != {}:  # a part with nothing in it
            found[name] = plain
    return found


@cached
def _encoders(owner: type[Any]) -> tuple[tuple[str, _Encoder | None], ...]:
    """What makes the value of each field plain; None for values that are plain already."""
    return tuple((field.name, _encoder(field)) for field in fields_of(owner))


def _encoder(field: ModelField) -> _Encoder | None:
    one = _BY_TYPE.get(field.value_type)
    if field.keys:
        return lambda roles: {role: list(units) for role, units in roles.entries}
    if field.many:
        return (lambda values: [one(each) for each in values]) if one else list
    return one


def _text(text: Text) -> dict[str, str]:
    return dict(text.values)


def _quantity(value: Quantity) -> dict[str, Any]:
    """`high` only for a range. Numbers are exact up to 15 digits, which is more than any source prints."""
    found: dict[str, Any] = {"printed": value.printed, "low": plain_number(value.low)}
    if value.high is not None:
        found["high"] = plain_number(value.high)
    found |= {"measure": value.measure, "bound": value.bound.value}
    return found


def plain_number(value: Decimal) -> int | float:
    """A whole number as such, for JSON."""
    return int(value) if value == value.to_integral_value() else float(value)


_BY_TYPE: dict[ValueType, _Encoder] = {
    ValueType.TEXT: _text,
    ValueType.DATE: str,
    ValueType.AMOUNT: _quantity,
    ValueType.CHOICE: lambda value: value.value,
    ValueType.PART: plain_value,
    ValueType.GEOMETRY: lambda value: value.file or geojson(value),
}
"""What makes values of these types plain; the others are plain already."""
