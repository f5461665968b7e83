"""Make the JSON Schemas of all kinds, from which editors' tools complete, check and explain fields.

Descriptions are the docstrings of the fields, in English and Chinese, taken from the source of the model's
classes, so that what a field means is said in one place. A schema refuses what can be seen to be wrong from one file
alone; whether a named record exists is not known to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from yearbook.content import originals
from yearbook.content.choices import explained
from yearbook.core.frozen import dataclass
from yearbook.model import configuration, fields
from yearbook.model.chinese_numbers import AMOUNT, QUALIFIED_AFTER, QUALIFIED_BEFORE
from yearbook.model.common import Acceptance
from yearbook.model.dates import FIRST_YEAR, LAST_YEAR
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.docstrings import class_name, docstrings
from yearbook.model.field_readers import LINK
from yearbook.model.kinds import VOCABULARIES, Kind
from yearbook.model.own_kinds import kinds_of
from yearbook.model.own_measures import measure_schema
from yearbook.model.quantities import Amount
from yearbook.model.structure import parts_of
from yearbook.model.texts import DEFAULT_LANGUAGES, Languages
from yearbook.model.vocabularies import SHIPPED_LEVELS, SHIPPED_ROLES, SHIPPED_STAGES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FOLDER = "content/.schema"
"""Where the schemas stand, from the top of a yearbook's folder."""

_DAY = r"(?:1[89]|2[01])[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
_DATE = rf"^(?:{_DAY}(?:/(?:{_DAY}|\.\.))?|\.\./{_DAY})$"
_MEASURE = r"[^\s0-9,.，．０-９-][^\s,，]{0,30}"
"""What may be a measure: only the program knows all, with those of yearbook.yaml and those made of two."""
_AMOUNT = rf"^(?:每[^\s0-9]+)?(?:{QUALIFIED_BEFORE})?{AMOUNT}(?:{_MEASURE})?(?:{QUALIFIED_AFTER})?$".replace(
    r"\d", "[0-9]"
)
_NO_LINK = rf"(?![\s\S]*{LINK})"
_ONE_LINE = rf"^{_NO_LINK}\s*[^\s][^\n]*\s*$"
_NOT_BLANK = rf"^{_NO_LINK}[\s\S]*[^\s]"
_PLACE = re.compile(r"\$\{(\d+)")


@dataclass(frozen=True, slots=True)
class OfferedWords:
    """What of a yearbook its schemas depend on."""

    languages: Languages
    entries: tuple[tuple[str, tuple[str, ...]], ...]
    """By vocabulary, the ids to choose from."""
    own: Declarations
    """The fields and kinds that it declares."""


def offered_words(
    languages: Languages, known: configuration.Configuration | None, own: Declarations = NO_DECLARATIONS
) -> OfferedWords:
    """Return what schemas offer: the words of a configuration, or the shipped ones if it could not be read."""
    entries: dict[str, Iterable[str]] = {"level": SHIPPED_LEVELS, "stage": SHIPPED_STAGES, "role": SHIPPED_ROLES}
    if known:
        entries = {name: known.vocabulary(name) for name in VOCABULARIES}
    return OfferedWords(languages, tuple((name, tuple(each)) for name, each in entries.items()), own)


SHIPPED_WORDS = offered_words(DEFAULT_LANGUAGES, None)


def json_schemas(words: OfferedWords = SHIPPED_WORDS) -> dict[str, bytes]:
    """Return the schemas by file name. YAML kinds have the schema of a whole file, a mapping from id to record."""
    made = {_file_name(kind): _of_kind(kind.facts, words, many=not kind.prose) for kind in kinds_of(words.own).values()}
    made["fields.json"] = _of_kind(Declarations, words, many=False)
    made["yearbook.json"] = _of_kind(configuration.Configuration, words, many=False)
    made["translation.json"] = _of_kind(originals.Translated, words, many=False)
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
        for name, schema in made.items()
    }


def _of_kind(kind: type[Any], words: OfferedWords, *, many: bool) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
    parts = schema.pop("$defs", {})
    schema, parts = (
        _sharpened(_with_bare_values(schema, parts), words),
        {name: _sharpened(_with_bare_values(part, parts), words) for name, part in parts.items()},
    )
    classes = {class_name(each): each for each in (kind, Acceptance, *parts_of(kind))}
    for part in (schema, *parts.values()):
        _describe(part, classes)
    if not many:
        return {"$schema": _DIALECT, **schema, **({"$defs": parts} if parts else {})}
    slug = {"pattern": fields.SLUG, "maxLength": 80}
    return {
        "$schema": _DIALECT,
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


@cache
def _written(languages: Languages) -> tuple[tuple[dict[str, Any], dict[str, Any]], ...]:
    """Add the patterns of values that are typed as text, which the validation library cannot know."""
    date, amount, line, words, translated = (
        TypeAdapter(each).json_schema()
        for each in (fields.Date, Amount, fields.Line, fields.Words, fields.TranslatedWords)
    )
    years = {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    texts = {code: {"type": "string", "pattern": _NOT_BLANK} for code in languages}
    return (
        (date, {"pattern": _DATE, **years}),
        (amount, {"pattern": _AMOUNT}),
        (line, {"pattern": _ONE_LINE}),
        (translated, {"required": list(languages)}),
        (words, {"properties": texts}),
        (measure_schema(DEFAULT_LANGUAGES), measure_schema(languages)),
    )


def _sharpened(schema: Any, words: OfferedWords) -> Any:
    """With the form that dates, quantities and lines of text have, and with words for what can be chosen."""
    if isinstance(schema, list):
        return [_sharpened(each, words) for each in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _sharpened(value, words) for key, value in schema.items()}
    if offered := dict(words.entries).get(schema.pop(fields.REFERRED, "")):
        schema["examples"] = list(offered)
    for plain, more in _written(words.languages):
        if plain.items() <= schema.items():
            schema |= more
    if keys := schema.get("propertyNames", {}).get("examples"):
        schema["properties"] = dict.fromkeys(keys, schema["additionalProperties"])
    if "enum" in schema and "enumDescriptions" not in schema:
        schema["enumDescriptions"] = [explained(schema["title"], each) for each in schema["enum"]]
    for names, needed in _TOGETHER:
        if names <= schema.get("properties", {}).keys():
            schema["dependentRequired"] = needed
    return schema


_TOGETHER: tuple[tuple[set[str], dict[str, list[str]]], ...] = (
    ({"others", "because"}, {"others": ["because"]}),
    ({"stage", "standing"}, {"stage": ["standing"], "standing": ["stage"]}),
    ({"revised", "value"}, {"revised": ["value"]}),
)
"""Fields of one part, and which of them need another."""


def _describe(schema: dict[str, Any], classes: dict[str, type[Any]]) -> None:
    """Add what the fields mean, and take away what the library adds of its own."""
    owner = classes.get(schema.get("title", "").partition("[")[0])
    known = docstrings(owner) if owner else {}
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        if name in known:
            field["description"] = known[name]
    if "" in known:
        schema["description"] = known[""]


def settings(own: Declarations = NO_DECLARATIONS) -> bytes:
    """`.vscode/settings.json`: which schema belongs to which files, and how files are saved."""
    files = {"yearbook": "content/yearbook.yaml", "fields": "content/fields.yaml"}
    for kind in kinds_of(own).values():
        if not kind.prose:
            name = kind.folder.removesuffix(".yaml")
            files[name] = f"content/{kind.folder}" + ("" if kind.folder.endswith(".yaml") else "/*.yaml")
    return _json(
        {
            "yaml.schemas": {f"{SCHEMA_FOLDER}/{name}.json": pattern for name, pattern in files.items()},
            "yaml.schemaStore.enable": False,
            "[markdown]": {"editor.quickSuggestions": {"other": True, "strings": True}, "editor.wordWrap": "on"},
            "editor.unicodeHighlight.allowedLocales": {"zh-hans": True},
            "files.eol": "\n",
            "files.encoding": "utf8",
            "files.insertFinalNewline": True,
        }
    )


def snippets(words: OfferedWords = SHIPPED_WORDS) -> bytes:
    """`.vscode/yearbook.code-snippets`: the fields of front matter, for which editors have no schemas.

    Each kind by its name gives a whole file; each field by its name gives its line, with its choices.
    """
    made: dict[str, Any] = {}
    for kind in kinds_of(words.own).values():
        if not kind.prose:
            continue
        schema = _of_kind(kind.facts, words, many=False)
        parts, required = schema.get("$defs", {}), schema.get("required", ())
        lines = {name: _line(name, field, parts, words.languages) for name, field in schema["properties"].items()}
        front = _numbered([lines[name] for name in required])
        made[kind.name] = _snippet(kind.name, ["---", *front, "---", "", "$0"], schema["description"])
        for name, line in lines.items():
            made[f"{kind.name}: {name}"] = _snippet(name, [line, "$0"], schema["properties"][name]["description"])
    return _json(made)


def _numbered(lines: list[str]) -> list[str]:
    """Lines whose places are numbered each from 1, with places numbered through."""
    done: list[str] = []
    before = 0
    for line in lines:
        places = [int(each) for each in _PLACE.findall(line)]
        done.append(_PLACE.sub(lambda match, before=before: f"${{{int(match[1]) + before}", line))  # type: ignore[misc]
        before += max(places)
    return done


def _file_name(kind: Kind) -> str:
    return f"{kind.folder.removesuffix('.yaml')}.json"


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _line(name: str, field: dict[str, Any], parts: dict[str, Any], languages: Languages) -> str:
    """A field's line with the places where its value goes, numbered from 1, between the signs of its form."""
    choices = [each for each in (field, *field.get("anyOf", ())) if each.get("type") != "null"]
    resolved = [parts.get(each.get("$ref", "").rpartition("/")[2], each) for each in choices]
    shown: dict[str, Any] = next((each for each in resolved if "enum" in each or "type" in each), {})
    words = shown.get("examples", ()) if shown.get("type") == "string" else ()  # those of a vocabulary
    if offered := shown.get("enum") or (words[1:] and words):
        return f"{name}: ${{1|{','.join(offered)}|}}"
    kind = shown.get("type")
    if kind == "array":
        item = shown.get("items", {})
        part = parts.get(item.get("$ref", "").rpartition("/")[2])
        if part and "enum" in part:
            return f"{name}: [${{1|{','.join(part['enum'])}|}}]"
        return f"{name}: [{{{_inside(part, parts, languages)}}}]" if part else f"{name}: [${{1}}]"
    if kind == "object":
        return f"{name}: {{{_inside(shown, parts, languages)}}}"
    return f"{name}: ${{1}}"


def _inside(part: dict[str, Any], parts: dict[str, Any], languages: Languages) -> str:
    """The fields that a part must have, or else those that it may have: `source: ${1}, at: ${2}`."""
    fields = part["properties"]
    names = part.get("required") or list(fields)
    return ", ".join(_numbered([_line(name, fields[name], parts, languages) for name in names]))


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
