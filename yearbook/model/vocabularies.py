"""Vocabularies that a yearbook may add to: levels of honors with their seals.

The shipped words stand here in Chinese and English; in further languages, and on pages, they are those of the strings
files. What a yearbook declares in yearbook.yaml is added, renames a shipped word, or leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from yearbook.model.fields import Flag, Line, RefersTo, Slug, Words, record
from yearbook.model.texts import Text

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Seal(Enum):
    """The shape that marks a level of honors; its word always stands beside it. 印记的形状。"""

    FILLED = "filled"
    """A filled square. 实心方印。"""
    OUTLINED = "outlined"
    """An outlined square. 空心方印。"""
    DOUBLE = "double"
    """A square within a square. 双线方印。"""
    DIAMOND = "diamond"
    """A filled square on its corner. 实心菱形。"""
    LOZENGE = "lozenge"
    """An outlined square on its corner. 空心菱形。"""
    RING = "ring"
    """A ring. 圆圈。"""
    DOT = "dot"
    """A dot. 圆点。"""


class WordsInPlace:
    """Lets the words of a part stand beside its other fields: `{zh: 国际级, en: International, seal: double}` for
    `{name: {zh: 国际级, en: International}, seal: double}`.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(_gather_words, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = handler(schema)
        part = handler.resolve_ref_schema(found)
        part["properties"].pop("name", None)
        part["patternProperties"] = {f"^{_LANGUAGE.pattern}$": {"type": "string", "minLength": 1}}
        return found


def _gather_words(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    words = {key: each for key, each in value.items() if isinstance(key, str) and _LANGUAGE.fullmatch(key)}
    others = {key: each for key, each in value.items() if key not in words}
    return {**others, "name": words} if words else others


@record
class Level:
    """A level of honors: its words, written zh: and en:, its seal and its place. 荣誉级别：名称、印记、次序。"""

    name: Words | None = None
    """What it is called, in every language of the yearbook; a shipped level keeps its name without it.
    名称，年鉴的每种语言都要写；已有的级别可不写。
    """
    seal: Seal | None = None
    """filled, outlined, double, diamond, lozenge, ring or dot. 印记的形状。"""
    before: Slug | None = None
    """The level that it stands before; without it, it stands last. 排在哪一级之前；不写则排在最后。"""
    aliases: tuple[Line, ...] = ()
    """What else is written for it, in spreadsheets and by habit. 其他写法。"""
    omit: Flag = False
    """True: the yearbook does without this level. 本年鉴不用这一级时写 true。"""


LevelEntry = Annotated[Level, WordsInPlace()]
Levels = Annotated[dict[Slug, LevelEntry], Field(default_factory=dict)]


def _shipped(zh: str, en: str, seal: Seal, *aliases: str) -> Level:
    return Level(name=Text((("zh", zh), ("en", en))), seal=seal, aliases=aliases)


SHIPPED_LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "national": _shipped("国家级", "National", Seal.FILLED, "国家", "全国", "部级", "国级"),
        "provincial": _shipped("省级", "Provincial", Seal.OUTLINED, "省", "省部级", "全省", "省厅级"),
        "municipal": _shipped("市级", "Municipal", Seal.RING, "市", "全市", "市局级", "地市级"),
        "district": _shipped("区级", "District", Seal.DOT, "区", "全区", "县区级", "县级", "县处级"),
    }
)
"""The levels of a yearbook that declares none, from the highest."""
LevelId = Annotated[Line, RefersTo("level"), Field(examples=list(SHIPPED_LEVELS))]
"""A level by its id; see `fields.ScopeId`."""


def levels_in_order(declared: Mapping[str, Level]) -> dict[str, Level]:
    """Return the levels of a yearbook from the highest: the shipped ones with those that it declares."""
    merged = {**SHIPPED_LEVELS, **{name: _merged(SHIPPED_LEVELS.get(name), each) for name, each in declared.items()}}
    places = {name: each.before for name, each in declared.items() if each.before in merged}
    order = [name for name in merged if name not in places]
    for name, following in _by_dependency(places):
        order.insert(order.index(following) if following in order else len(order), name)
    return {name: merged[name] for name in order if not merged[name].omit}


def _merged(shipped: Level | None, declared: Level) -> Level:
    """Return a declared level with what it leaves to the shipped one of the same name."""
    if shipped is None:
        return replace(declared, seal=declared.seal or Seal.LOZENGE)
    return replace(
        declared,
        name=declared.name or shipped.name,
        seal=declared.seal or shipped.seal,
        aliases=(*declared.aliases, *shipped.aliases),
    )


def _by_dependency(places: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield (name, the one it stands before), those first that others stand before."""
    waiting = {name: following or "" for name, following in places.items()}
    while waiting:
        ready = [name for name, following in waiting.items() if following not in waiting] or [*waiting]  # a circle
        for name in ready:
            yield name, waiting.pop(name)
