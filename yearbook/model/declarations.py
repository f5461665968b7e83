"""What a yearbook declares in fields.yaml: further fields of built-in kinds, and kinds of its own."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.docstrings import Description
from yearbook.model.fields import Flag, Line, Slug, Words, record
from yearbook.model.texts import Text

FIELD_NAME = r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
KIND_NAME = r"^[a-z]{1,29}[a-rt-z]$"
"""Without an s at its end, which its plural has: so a name is known for that of a kind or of a list."""


class FieldType(Enum):
    """What an own field holds. 自定字段的类型。"""

    TEXT = "text"
    """Words in every language. 各语言的文字。"""
    LINE = "line"
    """One line, the same in every language. 一行文字，各语言相同。"""
    AMOUNT = "amount"
    """A number with its measure, as printed: 400万元. 数量，照原文写。"""
    DATE = "date"
    """A date or a period. 日期或时段。"""
    CHOICE = "choice"
    """One of the words under `choices`. 从 choices 中选一个。"""
    FLAG = "flag"
    """true or false. 是或否。"""
    NUMBER = "number"
    """A whole number without a measure. 整数。"""
    ADDRESS = "address"
    """An address on the web. 网址。"""
    FILE = "file"
    """A file in content/media, by its path there. media 文件夹中的文件。"""
    RECORD = "record"
    """The id of a record of the kind `of`. of 所指类别的记录的编号。"""
    SOURCES = "sources"
    """Citations of sources. 出处。"""


@record
class OwnChoice:
    """One value that a field may have. 一个可选的值。"""

    value: Slug
    """How it is written in records: small letters, figures and single hyphens. 记录中的写法。"""
    words: Words
    """What readers see. 读者看到的文字。"""


@record
class OwnField:
    """One further field of a kind. 某一类记录的一个自定字段。"""

    kind: Line
    """The kind of record that has it: honor. 所属类别。"""
    name: Annotated[str, Field(pattern=FIELD_NAME, max_length=40)]
    """How it is written in records: small letters, figures and single underscores. 记录中的字段名。"""
    type: FieldType
    """What it holds: text, line, amount, date, choice, flag, number, address, file, record or sources. 类型。"""
    words: Words
    """What readers see beside the value. 读者看到的名称。"""
    help: Words | None = None
    """What editors should write there. 给编者的说明。"""
    required: Flag = False
    """Whether every record of the kind must have it. 是否必填。"""
    many: Flag = False
    """Whether it is a list. 是否可有多项。"""
    choices: Annotated[tuple[OwnChoice, ...], Field(max_length=100)] = ()
    """The values of a choice. 可选的值。"""
    of: Line | None = None
    """The kind of the records that it names: unit; or level, stage, role, scope, basis, category. 所指记录的类别。"""

    @property
    def description(self) -> Description:
        """What the field holds, for editors."""
        return _description(self.help or self.words)


def plural(name: str) -> str:
    """Return the English plural of the name of a kind, regularly spelt: documents, agencies, branches.

    It names the folder of an own kind below content/, its list, and the data and counts of every kind.
    """
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if re.search(r"(?:x|z|ch|sh)$", name) else f"{name}s"


@record
class OwnKind:
    """A kind of record of the yearbook's own. 自定的一类记录。"""

    name: Annotated[str, Field(pattern=KIND_NAME)]
    """How it is written in references: document, as in document:some-id; its folder has the plural: documents.
    引用中的写法；文件夹用其英文复数，如 documents。
    """
    words: Words
    """What readers call one record of the kind. 读者看到的一项的名称。"""
    several: Words | None = None
    """What readers call several of them; empty: the same. 多项的名称，如英文复数；不写则同上。"""
    help: Words | None = None
    """What editors should know of the kind. 给编者的说明。"""
    prose: Flag = False
    """Whether each record has a text: then it has a Markdown file of its own. 是否有正文；有则每项一个 md 文件。"""
    menu: Flag = False
    """Whether the list of its records stands in the menu. 列表是否列入菜单。"""

    @property
    def folder(self) -> str:
        """Its folder below content/, which is also the name of its list and of its data."""
        return plural(self.name)

    @property
    def description(self) -> Description:
        """What the kind is, for editors."""
        return _description(self.help or self.words)


@record
class Declarations:
    """The content of fields.yaml. 自定字段文件 fields.yaml 的内容。"""

    kinds: Annotated[tuple[OwnKind, ...], Field(max_length=30)] = ()
    """Kinds of the yearbook's own. 自定的记录类别。"""
    fields: Annotated[tuple[OwnField, ...], Field(max_length=300)] = ()
    """Further fields, in the order in which they follow those of their kind. 自定字段，排在该类别原有字段之后。"""


NO_DECLARATIONS = Declarations()


def _description(words: Text) -> Description:
    first = words.read(words.languages[0]).text
    return Description(words.get("en") or first, words.get("zh") or first)
