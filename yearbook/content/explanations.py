"""Turn errors of the validation library into diagnostics: which kind it is, and the words that fill its message in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from pydantic_core import ErrorDetails

from yearbook.content.choices import choice_label
from yearbook.content.field_examples import example, example_value, single_example
from yearbook.core.diagnostics import DiagnosticKind, nearest
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.model.chinese_numbers import HAN_DIGIT, HAN_NUMBER, half_width, han_number, year_number
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import SLUG
from yearbook.model.structure import ModelField, Pointer, ValueType, field_at, fields_of

UNKNOWN_FIELD = DiagnosticKind(
    "YB211",
    "“{field}” is not a field here",
    hint="did you mean “{meant}”?\nThe fields here are: {fields}",
)
FACT_IN_TRANSLATION = DiagnosticKind(
    "YB212",
    "“{field}” is a fact, and facts stand once, in the original",
    hint="a translation has only title, summary and body; remove this line",
)
MISSING = DiagnosticKind(
    "YB213", "the field “{field}” is missing", hint="add it, as in: {example}\nWhat it says: {meaning}"
)
_NOT_A_CHOICE = DiagnosticKind(
    "YB214",
    "“{value}” is not one of the choices for “{field}”",
    hint="did you mean “{meant}”?\nChoose from: {choices}",
)
NOT_A_LIST = DiagnosticKind(
    "YB215",
    "“{field}” is a list",
    hint="write {field}: [{value}]\nEach {of} is named by its id.\n“{meant}” is “{called}”.\n"
    "If it is new, begin it: python build.py new {new}",
)
NOT_A_MAPPING = DiagnosticKind(
    "YB216",
    "expected fields here (name: value), not a single value",
    hint="its fields are: {fields}",
)
NOT_TEXT = DiagnosticKind("YB217", "“{field}” is empty or not plain text", hint="as in: {example}")
NOT_A_NUMBER = DiagnosticKind(
    "YB218",
    "“{value}” is not a whole number",
    hint="write {meant}\nA number has figures alone, as in: {example}",
)
NOT_DECIMAL = DiagnosticKind("YB224", "“{value}” is not a number", hint="a number has figures alone, as in: {example}")
OUT_OF_RANGE = DiagnosticKind("YB219", "{value} is out of range: {limit}", hint="as in: {example}")
TOO_SHORT = DiagnosticKind("YB220", "“{field}” needs at least {limit} item", hint="as in: {example}")
_TOO_LONG = DiagnosticKind(
    "YB221", "“{field}” has {actual} characters; at most {limit} fit", hint="what fits ends here: “…{end}”"
)
BAD_PATTERN = DiagnosticKind(
    "YB222",
    "“{value}” does not have the form of “{field}”",
    hint="{form}",
)
BAD_VALUE = DiagnosticKind("YB223", "{reason}", hint="{hint}")
OTHER = DiagnosticKind("YB229", "“{field}”: {reason}", hint="as in: {example}")

_FORMS = {
    "svg": message("a picture in content/media: logo.svg, or one that ends in .png, .jpg or .webp"),
    "a-fA-F": message("a colour has six figures or letters from a to f: b0261b"),
    "http": message("an address begins with https:// or http://"),
    "[a-rt-z]": message("the name of a kind has small letters, with no s at the end: document"),
    "_[a-z0-9]+": message("an own field's name has small letters, figures and single underscores: file_number"),
    "{2,3}": message("a language's code has two or three small letters: zh, en"),
    "#": message("written kind:id#key, such as honor:some-id#some-figure"),
    ":": message("written kind:id, such as project:some-id"),
    "": message("an id has small letters, figures and single hyphens"),
}

LIST_WORDS = dict.fromkeys(("of", "name", "meant", "called", "new"), "")
"""Words of NOT_A_LIST for a list that does not name records."""
_SHOWN = 8  # characters at the end of what fits

Explained = tuple[DiagnosticKind, dict[str, object]]


@dataclass(frozen=True, slots=True)
class ValidationFinding:
    """One finding of the validation library, with what is needed to say it in our words."""

    given: Any
    """What was written there."""
    context: dict[str, Any]
    """The library's own values: limits, patterns, the error that was raised."""
    field: str
    """The name of the field that it is about."""
    kind: type[Any] | None
    """The class of the value that is expected there."""
    owner: type[Any] | None
    """The class that has the field."""
    model: ModelField | None
    """The description of the field; None of one that there is not."""
    said: str
    """The library's own words, for what we have none of our own."""

    @property
    def example(self) -> str:
        """The field with a right value, as it is typed; empty if there is no such field."""
        if self.model is None:
            return ""
        if self.model.keys and self.field != self.model.name:  # within a mapping by roles
            return f"{self.field}: [{single_example(self.model)}]"
        return example(self.model.owner, self.model)


def explain(detail: ErrorDetails, kind: type[Any], pointer: tuple[str | int, ...]) -> Explained:
    """Return the kind and the words of one error at `pointer` below a value of class `kind`."""
    field = next((str(each) for each in reversed(pointer) if isinstance(each, str)), "")
    owner, expected = _class_at(kind, pointer[:-1]), _class_at(kind, pointer)
    finding = ValidationFinding(
        given=detail["input"],
        context=detail.get("ctx", {}),
        field=field,
        kind=expected,
        owner=owner,
        model=field_at(kind, pointer),
        said=detail["msg"],
    )
    return _EXPLANATIONS.get(detail["type"], _other)(finding)


def _unknown(finding: ValidationFinding) -> Explained:
    names = _names(finding.owner)
    return UNKNOWN_FIELD, {
        "field": finding.field,
        "meant": nearest(finding.field, names) or _meanings(finding.owner).get(finding.field, ""),
        "fields": ", ".join(names),
    }


def _missing(finding: ValidationFinding) -> Explained:
    description = finding.model.description if finding.model else None
    meaning = description.message if description and description.en else ""
    return MISSING, {"field": finding.field, "example": finding.example, "meaning": meaning}


def _not_a_list(finding: ValidationFinding) -> Explained:
    given, model = finding.given, finding.model
    of = model.refers_to if model else ""
    words = {**LIST_WORDS, "field": finding.field}
    is_simple = model is not None and model.value_type not in (ValueType.TEXT, ValueType.PART)
    if isinstance(given, str) and is_simple and (not of or re.fullmatch(SLUG, given)):
        return NOT_A_LIST, {**words, "value": given}
    value = _item(model) if model else "…"
    return NOT_A_LIST, {**words, "value": value, "of": of, "name": given if isinstance(given, str) else ""}


def _item(field: ModelField) -> str:
    """Return an example of one value of a list."""
    whole = example_value(field.owner, field)
    return whole[1:-1] if whole.startswith("[") else single_example(field)


def _not_a_mapping(finding: ValidationFinding) -> Explained:
    return NOT_A_MAPPING, {"fields": ", ".join(_names(finding.kind))}


def _not_text(finding: ValidationFinding) -> Explained:
    return NOT_TEXT, {"field": finding.field, "example": finding.example}


def _not_a_number(finding: ValidationFinding) -> Explained:
    given = str(finding.given)
    return NOT_A_NUMBER, {"value": given, "meant": _meant_number(given), "example": finding.example}


def _meant_number(given: str) -> str:
    """Return the figures of a number in other characters: 第一, 二〇一六, ３; empty for what is no whole number."""
    written = half_width(given).strip().removeprefix("第")
    if re.fullmatch(f"{HAN_DIGIT}{{4}}", written):
        return str(year_number(written))
    if written.isdecimal():
        return str(int(written))
    return str(han_number(written) or "") if re.fullmatch(HAN_NUMBER, written) else ""


def _not_decimal(finding: ValidationFinding) -> Explained:
    return NOT_DECIMAL, {"value": finding.given, "example": finding.example}


def _out_of_range(finding: ValidationFinding) -> Explained:
    context = finding.context
    limit = f"≥ {context['ge']:g}" if "ge" in context else f"≤ {context['le']:g}"
    return OUT_OF_RANGE, {"value": finding.given, "limit": limit, "example": finding.example}


def _too_short(finding: ValidationFinding) -> Explained:
    if isinstance(finding.given, str):
        return _not_text(finding)
    limit = finding.context.get("min_length", 1)
    return TOO_SHORT, {"field": finding.field, "limit": limit, "example": finding.example}


def _too_long(finding: ValidationFinding) -> Explained:
    limit = finding.context["max_length"]
    end = finding.given[max(0, limit - _SHOWN) : limit] if isinstance(finding.given, str) else ""
    return _TOO_LONG, {"field": finding.field, "actual": len(finding.given), "limit": limit, "end": end}


def _bad_pattern(finding: ValidationFinding) -> Explained:
    pattern = str(finding.context["pattern"]).replace("(?:", "")
    form = next(form for mark, form in _FORMS.items() if mark in pattern)
    return BAD_PATTERN, {"field": finding.field, "value": finding.given, "form": form}


def _other(finding: ValidationFinding) -> Explained:
    reason = finding.context.get("error")
    if isinstance(reason, InvalidValueError):
        model = finding.model
        is_whole = model is not None and model.value_type is ValueType.PART and not model.shorthand
        as_in = "" if is_whole or not finding.example else message("as in: {example}", example=finding.example)
        return BAD_VALUE, {"reason": reason.message, "hint": reason.hint or as_in}
    return OTHER, {"field": finding.field, "reason": finding.said, "example": finding.example}


def _choice(finding: ValidationFinding) -> Explained:
    choices = finding.kind if finding.kind is not None and issubclass(finding.kind, Enum) else None
    values = [str(each.value) for each in choices or ()]
    return _NOT_A_CHOICE, {
        "field": finding.field,
        "value": finding.given,
        "meant": _meant_choice(str(finding.given), choices) if choices else "",
        "choices": ", ".join(values),
    }


def _meant_choice(given: str, choices: type[Enum]) -> str:
    """Return the value that was meant: by its own name, or by what it is called in any language."""
    names = {name.casefold(): value for value, label in choice_label(choices).items() for name in label.names}
    written = given.strip().casefold()
    near = nearest(given, [str(each.value) for each in choices])
    return names.get(written) or near or names.get(nearest(written, names), "")


def _meanings(kind: type[Any] | None) -> dict[str, str]:
    """Return the fields of a class by what they are called in Chinese: {授予单位: conferred_by}."""
    fields = fields_of(kind) if kind is not None and is_dataclass(kind) else ()
    return {re.split("[。，；：、（]", each.description.zh or "")[0]: each.name for each in fields}


def _names(kind: type[Any] | None) -> list[str]:
    return [each.name for each in fields_of(kind)] if kind is not None and is_dataclass(kind) else []


def _class_at(kind: type[Any], pointer: Pointer) -> type[Any] | None:
    """The class of the value at `pointer` below `kind`, if it is a part or a choice."""
    if not any(isinstance(step, str) for step in pointer):
        return kind
    field = field_at(kind, pointer)
    return field.cls if field else None


_EXPLANATIONS: dict[str, Callable[[ValidationFinding], Explained]] = {
    "unexpected_keyword_argument": _unknown,
    "extra_forbidden": _unknown,
    "missing": _missing,
    "missing_keyword_only_argument": _missing,
    "missing_argument": _missing,
    "enum": _choice,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "dataclass_type": _not_a_mapping,
    "dataclass_exact_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
    "arguments_type": _not_a_mapping,
    "string_type": _not_text,
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "float_parsing": _not_decimal,
    "float_type": _not_decimal,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _too_short,
    "string_too_short": _not_text,
    "too_long": _too_long,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _bad_pattern,
}
"""The validation library's names of errors, after https://docs.pydantic.dev/latest/errors/validation_errors/."""
