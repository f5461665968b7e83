"""The content of yearbook.yaml: titles, languages and years of the yearbook, and the vocabularies of its records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from yearbook.model.addresses import ADDRESS
from yearbook.model.appearance import Appearance
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import FullDate, Line, Slug, UnitId, Words, record
from yearbook.model.measures import Measure, Measures, measures_with
from yearbook.model.own_measures import OwnMeasures
from yearbook.model.publication import Destination, Government
from yearbook.model.texts import Text
from yearbook.model.vocabularies import (
    SHIPPED_LEVELS,
    SHIPPED_ROLES,
    SHIPPED_STAGES,
    DeclaredRoles,
    Level,
    Levels,
    Role,
    Stage,
    Stages,
    VocabularyEntry,
    levels_in_order,
    roles_in_order,
    stages_in_order,
)


@record
class Thresholds:
    """From which lead or lag on a project's schedule has which colour, in percentage points. 预警分界（百分点）。"""

    green: Annotated[float, Field(ge=-100, le=100)] = 0
    """At or above: green. 不低于此值为绿色。"""
    blue: Annotated[float, Field(ge=-100, le=100)] = -5
    """At or above, and below green: blue. 不低于此值为蓝色。"""
    yellow: Annotated[float, Field(ge=-100, le=100)] = -15
    """At or above, and below blue: yellow; below it: red. 不低于此值为黄色，再低为红色。"""


Vocabulary = Annotated[dict[Slug, Words], Field(default_factory=dict)]

_WEB_PAGE = re.compile(r"https?://[^\s/?#]+\S*")


def _web_pages(text: Text) -> Text:
    for _, address in text.values:
        if not _WEB_PAGE.fullmatch(address):
            raise InvalidValueError("“{address}” is not the address of a web page", address=address)
    return text


@record
class Licence:
    """On what terms texts and data may be used. 使用许可。"""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$", max_length=80)]
    """Its identifier in the SPDX list (https://spdx.org/licenses/): CC-BY-4.0. SPDX 标识符。"""
    name: Words
    """Its name. 许可协议名称。"""
    address: Annotated[Line, Field(pattern=r"^https?://[^\s/?#]+\S*$")]
    """The address by which programs know it, the same in every language. 供程序识别的地址，各语言相同。"""
    deed: Annotated[Words, AfterValidator(_web_pages)] | None = None
    """Where people read it in their language; where that is missing, at `address`. 各语言读者阅读协议的网页。"""

    def page(self, language: str) -> str:
        """The address at which a reader of this language reads it."""
        return (self.deed.get(language) if self.deed else None) or self.address


_NAME = r"^[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*$"


@record
class Move:
    """A record whose id was changed: readers who come to its old address are led to the new one. 改过编号的记录。"""

    old: Annotated[str, Field(pattern=_NAME)]
    """What it was, as kind:id. 原编号，写作 kind:id。"""
    new: Annotated[str, Field(pattern=_NAME)]
    """What it is now, as kind:id. 现编号，写作 kind:id。"""


@record
class Configuration:
    """The yearbook as a whole. 年鉴的总体设置。"""

    title: Words
    """The title of the yearbook. 年鉴名称。"""
    languages: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...], Field(min_length=1)]
    """Codes of its languages; records are written in the first. 语言代码，第一种承载事实。"""
    years: Annotated[tuple[Annotated[int, Field(ge=1800, le=2199)], ...], Field(min_length=1)]
    """The years it covers, in order. 所涉年份。"""
    district: UnitId
    """The body whose yearbook it is. 年鉴所属的单位。"""
    subtitle: Words | None = None
    """The subtitle. 副题。"""
    publisher: Words | None = None
    """Who publishes it. 编者。"""
    description: Words | None = None
    """One sentence for search engines and the cover. 一句话说明。"""
    address: Annotated[str, Field(pattern=ADDRESS)] = ""
    """Where the site is published; empty where it is not known. 网站地址。"""
    published: FullDate | None = None
    """The day on which this edition is published. 本版发布日期。"""
    licence: Licence | None = None
    """On what terms its texts and data may be used; empty where the editors do not say. 文字与数据的使用许可。"""
    warnings: Thresholds = Thresholds()
    """The four colours of schedule warnings. 四色预警。"""
    levels: Levels
    """Levels of honors beside the shipped ones (national, provincial, municipal, district), renamed or left out.
    荣誉级别：在国家级、省级、市级、区级之外增加，或改名、不用。
    """
    stages: Stages
    """Stages of projects beside the shipped ones (preliminary, new, continuing, completed), renamed or left out.
    项目阶段：在前期、新开工、续建、竣工之外增加，或改名、不用。
    """
    roles: DeclaredRoles
    """Roles of units beside the shipped ones (lead, support, owner, developer, supervising, area), renamed or left out.
    单位分工：在牵头、配合、承办、建设单位、督导、属地之外增加，或改名、不用。
    """
    scopes: Vocabulary
    """Among whom ranks are given. 排名范围。"""
    bases: Vocabulary
    """By what ranks are given. 排名依据。"""
    categories: Vocabulary
    """Sorts of projects. 项目类别。"""
    measures: OwnMeasures
    """Measures beyond those that the program knows, or other words for one of these.
    程序所知之外的计量单位，或为已有单位另定写法。
    """
    appearance: Appearance = Appearance()
    """How it looks: accent colour, breaks of the title, menu. 外观：主色、书名断行、菜单。"""
    moved: tuple[Move, ...] = ()
    """Records whose ids changed, so that old addresses lead on; the command `rename` adds to it.
    改过编号的记录，旧网址由此转到新网址；命令 rename 会写入。
    """
    publish: Annotated[dict[Slug, Destination], Field(default_factory=dict)]
    """Where the site is published, by names of the editors' choice; the command `publish` takes one.
    发布目标，名称自定；命令 publish 按名称发布。
    """
    government: Government | None = None
    """For the website of a Chinese government: what its pages say of it in meta tags. 政府网站的网页标签。"""

    @property
    def levels_of_honors(self) -> Mapping[str, Level]:
        """The levels from the highest, each with its seal."""
        return levels_in_order(self.levels)

    @property
    def stages_of_projects(self) -> Mapping[str, Stage]:
        """The stages in their order, each with its phase."""
        return stages_in_order(self.stages)

    @property
    def roles_of_units(self) -> Mapping[str, Role]:
        """The roles in their order."""
        return roles_in_order(self.roles)

    def vocabulary(self, name: str) -> Mapping[str, Text]:
        """Return the words of a vocabulary by their ids, in order; shipped words in Chinese and English."""
        match name:
            case "scope":
                return self.scopes
            case "basis":
                return self.bases
            case "category":
                return self.categories
        return {each: entry.name for each, entry in self._entries(name).items() if entry.name}

    def declared(self, vocabulary: str) -> Mapping[str, Text | None]:
        """Return the words that yearbook.yaml gives; None for an entry of its own without any.

        Shipped entries that are not renamed are missing: their words are those of the language.
        """
        match vocabulary:
            case "level":
                return _own_words(self.levels, SHIPPED_LEVELS)
            case "stage":
                return _own_words(self.stages, SHIPPED_STAGES)
            case "role":
                return _own_words(self.roles, SHIPPED_ROLES)
        return self.vocabulary(vocabulary)

    def aliases(self, vocabulary: str) -> Mapping[str, tuple[str, ...]]:
        """Return what else is written for the entries of a vocabulary."""
        return {each: entry.aliases for each, entry in self._entries(vocabulary).items()}

    def _entries(self, vocabulary: str) -> Mapping[str, VocabularyEntry]:
        """Return the entries of a vocabulary that has shipped ones; none for another."""
        match vocabulary:
            case "level":
                return self.levels_of_honors
            case "stage":
                return self.stages_of_projects
            case "role":
                return self.roles_of_units
        return {}

    @property
    def all_measures(self) -> Measures:
        """The measures that its quantities may have: the shipped ones and its own."""
        return measures_with(
            tuple(
                Measure(name, printed=each.printed, per=each.per, words=each.words)
                for name, each in self.measures.items()
            )
        )


def _own_words(
    declared: Mapping[str, VocabularyEntry], shipped: Mapping[str, VocabularyEntry]
) -> Mapping[str, Text | None]:
    return {each: entry.name for each, entry in declared.items() if entry.name or each not in shipped}
