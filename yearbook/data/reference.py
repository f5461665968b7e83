"""The vocabulary → the reference of fields and tables in docs/data.md, in English and Chinese.

`python -c "from yearbook.data.reference import reference; print(reference())"` prints it; a test holds that the
document has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from yearbook.data.record_schema import parts_of
from yearbook.data.tables import DataTable, layout
from yearbook.model.kinds import KINDS
from yearbook.model.shapes import RECORD_FIELDS, Shape, Sort, meaning, shapes


def data_reference() -> str:
    """Markdown: the facts of each kind, the parts they are made of, and the tables."""
    owners = {kind.facts: f"{kind.name}" for kind in KINDS.values()}
    parts: dict[type[Any], str] = {}
    for owner in owners:
        parts |= {part: _name(part) for part in parts_of(owner)}
    blocks = ["## Facts of each kind"]
    blocks += [_class(owner, name, RECORD_FIELDS) for owner, name in owners.items()]
    blocks.append("## Parts")
    blocks += [_class(part, name) for part, name in sorted(parts.items(), key=lambda each: each[1])]
    blocks.append("## Tables")
    blocks += [_table(each) for each in layout(("zh", "en"))]
    return "\n\n".join(blocks)


def _class(owner: type[Any], name: str, skip: frozenset[str] = frozenset()) -> str:
    said = meaning(owner)
    rows = [
        (f"`{each.name}`{'' if each.required else ' ?'}", _form(each), each.meaning.en, each.meaning.zh)
        for each in shapes(owner)
        if each.name not in skip
    ]
    return f"### {name}\n\n{said.en} {said.zh}\n\n{_rows(('field', 'form', 'meaning', '含义'), rows)}"


def _form(each: Shape) -> str:
    """What stands in JSON, in words."""
    match each.sort:
        case Sort.PART:
            assert each.kind is not None
            form = f"[{_name(each.kind)}](#{_name(each.kind).lower()})"
        case Sort.CHOICE:
            assert each.kind is not None
            assert issubclass(each.kind, Enum)
            form = " · ".join(f"`{member.value}`" for member in each.kind)
        case Sort.REFERENCE:
            form = f"id of a {each.refers_to}"
        case _:
            form = _FORMS[each.sort]
    return f"list of: {form}" if each.many else form


_FORMS = {
    Sort.TEXT: "text by language",
    Sort.DATE: "date (EDTF)",
    Sort.AMOUNT: "quantity",
    Sort.FLAG: "true or false",
    Sort.NUMBER: "whole number",
    Sort.LINE: "text",
    Sort.ANY_REFERENCE: "`kind:id` or `kind:id#fact`",
}


def _table(each: DataTable) -> str:
    rows = [
        (
            f"`{column.name}`",
            column.type + (f", id in `{column.refers_to}`" if column.refers_to else ""),
            column.meaning.en,
            column.meaning.zh,
        )
        for column in each.columns
    ]
    key = ", ".join(f"`{name}`" for name in each.key)
    said = f"{each.meaning.en} {each.meaning.zh} Key: {key}."
    return f"### {each.name}.csv\n\n{said}\n\n{_rows(('column', 'type', 'meaning', '含义'), rows)}"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(each)} |" for each in (head, ("---",) * len(head), *rows)]
    return "\n".join(lines)


def _name(owner: type[Any]) -> str:
    return owner.__name__.partition("[")[0]
