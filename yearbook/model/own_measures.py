"""Measures that a yearbook adds in yearbook.yaml, in the form of measures.yaml.

`mask: {printed: [只口罩], zh: 口罩, en: {one: mask, other: masks}}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked
from yearbook.model.errors import InvalidValueError
from yearbook.model.measures import PER, Measure, Pattern, measures_with, pattern_of
from yearbook.model.quantities import QuantityError, parse_quantity
from yearbook.model.texts import DEFAULT_LANGUAGES, Languages

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_FORM = marked("a measure is written {{printed: [只口罩], en: {{one: mask, other: masks}}}}")
_ID = r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{3})$"
_PRINTED = {"type": "array", "items": {"type": "string", "minLength": 1}}
_WORDS = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {each: {"type": "string", "minLength": 1} for each in _CATEGORIES},
            "required": ["other"],
            "additionalProperties": False,
        },
    ],
    "description": "What this language prints after the number: a symbol or a noun, if need be by plural form; or a "
    "pattern with {number} in it. 该语言在数字之后写什么：符号或名词，可按单复数分写；也可以是含 {number} 的句式。",
}


def measure_schema(languages: Languages) -> dict[str, Any]:
    """Return the JSON Schema of one measure."""
    described = {
        "printed": "As the Chinese documents print it after the number: 只口罩. 原文数字之后的写法。",
        "per": "Forms that are this measure only after a slash or 每: 月 in 元/月. 只在“/”或“每”之后使用的写法。",
    }
    return {
        "type": "object",
        "properties": {name: {**_PRINTED, "description": text} for name, text in described.items()}
        | dict.fromkeys(languages, _WORDS),
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure of the yearbook's own; with the id of a shipped one, further forms or other words. 自定计量单位。"""

    printed: tuple[str, ...]
    per: tuple[str, ...]
    words: tuple[tuple[str, Pattern], ...]


def _read(value: object, info: ValidationInfo) -> OwnMeasure:
    if isinstance(value, OwnMeasure):
        return value
    if not isinstance(value, Mapping):
        raise InvalidValueError(_FORM)
    languages: Languages = (info.context or {}).get("languages", DEFAULT_LANGUAGES)
    for key in value:
        if key not in ("printed", "per", *languages):
            raise InvalidValueError(
                "“{key}” is neither “printed” nor “per” nor a language of this yearbook ({languages})",
                key=key,
                languages=languages,
            )
    printed, per = (tuple(_forms(value.get(name, []))) for name in ("printed", "per"))
    words = tuple((each, _words(value[each])) for each in languages if each in value)
    return OwnMeasure(printed, per, words)


def _forms(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise InvalidValueError("the printed forms of a measure are a list: [只口罩]")
    for each in value:
        if not isinstance(each, str) or re.search(r"[\d\s/／·]|^$", each) or not _follows_a_number(each):
            raise InvalidValueError(
                "“{printed}” cannot be told from the number before it: a measure has no figures, blanks or slashes, "
                "and does not begin with 万, 亿 or 余",
                printed=each if isinstance(each, str) else "…",
            )
        yield each


def _follows_a_number(printed: str) -> bool:
    """Return whether `1` with this form after it is read as the number 1 with this measure."""
    measures = measures_with((Measure("own", (printed,)),))
    try:
        found = parse_quantity(f"1{printed}", measures)
    except QuantityError:
        return False
    return found.classifier == printed


def _words(value: object) -> Pattern:
    forms: Mapping[str, Any] = value if isinstance(value, Mapping) else {"other": value}
    if forms.keys() - set(_CATEGORIES) or not all(isinstance(each, str) and each.strip() for each in forms.values()):
        raise InvalidValueError(_FORM)
    if "other" not in forms:
        raise InvalidValueError("the plural forms of a measure need “other”: {{one: mask, other: masks}}")
    for each in forms.values():
        if set(re.findall(r"\{(\w*)\}", each)) - {"number"}:
            raise InvalidValueError("the words of a measure can have {{number}} in them, and nothing else in braces")
    return pattern_of(value if isinstance(value, str) else forms)


def _differing(found: dict[str, OwnMeasure]) -> dict[str, OwnMeasure]:
    known = {each.id for each in measures_with().all}
    seen: dict[str, str] = {}
    for name, each in found.items():
        if PER in f"-{name}-" or name[0].isdigit():
            raise InvalidValueError("the name of a measure has no “per” in it and begins with a letter: {id}", id=name)
        if name not in known and not each.printed:
            raise InvalidValueError("the measure “{id}” has no printed form: printed: [只口罩]", id=name)
        for form in each.printed:
            if form in seen:
                raise InvalidValueError(
                    "“{printed}” is given to two measures: {first}, {id}", printed=form, first=seen[form], id=name
                )
            seen[form] = name
    return found


OwnMeasures = Annotated[
    dict[
        Annotated[str, Field(pattern=_ID, max_length=80)],
        Annotated[OwnMeasure, PlainValidator(_read), WithJsonSchema(measure_schema(DEFAULT_LANGUAGES))],
    ],
    AfterValidator(_differing),
    Field(default_factory=dict),
]
