"""Find texts that are still to be written, in records that are no drafts.

`new` begins a record with such texts and marks it as a draft; editors write others by habit: 待补, TODO, XXX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import TextSide, attribute_sides
from yearbook.content.records import Record
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic
from yearbook.core.documents.document import Document
from yearbook.core.documents.nodes import scalars
from yearbook.core.messages import marked, message_languages, translate
from yearbook.model.structure import ValueType
from yearbook.model.walk import Found

PLACEHOLDER = marked("To be written")
BODY_PLACEHOLDER = marked("The text is to be written.")

UNWRITTEN = DiagnosticKind(
    "YB425",
    "“{text}” is still to be written",
    hint="write it, or take the field out; or mark the record as a draft (draft: true)",
)
_HABITS = (
    *("待写", "待补", "待补充", "待填", "待填写", "待定", "待核", "待核实", "待查", "待确认", "正文待补"),
    *("todo", "tbd", "tba", "fixme", "xx", "xxx", "xxxx"),
)
_AROUND = " \t\u3000。．.…!！:：[]【】()（）<>《》{}〔〕_*"
_HEADINGS = ("title", "summary", "motto")
_ANY_ZH = "待(?:补充?|写|填写?|核实?|查|定|确认)"
_ANY_EN = (
    r"(?i:(?:still\s+)?to\s+be\s+(?:written|added|completed|confirmed|supplied|translated|determined|filled\s+in))"
)
_WHAT = "(?:正文|文字|译文|数字|数据|资料|内容|来源|出处|图片|照片|说明)"
_OPENING, _CLOSING = r"[（(【\[〔《<「『]", r"[）)】\]〕》>」』]"
_END = r"(?=\s*(?:[，。；、：！？…,;:!?）)】\]〕》>」』”’\"]|\.(?!\d)|\n|$))"
_UNIT = "[十百千]?(?:[万亿元个项人家件公平年月日次名条]|百分点|[%％])"
_PLACEHOLDERS_IN_TEXT = re.compile(
    rf"""
    (?<={_OPENING}) \s* (?P<bracketed> {_WHAT}? {_ANY_ZH} {_WHAT}? ) {_END}
    | (?: ^ | (?<=[，。；：、！？,;:\n“])) \s* (?P<clause> {_WHAT}? {_ANY_ZH} ) {_END}
    | (?<![有尚仍亟还急等期招接善应须]) (?P<ending> 待(?:补充?|写) ) {_END}
    | (?<![有尚仍亟还急等期应须均项个件户条名起处宗笔人索题报]) (?P<unchecked> 待(?:核实|填写?) ) {_END}
    | (?: ^ | (?<=[.!?;:\n([（【：，。；—–]) | (?<=[.!?;:—–][ ]) ) (?P<english> {_ANY_EN} ) {_END}
    | (?P<unwritten> (?<=\bis[ ])to[ ]be[ ]written | (?<=\bare[ ])to[ ]be[ ]written ) {_END}
    | (?<![A-Za-z0-9_-]) (?P<word> TODO | FIXME | TBD ) (?: {_END} | (?={_UNIT}) | (?=[ ]?[（(]) )
    | (?<={_OPENING}) (?P<opened> TODO | FIXME | TBD | TBA ) (?![A-Za-z0-9_-])
    | (?<![A-Za-z0-9_-]) (?P<figure> [XxＸ×]{{2,}} ) (?={_UNIT})
    """,
    re.VERBOSE,
)
"""A placeholder within a text: in brackets, as a clause of its own, or at the end of one if nothing else can be meant.

有待补充, 待补贴 and 待定方案 are words of a sentence.
"""

_HINT = re.compile(r"待|to\s+be|TODO|FIXME|TB[DA]|[xＸ×]{2}", re.IGNORECASE)
"""What every placeholder within a text has; lines without it, nearly all, are not looked at further."""


@cache
def _placeholders() -> frozenset[str]:
    own = (translate(each, language) for each in (PLACEHOLDER, BODY_PLACEHOLDER) for language in message_languages())
    return frozenset(_bare(each) for each in (*own, *_HABITS))


def _bare(text: str) -> str:
    return text.strip(_AROUND).replace("×", "x").replace("Ｘ", "x").casefold()


def check_placeholders(record: Record, values: Sequence[Found], texts: Sequence[TextSide]) -> Iterator[Finding]:
    """Yield every text of a record, and every paragraph of its bodies, that stands for one still to be written."""
    if record.draft:
        return
    attributes = (side for body in record.bodies for side in attribute_sides(body))
    for side in (*texts, *attributes):
        for line in re.finditer(r"[^\n]+", side.text):
            for start, end in unwritten(line[0]):
                span = line.start() + start, line.start() + end
                yield finding_in(side, span, UNWRITTEN, at=line[0][start:end], text=line[0][start:end])
    in_texts = _HEADINGS if record.has_own_files else ()
    for pointer, value, field in values:
        if field.value_type is ValueType.LINE and pointer[0] not in in_texts:
            for start, end in unwritten(value):
                yield finding(UNWRITTEN, value[start:end], pointer, text=value[start:end])


def unwritten_values(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each value of a YAML file that is still to be written."""
    for each in scalars(document.front):
        for start, end in unwritten(each.text):
            yield diagnostic(UNWRITTEN, document.place(each), text=each.text[start:end])


def unwritten(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the placeholders of a line begin and end: the whole line, or some of its words."""
    if _bare(line) in _placeholders():
        yield 0, len(line)
    elif _HINT.search(line):
        yield from (found.span(found.lastgroup or 0) for found in _PLACEHOLDERS_IN_TEXT.finditer(line))
