"""Make classes of facts from declarations: a kind's fields and those that a yearbook declares, or a kind of its own.

All that is derived from the types of fields then works for declared ones too. A class is made once per process, and
pickled as the declarations that it was made from, so that workers have the same one.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Mapping
from enum import Enum, EnumMeta
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from yearbook.model.common import CommonFields
from yearbook.model.declarations import FieldType, OwnChoice, OwnField, OwnKind
from yearbook.model.docstrings import cached
from yearbook.model.fields import (
    AmountFact,
    Citation,
    Date,
    Figure,
    Flag,
    Line,
    MediaFile,
    Notes,
    Pinyin,
    RefersTo,
    Related,
    Slug,
    Summary,
    Themes,
    Words,
    record,
)
from yearbook.model.media import MediaPath
from yearbook.model.quantities import Amount
from yearbook.model.reference import WebAddress
from yearbook.model.roles import Roles
from yearbook.model.texts import Text

_LARGEST = 10**12


@record
class OwnSharedFields(CommonFields):
    """The fields that all kinds of a yearbook's own share, beside the title."""

    units: Roles = Roles()
    """Units by their roles. 各单位的分工。"""
    figures: tuple[Figure, ...] = ()
    """Numbers reported with it. 相关数字。"""
    themes: Themes = ()
    related: Related = ()
    notes: Notes = ()
    pinyin: Pinyin = None
    sources: tuple[Citation, ...] = ()
    """Where it stands. 出处。"""


@record
class OwnRecord(OwnSharedFields):
    """A record of a yearbook's own kind, without a text."""

    title: Words
    """Its title. 标题。"""
    note: Words | None = None
    """What readers should know of it. 说明。"""


@record
class OwnEntry(OwnSharedFields):
    """A record of a yearbook's own kind that has a text."""

    title: Line
    """Its title in the first language. 第一种语言的标题。"""
    summary: Summary = None


class _DeclaredClass(type):
    """The class of classes of facts that are made here."""

    made_by: tuple[Callable[..., Any], tuple[Any, ...]]
    """The function that made it, and its arguments."""


class _ChoiceClass(EnumMeta):
    """The class of choices that a yearbook declares."""

    field: OwnField


class OwnChoiceValue(Enum, metaclass=_ChoiceClass):
    """One value of a choice that a yearbook declares; `own_choice` makes the classes."""

    @property
    def words(self) -> Text:
        """What readers see."""
        return next(each.words for each in own_choices(type(self)) if each.value == self.value)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = [" ".join(text for _, text in each.words.values) for each in own_choices(cls)]
        return {**handler(schema), "enumDescriptions": described}


def own_choices(choices: type[OwnChoiceValue]) -> tuple[OwnChoice, ...]:
    """Return the values of a declared choice with their words."""
    return choices.field.choices


@cached
def facts_with(facts: type[Any], own: tuple[OwnField, ...]) -> type[Any]:
    """Return a class with the fields of `facts`, and then own ones."""
    names = {"__module__": facts.__module__, "__qualname__": facts.__qualname__, "__doc__": facts.__doc__}
    return _made(facts.__name__, facts, own, names, (facts_with, (facts, own)))


@cached
def facts_of(kind: OwnKind, own: tuple[OwnField, ...]) -> type[Any]:
    """Return the class of facts of an own kind."""
    base = OwnEntry if kind.prose else OwnRecord
    name, description = f"Own{kind.name.capitalize()}", str(kind.description)
    names = {"__module__": __name__, "__qualname__": name, "__doc__": description, "own_description": description}
    return _made(name, base, own, names, (facts_of, (kind, own)))


def _made(name: str, base: type[Any], own: tuple[OwnField, ...], body: dict[str, Any], made_by: Any) -> type[Any]:
    body = {**body, "__annotations__": {each.name: _annotation(each) for each in own}}
    body |= {each.name: _default(each) for each in own if not each.required}
    plain: type[Any] = _DeclaredClass(name, (base,), body)
    made = record(plain)
    assert isinstance(made, _DeclaredClass)
    made.made_by = made_by
    return made


@cache
def own_choice(field: OwnField) -> type[OwnChoiceValue]:
    """Return the class of the values of a declared choice."""
    name = "".join(each.capitalize() for each in (field.kind, *field.name.split("_")))
    members = {f"_{each.value.replace('-', '_')}_VALUE": each.value for each in field.choices}
    made: type[OwnChoiceValue] = OwnChoiceValue(f"Own{name}", members)  # type: ignore[call-arg, assignment] # the functional form
    made.field = field
    return made


def _class_reduced(made: _DeclaredClass) -> tuple[Any, ...]:
    return made.made_by


def _choice_reduced(made: _ChoiceClass) -> Any:
    return made.__qualname__ if made is OwnChoiceValue else (own_choice, (made.field,))


copyreg.pickle(_DeclaredClass, _class_reduced)
copyreg.pickle(_ChoiceClass, _choice_reduced)


def _annotation(field: OwnField) -> Any:
    many = field.many or field.type is FieldType.SOURCES
    one = _hint(field)
    hint: Any = tuple.__class_getitem__((one, ...)) if many else one
    if field.required and many:
        hint = Annotated[hint, Field(min_length=1)]
    if not field.required and not many and field.type is not FieldType.FLAG:
        hint = hint | None
    return Annotated[hint, Field(description=str(field.description)), field]


def _hint(field: OwnField) -> Any:
    match field.type:
        case FieldType.CHOICE:
            return own_choice(field)
        case FieldType.RECORD:
            return Annotated[Slug, RefersTo(field.of or "")]
        case FieldType.AMOUNT if field.many:
            return Amount
    return _HINTS[field.type]


_HINTS: Mapping[FieldType, Any] = MappingProxyType(
    {
        FieldType.TEXT: Words,
        FieldType.LINE: Line,
        FieldType.AMOUNT: AmountFact,
        FieldType.DATE: Date,
        FieldType.FLAG: Flag,
        FieldType.NUMBER: Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)],
        FieldType.ADDRESS: WebAddress,
        FieldType.FILE: Annotated[MediaPath, MediaFile()],
        FieldType.SOURCES: Citation,
    }
)


def _default(field: OwnField) -> Any:
    if field.many or field.type is FieldType.SOURCES:
        return ()
    return False if field.type is FieldType.FLAG else None
