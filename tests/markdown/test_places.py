"""The place of a mistake in a body: after every sort of block, within it, and beside what only looks like it."""

from __future__ import annotations

import pytest

from yearbook.markdown.conversion import convert

MISTAKES = {
    "YB150": "见 [甲](¶foo:a) 。",
    "YB151": "见 [甲](¶honor:A_b) 。",
    "YB152": "见 [甲](¶a/b.html) 。",
    "YB153": "见 [甲](¶javascript:x) 。",
    "YB154": "图 ![甲](¶https://e.org/a.png)",
    "YB160": "图 ¶![](media/a.jpg)",
    "YB161": "¶# 甲",
    "YB162": "¶#### 甲",
    "YB163": "文 ¶[^gone] 。",
    "YB164": "¶[^unused]: 注",
    "YB165": "文[^k]\n\n[^k]: 注\n\n¶[^k]: 又",
    "YB166": "文 ¶<b>粗</b>",
    "YB167": '文 <span ¶onclick="x">甲</span>',
    "YB168": "[甲](honor:a){.¶gone}",
    "YB169": "## 甲 {#a}\n\n## 乙 {#¶a}",
    "YB170": "文 ¶<sup>上",
    "YB171": "文 ¶{.x} 。",
    "YB173": "见 ¶[甲][gone] 。",
    "YB174": "见 [甲¶](honor:a",
    "YB175": "文 ¶&#x202e; 。",
    "YB176": "见 [甲](¶#gone) 。",
}
BLOCKS = {
    "nothing": "",
    "a list": "- 甲\n- 乙\n    - 丙\n- 丁\n",
    "a numbered list": "1. 甲\n2. 乙\n",
    "a table": "| 甲 | 乙 |\n|---|:-:|\n| 丙 | 丁 |\n",
    "a quotation": "> 甲\n> 乙\n>\n> 丙\n",
    "code": "文 `甲` ``乙 ` 丙``\n",
    "a footnote": "文[^f]\n\n[^f]: 注\n\n    又注\n",
    "text like HTML": "1 < 2，3 > 2，a<b \n",
    "HTML": '<sup>甲</sup> <span lang="en">a</span><br>\n',
    "a definition list": "甲\n:   乙\n\n    丙\n",
    "an abbreviation": "*[HTML]: Hypertext\n\nHTML\n",
    "a comment": "<!-- 甲\n乙 -->\n",
    "a heading": "## 前 {#before}\n",
    "a rule": "***\n",
    "a definition of a link": "[u]: https://example.org\n\n[甲][u]\n",
    "escaped signs": "\\[甲\\] \\* \\# \\<b\\> \\{.x}\n",
    "characters of several units": "二七区🙂é <!-- 甲 -->\n",
    "a lazy quotation": "> 甲\n乙\n\n- 丙\n丁\n",
    "a list of blocks": "- 甲\n\n    乙\n\n- > 丙\n\n    | 甲 | 乙 |\n    |---|---|\n    | 丙 | 丁 |\n",
}
FRAMES = {
    "an item": "- 前\n- {}\n",
    "a paragraph of an item": "- 前\n\n    {}\n",
    "a numbered item": "3. {}\n",
    "a cell": "| 前 | 前 |\n|---|---|\n| 前 | {} |\n",
    "the head of a table": "| {} | 前 |\n|---|---|\n| 前 | 前 |\n",
    "a quotation": "> 前\n> {}\n",
    "a footnote": "文[^f]\n\n[^f]: {}\n",
    "a footnote before its reference": "[^f]: {}\n\n文[^f]\n",
    "a definition": "前\n:   {}\n",
    "a heading": "## {}\n",
    "strong text": "**{}**\n",
}
LOOKALIKES = {"code": "`{}`\n", "more code": "`` {} ``\n", "a comment": "<!-- {} -->\n"}
INLINE = [code for code, text in MISTAKES.items() if "\n" not in text and text[0] != "¶" and code != "YB174"]


def check(code: str, marked: str) -> None:
    """The first mistake with this code is at the mark."""
    offset = marked.index("¶")
    line, column = marked.count("\n", 0, offset) + 1, offset - marked.rfind("\n", 0, offset)
    diagnostics = convert(marked.replace("¶", ""), "zh", "a.md", 1)[1]
    assert [(each.place.line, each.place.column) for each in diagnostics if each.mistake.code == code] == [
        (line, column)
    ]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_after_a_block_is_where_it_is(code: str, block: str) -> None:
    check(code, f"{block}\n{MISTAKES[code]}\n")
    check(code, f"{MISTAKES[code]}\n\n{block}")


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("code", INLINE)
def test_a_mistake_within_a_block_is_where_it_is(code: str, frame: str) -> None:
    check(code, frame.replace("{}", MISTAKES[code]))


@pytest.mark.parametrize("lookalike", LOOKALIKES.values(), ids=LOOKALIKES)
@pytest.mark.parametrize("code", MISTAKES)
def test_what_only_looks_like_the_mistake_is_passed_over(code: str, lookalike: str) -> None:
    plain = MISTAKES[code].replace("¶", "").replace("\n", " ")
    check(code, f"{lookalike.replace('{}', plain)}\n{MISTAKES[code]}\n")


@pytest.mark.parametrize(
    "text", ["`{.wide}`\n\n## 甲 {.wide}\n", "`[甲](honor:a)` [甲](honor:a)\n", "`[甲][r]` [甲][r]\n\n[r]: honor:a\n"]
)
def test_code_that_is_like_sound_markup_is_no_mistake(text: str) -> None:
    assert convert(text, "zh", "a.md", 1)[1] == ()


@pytest.mark.parametrize("code", ["YB150", "YB160", "YB166", "YB171", "YB173", "YB174", "YB176"])
def test_what_is_escaped_is_passed_over(code: str) -> None:
    escaped = MISTAKES[code].replace("¶", "")
    for sign in "[]<{!":
        escaped = escaped.replace(sign, f"\\{sign}")
    check(code, f"{escaped}\n\n{MISTAKES[code]}\n")
