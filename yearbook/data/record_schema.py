"""Write the JSON Schema of `data/yearbook.json`, with the docstring of every field.

Describes what `record_json.py` writes, and is made from the same classes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from yearbook.core.output_file import OutputFile
from yearbook.data.record_json import VERSION, data_file_name
from yearbook.model.chinese_numbers import Bound
from yearbook.model.configuration import Licence
from yearbook.model.dates import FIRST_YEAR, LAST_YEAR
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.docstrings import class_description, class_name
from yearbook.model.fields import SLUG
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.own_kinds import kinds_of
from yearbook.model.structure import RECORD_FIELDS, ModelField, ValueType, parts_of, published_fields

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_Json = dict[str, Any]

_POINT = r"\d{4}(?:-\d{2}(?:-\d{2})?)?[?~%]?"
_EDTF = rf"^(?:{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.))$"
_TEXT: _Json = {
    "type": "object",
    "description": "The same words by language (zh, en …), for each language that has them. 各语言的同一文字。",
    "propertyNames": {"pattern": "^[a-z]{2,3}$"},
    "additionalProperties": {"type": "string", "minLength": 1},
    "minProperties": 1,
}
_DATE: _Json = {
    "type": "string",
    "description": "A date after EDTF (ISO 8601-2): 2016, 2016-11, 2016-11-23, a period 2014/2016, open 2016/.., "
    "uncertain 2016?, approximate 2016~. 日期或时段，按 EDTF 书写。",
    "pattern": _EDTF,
}
_AMOUNT: _Json = {
    "type": "object",
    "description": "A quantity, as printed and as meant; nothing is rounded. 数量：原文写法与数值。",
    "properties": {
        "printed": {"type": "string", "description": "As the Chinese source prints it: 263.89万平方米. 原文写法。"},
        "low": {
            "type": "number",
            "description": "The value in whole measures (CNY, not 万元); of a range, the lower end. "
            "数值，按计量单位计；范围取下限。",
        },
        "high": {"type": "number", "description": "The upper end of a range. 范围的上限。"},
        "measure": {
            "type": "string",
            "pattern": "^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$",
            "description": "What it is measured in: CNY, square-metre, percent, count; or two of these joined: "
            "CNY-per-square-metre. 计量单位，由两种单位组成的以 -per- 相连。",
        },
        "bound": {
            "enum": [each.value for each in Bound],
            "description": "How the printed number stands to the true one: exact, at-least (以上), over (余), "
            "about (约), at-most (以内). 限定。",
        },
    },
    "required": ["printed", "low", "measure", "bound"],
    "additionalProperties": False,
}
_ID: _Json = {"type": "string", "pattern": SLUG}
_DAY: _Json = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_BY_TYPE: dict[ValueType, _Json] = {
    ValueType.TEXT: {"$ref": "#/$defs/Text"},
    ValueType.DATE: {"$ref": "#/$defs/Date"},
    ValueType.AMOUNT: {"$ref": "#/$defs/Quantity"},
    ValueType.FLAG: {"type": "boolean"},
    ValueType.NUMBER: {"type": "integer"},
    ValueType.DECIMAL: {"type": "number"},
    ValueType.LINE: {"type": "string", "minLength": 1},
    ValueType.GEOMETRY: {"type": ["object", "string"], "required": ["type"]},
    ValueType.FILE: {"type": "string", "minLength": 1},
    ValueType.REFERENCE: _ID,
    ValueType.ANY_REFERENCE: {"type": "string", "pattern": r"^[a-z]+:[a-z0-9-]+(?:#\S+)?$"},
}
_OF_RECORDS: dict[str, tuple[_Json, str]] = {
    "kind": ({"type": "string"}, "What kind of record it is. 记录的类别。"),
    "id": (_ID, "Never changes, and is the same in all languages; unique within the kind. 编号，永不改变。"),
    "year": (
        {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        "The yearbook year, for kinds that are kept by year. 所属年度。",
    ),
    "title": ({"$ref": "#/$defs/Text"}, "The title by language. 标题。"),
    "summary": ({"$ref": "#/$defs/Text"}, "One sentence by language. 一句话摘要。"),
    "motto": ({"$ref": "#/$defs/Text"}, "A year's motto by language. 年度主题。"),
    "facts": ({}, "What is recorded; see the kind's own definition. 事实。"),
    "texts": ({"$ref": "#/$defs/Text"}, "The body as plain text by language, one paragraph a line. 正文（纯文本）。"),
    "version": (
        {"type": "string"},
        "Changes when the original's words do: what a translation was made from. 原文文字的版本。",
    ),
    "changed": (
        _DAY,
        "The day of its last change of substance; where it is missing, that of the edition. 最近一次实质修改的日期。",
    ),
    "pages": (
        {"type": "object", "additionalProperties": {"type": "string"}},
        "Where it is read by language, from the site's top. 各语言的网页位置。",
    ),
}
_REQUIRED = ["kind", "id", "title", "facts", "pages"]


def schema_file(own: Declarations = NO_DECLARATIONS) -> OutputFile:
    """`data/yearbook.schema.json`."""
    text = json.dumps(data_schema(own), ensure_ascii=False, indent=1) + "\n"
    return OutputFile("data/yearbook.schema.json", text.encode())


def data_schema(own: Declarations = NO_DECLARATIONS) -> _Json:
    """The JSON Schema (2020-12) of the whole yearbook; `#/$defs/OneKind` is that of the files of one kind."""
    parts: dict[str, _Json] = {"Text": _TEXT, "Date": _DATE, "Quantity": _AMOUNT}
    kinds = kinds_of(own)
    for kind in kinds.values():
        parts[kind.name] = _record(kind.name, kind.facts)
        for owner in parts_of(kind.facts):
            parts.setdefault(class_name(owner), _part(owner, published_fields(owner)))
    records = {
        "type": "object",
        "properties": {kind: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}} for kind in kinds},
        "additionalProperties": False,
    }
    version = {"const": VERSION, "description": "The version of this form. 格式版本。"}
    parts["Records"] = {"description": "All records by kind. 按类别排列的记录。", **records}
    parts["OneKind"] = _object({"$schema": {"type": "string"}, "version": version, "records": _records()})
    return {"$schema": _DIALECT, "title": "Yearbook", **_whole(version), "$defs": parts}


def _records() -> _Json:
    return {"$ref": "#/$defs/Records"}


def _whole(version: _Json) -> _Json:
    text = {"$ref": "#/$defs/Text"}
    words = {"type": "object", "propertyNames": {"pattern": SLUG}, "additionalProperties": text}
    properties: _Json = {
        "$schema": {"type": "string"},
        "version": version,
        "title": text,
        "subtitle": text,
        "publisher": text,
        "description": text,
        "address": {"type": "string", "description": "Where the site is published. 网站地址。"},
        "published": {**_DAY, "description": "The day on which this edition is published. 本版发布日期。"},
        "licence": _part(Licence, published_fields(Licence)),
        "district": {**_ID, "description": "The unit whose yearbook it is. 年鉴所属的单位。"},
        "languages": {"type": "array", "items": {"type": "string"}},
        "years": {"type": "array", "items": {"type": "integer"}},
        "warnings": {
            "type": "object",
            "description": "From which lead or lag, in percentage points, a schedule has a colour. 预警分界。",
            "additionalProperties": {"type": "number"},
        },
        **{data_file_name(kind): words for kind in VOCABULARIES},
        "records": _records(),
    }
    optional = {"$schema", "subtitle", "publisher", "description", "address", "published", "licence"}
    return _object(properties, [name for name in properties if name not in optional])


def _record(kind: str, facts: type[Any]) -> _Json:
    properties = {name: {**form, "description": said} for name, (form, said) in _OF_RECORDS.items()}
    properties["kind"] = {"const": kind}
    own = tuple(each for each in published_fields(facts) if each.name not in RECORD_FIELDS)
    properties["facts"] = _part(facts, own)
    return {"description": str(class_description(facts)), **_object(properties, _REQUIRED)}


def _part(owner: type[Any], fields: Iterable[ModelField]) -> _Json:
    fields = tuple(fields)
    properties = {each.name: _field(each) for each in fields}
    described = {"description": str(class_description(owner))}
    return {**described, **_object(properties, [each.name for each in fields if each.required])}


def _field(each: ModelField) -> _Json:
    form = _form(each)
    if each.many:
        form = {"type": "array", "items": form, "minItems": 1}
    if each.keyed:
        form = {"type": "object", "propertyNames": {"pattern": SLUG}, "additionalProperties": form}
    return {**form, "description": str(each.description)}


def _form(each: ModelField) -> _Json:
    if each.value_type is ValueType.PART:
        return {"$ref": f"#/$defs/{class_name(each.part)}"}
    if each.value_type is ValueType.CHOICE:
        return {"enum": [member.value for member in each.choices]}
    return _BY_TYPE[each.value_type]


def _object(properties: _Json, required: Iterable[str] = ("version", "records")) -> _Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
