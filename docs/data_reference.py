"""Write the reference of fields and tables at the end of docs/data.md, in English and Chinese.

`python docs/data_reference.py` brings it up to date; a test compares it with the document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yearbook.data.markdown_writer import markdown_table
from yearbook.data.tables import DataTable, layout
from yearbook.model.docstrings import class_description, class_name
from yearbook.model.kinds import KINDS
from yearbook.model.structure import RECORD_FIELDS, ModelField, ValueType, parts_of, published_fields
from yearbook.model.texts import DEFAULT_LANGUAGES

DOCUMENT = Path(__file__).with_name("data.md")
BEGIN = "## Facts of each kind"
"""The heading with which the reference begins."""


def document(text: str) -> str:
    """The text of the document with its reference made anew."""
    return f"{text.partition(BEGIN)[0]}{data_reference()}\n"


def data_reference() -> str:
    """Markdown: the facts of each kind, the parts they are made of, and the tables."""
    owners = {kind.facts: f"{kind.name}" for kind in KINDS.values()}
    parts: dict[type[Any], str] = {}
    for owner in owners:
        parts |= {part: class_name(part) for part in parts_of(owner)}
    blocks = [BEGIN]
    blocks += [_class(owner, name, RECORD_FIELDS) for owner, name in owners.items()]
    blocks.append("## Parts")
    blocks += [_class(part, name) for part, name in sorted(parts.items(), key=lambda each: each[1])]
    blocks.append("## Tables")
    blocks += [_table(each) for each in layout(DEFAULT_LANGUAGES)]
    return "\n\n".join(blocks)


def _class(owner: type[Any], name: str, skip: frozenset[str] = frozenset()) -> str:
    about = class_description(owner)
    rows = [
        (f"`{each.name}`{'' if each.required else ' ?'}", _form(each), each.description.en, each.description.zh)
        for each in published_fields(owner)
        if each.name not in skip
    ]
    return f"### {name}\n\n{about.en} {about.zh}\n\n{markdown_table(('field', 'form', 'meaning', '含义'), rows)}"


def _form(each: ModelField) -> str:
    """The form of a value in JSON, in words."""
    match each.value_type:
        case ValueType.PART:
            form = f"[{class_name(each.part)}](#{class_name(each.part).lower()})"
        case ValueType.CHOICE:
            form = " · ".join(f"`{member.value}`" for member in each.choices)
        case ValueType.REFERENCE:
            form = f"id of a {each.refers_to}"
        case _:
            form = _FORMS[each.value_type]
    if each.keyed:
        return f"mapping from {each.keys} to list of: {form}"
    return f"list of: {form}" if each.many else form


_FORMS = {
    ValueType.TEXT: "text by language",
    ValueType.DATE: "date (EDTF)",
    ValueType.AMOUNT: "quantity",
    ValueType.FLAG: "true or false",
    ValueType.GEOMETRY: "GeoJSON, or the path of a file below media/",
    ValueType.NUMBER: "whole number",
    ValueType.DECIMAL: "number",
    ValueType.LINE: "text",
    ValueType.ANY_REFERENCE: "`kind:id` or `kind:id#fact`",
}


def _table(each: DataTable) -> str:
    rows = [
        (
            f"`{column.name}`",
            column.type + (f", id in `{column.refers_to}`" if column.refers_to else ""),
            column.description.en,
            column.description.zh,
        )
        for column in each.columns
    ]
    key = ", ".join(f"`{name}`" for name in each.key)
    about = f"{each.description.en} {each.description.zh} Key: {key}."
    return f"### {each.name}.csv\n\n{about}\n\n{markdown_table(('column', 'type', 'meaning', '含义'), rows)}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
