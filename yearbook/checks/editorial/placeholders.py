"""Find texts that are still to be written, in records that are no drafts.

`new` begins a record with such texts and marks it as a draft; editors write others by habit: 待补, TODO, XXX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind
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
_HABITS = ("待写", "待补", "待补充", "待填", "待填写", "待定", "正文待补", "todo", "tbd", "tba", "xx", "xxx", "xxxx")
_AROUND = " \t\u3000。．.…!！:：[]【】()（）<>《》{}〔〕_*"
_HEADINGS = ("title", "summary", "motto")


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
    for side in texts:
        for line in re.finditer(r"[^\n]+", side.text):
            if _bare(line[0]) in _placeholders():
                yield finding_in(side, line.span(), UNWRITTEN, at=line[0], text=line[0])
    in_texts = _HEADINGS if record.has_own_files else ()
    for pointer, value, field in values:
        if field.value_type is ValueType.LINE and pointer[0] not in in_texts and _bare(value) in _placeholders():
            yield finding(UNWRITTEN, value, pointer, text=value)
