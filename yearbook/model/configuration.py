"""What `content/yearbook.yaml` says: the book's titles, languages and years, and the vocabularies that its
records use.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yearbook.model.fields import Slug, UnitId, Words, record


@record
class Thresholds:
    """From which lead or lag on a project's schedule has which colour, in percentage points. 预警分界（百分点）。"""

    green: Annotated[float, Field(ge=-100, le=100)] = 0
    """At or above: green. 不低于此值为绿色。"""
    blue: Annotated[float, Field(ge=-100, le=100)] = -5
    """At or above, and below green: blue. 不低于此值为蓝色。"""
    yellow: Annotated[float, Field(ge=-100, le=100)] = -15
    """At or above, and below blue: yellow; below it: red. 不低于此值为黄色，再低为红色。"""


ADDRESS = r"^(?:https?://[^\s/?#]+[^\s?#]*)?$"
"""The public address of a site, without query and fragment; or nothing."""

Vocabulary = Annotated[dict[Slug, Words], Field(default_factory=dict)]


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
    warnings: Thresholds = Thresholds()
    """The four colours of schedule warnings. 四色预警。"""
    scopes: Vocabulary
    """Among whom ranks are given. 排名范围。"""
    bases: Vocabulary
    """By what ranks are given. 排名依据。"""
    categories: Vocabulary
    """Sorts of projects. 项目类别。"""
