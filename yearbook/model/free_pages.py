"""A free page: text of the editors' own, such as 编纂说明, 凡例, 编委会名单 or 关于, with its place in site and book.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.fields import Citation, Line, Related, Summary, Words, record

IN_PLACE = frozenset({"shown_in", "menu_name", "in_book", "order", "with_key"})
"""The fields that say where a page stands, what it is called there, and what it ends with; readers see that itself."""


class SitePlace(Enum):
    """Where on the site a page is linked. 网页上的链接位置。"""

    MENU = "menu"
    """In the menu of every page. 菜单。"""
    FOOTER = "footer"
    """At the foot of every page. 页脚。"""
    NOWHERE = "nowhere"
    """Only where a text links to it. 只在正文提到处。"""


class BookPlace(Enum):
    """Where in the book a page is printed. 印本中的位置。"""

    FRONT = "front"
    """Before the contents. 目录之前。"""
    BACK = "back"
    """After the chapters. 正文之后。"""
    NOWHERE = "nowhere"
    """Not at all. 不印。"""


@record
class FreePage(CommonFields):
    """A page of the editors' own: how to read the yearbook, rules, the editorial board. 编者自撰的专页。"""

    title: Line
    """Its title. 标题。"""
    shown_in: SitePlace = SitePlace.FOOTER
    """menu, footer or nowhere: where the site links to it. 网站在何处链接：menu 菜单、footer 页脚、nowhere 不列。"""
    menu_name: Words | None = None
    """What menu and foot call it, if that is shorter than its title. 菜单和页脚中的名称，比标题短时写。"""
    in_book: BookPlace = BookPlace.NOWHERE
    """front, back or nowhere: where the book prints it. 印本中的位置：front 目录之前、back 正文之后、nowhere 不印。"""
    order: Annotated[int, Field(ge=1, le=1000)] = 100
    """Its place among such pages: lower numbers first. 在专页中的次序，数小的在前。"""
    with_key: bool = False
    """true: it ends with a key to seals, marks and symbols. 写 true，页末附印记、标志和符号的图例。"""
    sources: tuple[Citation, ...] = ()
    """Sources, if it has any. 出处，可不写。"""
    related: Related = ()
    summary: Summary = None
