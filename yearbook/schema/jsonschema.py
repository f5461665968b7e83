"""The vocabulary → JSON Schemas, one a kind, from which editors' tools complete, check and explain fields.

Descriptions are the docstrings of the fields, in English and Chinese, taken from the source of the model's
classes, so that what a field means is said in one place.
"""

from __future__ import annotations

import ast
import inspect
import json
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

from yearbook.model import (
    bodies,
    configuration,
    entries,
    fields,
    honors,
    narrative,
    projects,
    reference,
    series,
)
from yearbook.model.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODULES: tuple[ModuleType, ...] = (
    fields, honors, projects, series, narrative, bodies, reference, configuration, entries
)  # fmt: skip


def schemas() -> dict[str, bytes]:
    """File name → JSON Schema. YAML kinds have the schema of a whole file, a mapping from id to record."""
    documented = _documentation()
    made = {
        f"{kind.folder.removesuffix('.yaml')}.json": _of_kind(kind.facts, documented, many=not kind.prose)
        for kind in KINDS.values()
    }
    made["yearbook.json"] = _of_kind(configuration.Configuration, documented, many=False)
    made["translation.json"] = _of_kind(entries.Translated, documented, many=False)
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
        for name, schema in made.items()
    }


def _of_kind(kind: type, documented: dict[str, dict[str, str]], *, many: bool) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
    parts = schema.pop("$defs", {})
    schema, parts = (
        _with_bare_values(schema, parts),
        {name: _with_bare_values(part, parts) for name, part in parts.items()},
    )
    _describe(schema, documented)
    for part in parts.values():
        _describe(part, documented)
    if not many:
        return {"$schema": DIALECT, **schema, **({"$defs": parts} if parts else {})}
    slug = {"pattern": fields.SLUG, "maxLength": 80}
    return {
        "$schema": DIALECT,
        "title": f"{schema['title']}s",
        "type": "object",
        "propertyNames": slug,
        "additionalProperties": {"$ref": f"#/$defs/{schema['title']}"},
        "$defs": {**parts, schema["title"]: schema},
    }


def _with_bare_values(schema: Any, parts: dict[str, Any]) -> Any:
    """With the short form of each part that has one spelt out."""
    if isinstance(schema, list):
        return [_with_bare_values(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("anyOf"), list) and fields.BARE in schema["anyOf"][0]:
        bare, whole, *rest = schema["anyOf"]
        target = parts[whole["$ref"].rpartition("/")[2]] if "$ref" in whole else whole
        schema = {**schema, "anyOf": [target["properties"][bare[fields.BARE]], whole, *rest]}
    return {key: _with_bare_values(value, parts) for key, value in schema.items()}


def _describe(schema: dict[str, Any], documented: dict[str, dict[str, str]]) -> None:
    """Add what the fields mean, and take away what the library adds of its own."""
    known = documented.get(schema.get("title", "").partition("[")[0], {})
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        if name in known:
            field["description"] = known[name]
    if "" in known:
        schema["description"] = known[""]


def _documentation() -> dict[str, dict[str, str]]:
    """Class → field → its docstring; the class's own under an empty name."""
    found: dict[str, dict[str, str]] = {}
    for module in _MODULES:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = {"": ast.get_docstring(node) or "", **_fields(node)}
    return found


def _fields(owner: ast.ClassDef) -> dict[str, str]:
    pairs = zip(owner.body, owner.body[1:], strict=False)
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairs
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
