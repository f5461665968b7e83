"""A record → its stable JSON: all facts, all words in every language, as plain values.

The form is versioned by `VERSION` and described by `exports.schema`. What is empty is left out; nothing is rounded,
nothing is derived, and nothing of the site's look goes in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.quantities import Quantity
from yearbook.model.structure import EDITORIAL, RECORD_FIELDS, fields_of
from yearbook.model.texts import Text

VERSION = "1.1"
"""Of the JSON's form: the first number changes when something is taken away or means something else, the second
when something is added.
"""

_Encoder = Callable[[Any], Any]


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
    if record.facts.changed:
        whole["changed"] = str(record.facts.changed)
    whole["pages"] = {code: page(code, record) for code in languages}
    return whole


def page(language: str, record: Record) -> str:
    """Where a record is read, from the site's top: `zh/honors/x.html`, `zh/chronicle.html#x`."""
    address = urls.record_url(language, record.kind, record.id)
    return f"{address.path}#{address.fragment}" if address.fragment else address.path


def plain_value(value: Any) -> Any:
    """A value of the vocabulary as JSON holds it: dates as EDTF, texts by language, quantities by their parts."""
    return _ENCODERS[type(value)](value)


def record_files(yearbook: Yearbook) -> tuple[OutputFile, ...]:
    """`data/yearbook.json`, and one file a kind such as `data/honors.json`; every record is on a line of its own."""
    languages = yearbook.configuration.languages
    kinds = {kind: [_line(record_json(each, languages)) for each in yearbook.all(kind)] for kind in yearbook.records}
    files = [
        OutputFile(
            f"data/{record_file_name(kind)}.json", _file({"$schema": _ONE_KIND, "version": VERSION}, ((kind, lines),))
        )
        for kind, lines in kinds.items()
    ]
    return (OutputFile("data/yearbook.json", _file(_head(yearbook), kinds.items())), *files)


def record_file_name(kind: str) -> str:
    """What the files of a kind are called: `honors` for honor."""
    return _PLURALS.get(kind, f"{kind}s")


_PLURALS = {"category": "categories", "basis": "bases"}
_SCHEMA = "yearbook.schema.json"
_ONE_KIND = f"{_SCHEMA}#/$defs/OneKind"


def _head(yearbook: Yearbook) -> dict[str, Any]:
    """What stands before the records of the whole yearbook."""
    configuration = yearbook.configuration
    head: dict[str, Any] = {"$schema": _SCHEMA, "version": VERSION, "title": _text(configuration.title)}
    for name in ("subtitle", "publisher", "description"):
        if words := getattr(configuration, name):
            head[name] = _text(words)
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
        "warnings": {name: getattr(configuration.warnings, name) for name in ("green", "blue", "yellow")},
    }
    for kind, field in VOCABULARIES.items():
        words_by_id: dict[str, Text] = getattr(configuration, field)
        head[record_file_name(kind)] = {identity: _text(words) for identity, words in words_by_id.items()}
    return head


def _file(head: dict[str, Any], kinds: Iterable[tuple[str, list[str]]]) -> bytes:
    """Records by kind under `records`, one a line, so that a change of one record is a change of one line."""
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    blocks = (f"{json.dumps(kind)}: [\n" + ",\n".join(lines) + "\n]" for kind, lines in kinds)
    return "".join((opening, ',\n "records": {\n', ",\n".join(blocks), "\n}\n}\n")).encode()


_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _text(text: Text) -> dict[str, str]:
    return dict(text.values)


def _quantity(value: Quantity) -> dict[str, Any]:
    """`high` only for a range. Numbers are exact up to 15 digits, which is more than any source prints."""
    found: dict[str, Any] = {"printed": value.printed, "low": _number(value.low)}
    if value.high is not None:
        found["high"] = _number(value.high)
    found |= {"measure": value.measure, "bound": value.bound.value}
    return found


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class _Encoders(dict[type, _Encoder]):
    """What turns a value of exactly this type into a plain one; those of classes are made when first met."""

    def __missing__(self, kind: type) -> _Encoder:
        if issubclass(kind, Enum):
            encoder: _Encoder = lambda value: value.value  # noqa: E731 - as short as those below
        elif is_dataclass(kind):
            encoder = _part([each.name for each in fields_of(kind)])
        else:
            raise TypeError(f"no export knows what {kind!r} is")
        self[kind] = encoder
        return encoder


def _part(names: list[str]) -> _Encoder:
    def encode(value: Any) -> dict[str, Any]:
        found = {}
        for name in names:
            each = getattr(value, name)
            if each is None or each == ():
                continue
            made = _ENCODERS[type(each)](each)
            if made != {}:  # a part with nothing in it
                found[name] = made
        return found

    return encode


_ENCODERS: dict[type, _Encoder] = _Encoders(
    {
        str: lambda value: value,
        int: lambda value: value,
        bool: lambda value: value,
        When: str,
        Text: _text,
        Quantity: _quantity,
        tuple: lambda value: [_ENCODERS[type(each)](each) for each in value],
    }
)
