"""One record as its files give it: the original with its facts, and its translations."""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.model.common import CommonFields
from yearbook.model.fields import Line, record


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was written."""

    path: str
    """Posix path below content/."""
    pointer: tuple[str | int, ...] = ()
    """From the top of the file's mapping to the record's own: its id in a YAML file, nothing in front matter."""


@dataclass(frozen=True, slots=True)
class WrittenBody:
    """A body of prose as typed."""

    markdown: str
    line: int
    """The line of the file on which it begins, from 1."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file (or part of one) that carries a record's facts, in the yearbook's first language."""

    kind: str
    id: str
    facts: CommonFields
    origin: Origin
    year: int | None = None
    """From the folder, for kinds that are kept by year; the year itself for a year's record."""
    body: WrittenBody | None = None
    version: str = ""
    """Eight hex digits that change with title, summary, motto and body: what a translation was made from."""


@record
class Translated:
    """The front matter of a translation: words only; facts stand once, in the original. 译文只写文字，不写事实。"""

    title: Line
    """The title in this language. 标题。"""
    summary: Line | None = None
    """One sentence for lists. 一句话摘要。"""
    motto: Line | None = None
    """A year's motto. 年度主题。"""
    original: Line | None = None
    """The version of the original that this was made from; set by the command `translated`. 所译原文的版本。"""


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a record in a further language."""

    kind: str
    id: str
    language: str
    words: Translated
    origin: Origin
    body: WrittenBody
