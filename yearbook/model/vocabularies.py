"""Vocabularies that a yearbook may add to: levels of honors with their seals, stages of projects, roles of units.

The shipped words stand here in Chinese and English, and nowhere else; in further languages they stand in the strings
files. What a yearbook declares in yearbook.yaml is added, renames a shipped word, or leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

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
class VocabularyEntry:
    """A word of a vocabulary: what it is called, and its place. 词表中的一项：名称、次序。"""

    name: Words | None = None
    """What it is called, in every language of the yearbook; a shipped word keeps its name without it.
    名称，年鉴的每种语言都要写；已有的词可不写。
    """
    before: Slug | None = None
    """The word that it stands before; without it, it stands last. 排在哪一项之前；不写则排在最后。"""
    aliases: tuple[Line, ...] = ()
    """What else is written for it, in spreadsheets and by habit. 其他写法。"""
    omit: Flag = False
    """True: the yearbook does without it. 本年鉴不用这一项时写 true。"""


@record
class Level(VocabularyEntry):
    """A level of honors: its words, written zh: and en:, its seal and its place. 荣誉级别：名称、印记、次序。"""

    seal: Seal | None = None
    """filled, outlined, double, diamond, lozenge, ring or dot. 印记的形状。"""


class Phase(Enum):
    """How far a project has come at a stage; by this, marks are filled. 阶段所处的步骤。"""

    PRELIMINARY = "preliminary"
    """Before work begins. 开工之前。"""
    START = "start"
    """Work begins. 开工。"""
    CONTINUING = "continuing"
    """Work goes on. 在建。"""
    COMPLETED = "completed"
    """Work is done. 完工。"""


@record
class Stage(VocabularyEntry):
    """A stage of projects: its words, written zh: and en:, its phase and its place. 项目阶段：名称、步骤、次序。"""

    phase: Phase | None = None
    """preliminary, start, continuing or completed; required of a stage that is not shipped.
    步骤：开工之前、开工、在建、完工；自定阶段必须写。
    """
    planned: Words | None = None
    """Its words where it is planned: 计划竣工; without them, they are made of its name. 计划达到时的写法。"""
    reached: Words | None = None
    """Its words where it was reached: 已竣工; without them, its name. 已达到时的写法。"""


@record
class Role(VocabularyEntry):
    """A role of units: its words, written zh: and en:, and its place. 单位的分工：名称、次序。"""


Levels = Annotated[dict[Slug, Annotated[Level, WordsInPlace()]], Field(default_factory=dict)]
Stages = Annotated[dict[Slug, Annotated[Stage, WordsInPlace()]], Field(default_factory=dict)]

DeclaredRoles = Annotated[dict[Slug, Annotated[Role, WordsInPlace()]], Field(default_factory=dict)]


def _both(zh: str, en: str) -> Text:
    return Text((("zh", zh), ("en", en)))


def _level(zh: str, en: str, seal: Seal, *aliases: str) -> Level:
    return Level(name=_both(zh, en), seal=seal, aliases=aliases)


def _role(zh: str, en: str, *aliases: str) -> Role:
    return Role(name=_both(zh, en), aliases=aliases)


def _stage(phase: Phase, names: Text, planned: Text, reached: Text, *, aliases: tuple[str, ...]) -> Stage:
    return Stage(name=names, phase=phase, planned=planned, reached=reached, aliases=aliases)


SHIPPED_LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "national": _level("国家级", "National", Seal.FILLED, "国家", "全国", "部级", "国级"),
        "provincial": _level("省级", "Provincial", Seal.OUTLINED, "省", "省部级", "全省", "省厅级"),
        "municipal": _level("市级", "Municipal", Seal.RING, "市", "全市", "市局级", "地市级"),
        "district": _level("区级", "District", Seal.DOT, "区", "全区", "县区级", "县级", "县处级"),
    }
)
"""The levels of a yearbook that declares none, from the highest."""
SHIPPED_STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        "preliminary": _stage(
            Phase.PRELIMINARY,
            _both("前期", "Preliminary"),
            _both("计划开展前期", "Planned preliminary work"),
            _both("处于前期", "In preparation"),
            aliases=("前期工作", "前期阶段", "谋划"),
        ),
        "new": _stage(
            Phase.START,
            _both("新开工", "New start"),
            _both("计划新开工", "Planned start"),
            _both("已新开工", "Started"),
            aliases=("新建", "开工", "拟开工"),
        ),
        "continuing": _stage(
            Phase.CONTINUING,
            _both("续建", "Continuing"),
            _both("计划续建", "Planned continuation"),
            _both("续建中", "Continuing"),
            aliases=("在建", "建设中"),
        ),
        "completed": _stage(
            Phase.COMPLETED,
            _both("竣工", "Completed"),
            _both("计划竣工", "Planned completion"),
            _both("已竣工", "Completed"),
            aliases=("完工", "建成", "已完工", "已竣工", "投产"),
        ),
    }
)
"""The stages of a yearbook that declares none, in their order (四段管理法)."""
SHIPPED_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "lead": _role("牵头", "Lead", "牵头单位"),
        "support": _role("配合", "Support", "配合单位", "协办单位", "参与单位"),
        "owner": _role("承办", "Responsible", "承办单位", "责任单位", "实施单位"),
        "developer": _role("建设单位", "Developer", "投资单位", "业主单位"),
        "supervising": _role("督导", "Supervision", "督导单位", "督查单位"),
        "area": _role("属地", "Area", "属地单位", "所在街道"),
    }
)
"""The roles of a yearbook that declares none, in their order."""
LevelId = Annotated[Line, RefersTo("level")]
StageId = Annotated[Line, RefersTo("stage")]
"""An entry by its id; see `fields.ScopeId`."""

E = TypeVar("E", bound=VocabularyEntry)


def levels_in_order(declared: Mapping[str, Level]) -> dict[str, Level]:
    """Return the levels of a yearbook from the highest: the shipped ones with those that it declares."""
    found = _in_order(SHIPPED_LEVELS, declared)
    return {name: each if each.seal else replace(each, seal=Seal.LOZENGE) for name, each in found.items()}


def stages_in_order(declared: Mapping[str, Stage]) -> dict[str, Stage]:
    """Return the stages of a yearbook: the shipped ones with those that it declares."""
    return _in_order(SHIPPED_STAGES, declared)


def roles_in_order(declared: Mapping[str, Role]) -> dict[str, Role]:
    """Return the roles of a yearbook: the shipped ones with those that it declares."""
    return _in_order(SHIPPED_ROLES, declared)


def shipped_words(language: str) -> dict[str, dict[str, str]]:
    """Return the shipped words in one language as groups of a strings file; none for languages beside the two."""
    planned = {name: each.planned for name, each in SHIPPED_STAGES.items()}
    reached = {name: each.reached for name, each in SHIPPED_STAGES.items()}
    groups: dict[str, Mapping[str, Text | None]] = {
        "levels": {name: each.name for name, each in SHIPPED_LEVELS.items()},
        "stages": {name: each.name for name, each in SHIPPED_STAGES.items()},
        "roles": {name: each.name for name, each in SHIPPED_ROLES.items()},
        "planned_stages": planned,
        "reached_stages": reached,
    }
    return {
        group: {name: word for name, text in texts.items() if text and (word := text.get(language))}
        for group, texts in groups.items()
    }


def _in_order(shipped: Mapping[str, E], declared: Mapping[str, E]) -> dict[str, E]:
    merged = {**shipped, **{name: _merged(shipped.get(name), each) for name, each in declared.items()}}
    places = {name: each.before for name, each in declared.items() if each.before in merged}
    order = [name for name in merged if name not in places]
    for name, following in _by_dependency(places):
        order.insert(order.index(following) if following in order else len(order), name)
    return {name: merged[name] for name in order if not merged[name].omit}


def _merged(shipped: E | None, declared: E) -> E:
    """Return a declared entry with what it leaves to the shipped one of the same name."""
    if shipped is None:
        return declared
    kept = {each.name: value for each in fields(shipped) if (value := getattr(shipped, each.name)) is not None}
    if declared.name:  # the other words follow the name
        kept = {name: value for name, value in kept.items() if name not in ("planned", "reached")}
    given = {each.name: value for each in fields(declared) if (value := getattr(declared, each.name)) is not None}
    return replace(declared, **{**kept, **given, "aliases": (*declared.aliases, *shipped.aliases)})


def _by_dependency(places: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield (name, the one it stands before), those first that others stand before."""
    waiting = {name: following or "" for name, following in places.items()}
    while waiting:
        ready = [name for name, following in waiting.items() if following not in waiting] or [*waiting]  # a circle
        for name in ready:
            yield name, waiting.pop(name)
