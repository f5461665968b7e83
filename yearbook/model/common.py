"""The fields that every kind of record has besides its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yearbook.model.fields import Flag, FullDate, Line, Words, record
from yearbook.model.media import Attachments, Pictures

FindingCode = Annotated[str, Field(pattern=r"^YB\d{3}$")]


@record
class Acceptance:
    """A finding of the checks that is right as it stands. 核查所报而确实无误之处。"""

    code: FindingCode
    """The finding's code: YB451. 核查代码。"""
    at: Line
    """The words or number that it points at, as printed. 所指的文字或数字，照录。"""
    because: Words
    """Why it is right. 无误的理由。"""


Accepted = tuple[Acceptance, ...]


@record
class CommonFields:
    """The fields that every kind of record has, after its own."""

    pictures: Pictures = ()
    """Pictures, in order. 图片，按顺序。"""
    attachments: Attachments = ()
    """Documents that go with it, in order. 附件，按顺序。"""
    draft: Flag = False
    """Not published yet. 草稿。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """
