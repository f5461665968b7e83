"""The place of a finding in a body, whatever stands before it or around it."""

from __future__ import annotations

import re

import pytest

from tests.support.sound import honor, read, sound_world
from yearbook.checks.record_texts import TextSide
from yearbook.checks.text_locations import text_location
from yearbook.content.records import Record
from yearbook.core.diagnostics import Location
from yearbook.markdown.conversion import convert

BLOCKS = {
    "a list": "- 3个\n- 乙\n    - 3个\n",
    "a numbered list": "1. 甲\n2. 乙\n3. 丙\n",
    "a table": "| 项 | 数 |\n|---|--:|\n| 甲 | 3 |\n| 乙 | 33 |\n",
    "a quotation": "> 共3个。\n>\n> 3\n",
    "code": "写作 `3` 或 `` 3 ` 3 ``。\n",
    "a footnote": "甲[^33]。\n\n[^33]: 注3。\n\n    又3。\n",
    "text like HTML": "1 < 3，5 > 3，a<3>。\n",
    "HTML": '<span lang="en">No. 3</span> x<sup>3</sup>\n',
    "a definition list": "甲\n:   3个。\n\n    又3个。\n",
    "an abbreviation": "*[G3]: 三号\n\nG3路。\n",
    "a comment": "<!-- 3\n3 -->\n\n文。\n",
    "a heading": "## 3 三 {#three-3}\n",
    "a rule": "***\n",
    "a definition of a link": "[3]: https://example.org/3\n\n见[其三][3]。\n",
    "signs that are no markup": "\\[3\\]、\\*3\\*、&#51;。\n",
    "an address": "见<https://example.org/3?3=3>。\n",
    "a lazy quotation": "> 3\n3\n\n- 3\n3\n",
    "a list of paragraphs": "- 3\n\n    3。\n\n- | 3 | 3 |\n    |---|---|\n    | 3 | 3 |\n",
}
FRAMES = {
    "a paragraph": "{}\n",
    "an item": "- 3\n- {}\n",
    "a numbered item": "3. 3\n4. {}\n",
    "a cell": "| 3 | 3 |\n|---|---|\n| 3 | {} |\n",
    "a quotation": "> 3\n>\n> {}\n",
    "a footnote": "[^3]: {}\n\n甲[^3]，有3处。\n",
    "a definition": "3\n:   {}\n",
    "emphasis": "**3** **{}**\n",
}
SENTENCE = "此处写3棵"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    files = {"honors/2016/a.md": honor(body="文。\n")}
    return read(sound_world(tmp_path_factory.mktemp("world"), files))[0].get("honor", "a")


def place(record: Record, body: str, words: str, length: int) -> tuple[int, int]:
    """Return line and column of the characters that begin with `words` in the plain text of a body."""
    text = convert(body, "zh", "content/a.md", 5)[0].text
    side = TextSide("zh", text, record.origin, pointer=(), line=5)
    lines = ["---", "title: 3", "number: 3", "---", *body.split("\n")]
    found = text_location(
        record, side, text.index(words), length, locate=lambda *_: Location("content/a.md"), lines=lambda _: lines
    )
    return found.line, found.column


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_figure_is_found_after_every_block_and_in_every_block(record: Record, block: str, frame: str) -> None:
    for body in (f"{block}\n{frame}", f"{frame}\n{block}"):
        written = body.replace("{}", SENTENCE)
        offset = written.index(SENTENCE) + len("此处写")
        line = written.count("\n", 0, offset)
        column = offset - written.rfind("\n", 0, offset)
        assert place(record, written, "3棵", 1) == (5 + line, column)


def test_of_places_that_are_all_alike_the_one_of_the_same_number_is_meant(record: Record) -> None:
    body = "1. 甲\n2. 乙\n\n" + "种3棵。\n\n" * 5
    text = convert(body, "zh", "content/a.md", 5)[0].text
    starts = [each.start() for each in re.finditer("3", text)]
    side = TextSide("zh", text, record.origin, pointer=(), line=5)
    found = [
        text_location(
            record, side, start, 1, locate=lambda *_: Location("a"), lines=lambda _: ["---"] * 4 + body.split("\n")
        )
        for start in starts
    ]
    assert [each.line for each in found] == [8, 10, 12, 14, 16]
