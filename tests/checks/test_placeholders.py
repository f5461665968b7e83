"""A text that is still to be written is an error, unless the record is a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sound import SOUND, read, sound_world
from yearbook.checks.editorial.placeholders import unwritten
from yearbook.core.diagnostics import DiagnosticsError

HONOR = """\
---
title: {title}
form: title
level: national
{more}sources: [{{source: summary-2016, at: {quote}}}]
---

{body}
"""
ENGLISH = "---\ntitle: {title}\n---\n\n{body}\n"


def honor(*, title: str = "荣誉", more: str = "", quote: str = "荣誉", body: str = "一句话。") -> str:
    return HONOR.format(title=title, more=more, quote=quote, body=body)


def english(*, title: str = "An Honor", body: str = "A sentence.") -> str:
    return ENGLISH.format(title=title, body=body)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
FIELD = "persons: [{{zh: {0}, en: Someone}}]\n"
CASES = {
    "a title": ({"honors/2016/a.md": honor(title="待写"), "honors/2016/a.en.md": english()}, ("a.md", 2)),
    "a body": ({"honors/2016/a.md": honor(body="正文待写。"), "honors/2016/a.en.md": english()}, ("a.md", 8)),
    "the last paragraph": (
        {"honors/2016/a.md": honor(body="已写一段。\n\n【待补】"), "honors/2016/a.en.md": english()},
        ("a.md", 10),
    ),
    "a translated title": (
        {"honors/2016/a.md": honor(), "honors/2016/a.en.md": english(title="To be written")},
        ("a.en.md", 2),
    ),
    "a translated body": (
        {"honors/2016/a.md": honor(), "honors/2016/a.en.md": english(body="The text is to be written.")},
        ("a.en.md", 5),
    ),
    "a quote": ({"honors/2016/a.md": honor(quote="待写"), "honors/2016/a.en.md": english()}, ("a.md", 5)),
    "a field": (
        {"honors/2016/a.md": honor(more=FIELD.format("TODO")), "honors/2016/a.en.md": english()},
        ("a.md", 5),
    ),
    "the words for a picture": (
        {
            "honors/2016/a.md": honor(body="一段。\n\n![待写](media/a.svg)"),
            "honors/2016/a.en.md": english(),
            "media/a.svg": SVG,
        },
        ("a.md", 10),
    ),
    "the title of a translated picture": (
        {
            "honors/2016/a.md": honor(body="![图](media/a.svg)"),
            "honors/2016/a.en.md": english(body='![A street](media/a.svg "To be written")'),
            "media/a.svg": SVG,
        },
        ("a.en.md", 4),  # where the body begins
    ),
    "a habit": (
        {"honors/2016/a.md": honor(more=FIELD.format("×××")), "honors/2016/a.en.md": english()},
        ("a.md", 5),
    ),
}
TERM = "term-a:\n  title: {zh: 词, en: TBD}\n  note: {zh: 待补充, en: A word.}\n"


@pytest.mark.parametrize("case", CASES)
def test_it_is_an_error_where_it_stands(case: str, tmp_path: Path) -> None:
    files, (name, line) = CASES[case]
    with pytest.raises(DiagnosticsError) as caught:
        read(sound_world(tmp_path, files))
    errors = [each for each in caught.value.diagnostics if each.is_error]
    assert [(each.mistake.code, each.place.path, each.place.line) for each in errors] == [
        ("YB425", f"content/honors/2016/{name}", line)
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_draft_may_have_it(case: str, tmp_path: Path) -> None:
    files, _ = CASES[case]
    original = files["honors/2016/a.md"].replace("form:", "draft: true\nform:")
    for drafts in (False, True):
        read(sound_world(tmp_path / str(drafts), {**files, "honors/2016/a.md": original}), drafts=drafts)


def test_records_of_other_kinds_are_drafts_too(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        read(sound_world(tmp_path / "1", {"glossary.yaml": TERM}))
    assert [(each.mistake.code, each.place.line) for each in caught.value.diagnostics if each.is_error] == [
        ("YB425", 2),
        ("YB425", 3),
    ]
    read(sound_world(tmp_path / "2", {"glossary.yaml": TERM + "  draft: true\n"}), drafts=True)


@pytest.mark.parametrize("text", ["待写作品获奖", "写完待补的作业", "TODO list of the office", "十字XX型"])
def test_words_within_a_text_are_no_placeholder(text: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(more=FIELD.format(text)), "honors/2016/a.en.md": english()}
    assert [each for each in read(sound_world(tmp_path, files))[1] if each.mistake.code == "YB425"] == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("总投资（待补）亿元，当年完工。", "待补"),
        ("总投资（待核实）。", "待核实"),
        ("投资（待补：见报表）。", "待补"),
        ("建成道路五条。获奖名单待补。", "待补"),
        ("获奖名单：待补充", "待补充"),
        ("建成道路五条，待写。", "待写"),
        ("总投资待核实，当年完工。", "待核实"),
        ("道路五条（数字待核）。", "数字待核"),
        ("完成投资XX亿元。", "XX"),
        ("完成投资××万元。", "××"),
        ("完成投资TODO亿元。", "TODO"),
        ("建成道路五条（TODO 核对数字）。", "TODO"),
        ("建成道路五条。TODO：核对数字", "TODO"),
        ("五条道路，长度TBD。", "TBD"),
        ("Five roads were built. To be written.", "To be written"),
        ("Five roads (to be confirmed) were built.", "to be confirmed"),
        ("The rest is to be written.", "to be written"),
        ("Five roads. TODO: check the figure", "TODO"),
    ],
)
def test_a_placeholder_within_a_paragraph_is_found(text: str, printed: str) -> None:
    assert [text[start:end] for start, end in unwritten(text)] == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "发放待补贴户资金。",
        "制度仍有待补充。",
        "资料尚待补充、完善。",
        "内容有待写入章程。",
        "三条线索待核实。其中两条待查证。",
        "其中12件待核实。",
        "开工时间待定。",
        "设待定席位（含待补选席位）两个。",
        "嗷嗷待哺，整装待发",
        "待写作品获奖",
        "The TODO list of the office was short.",
        "Five reports remained to be written by the office.",
        "A plan to be confirmed by the council.",
        "The XX Congress, model XXL",
        "十字XX型",
    ],
)
def test_words_of_a_sentence_are_none(text: str) -> None:
    assert list(unwritten(text)) == []


def test_one_in_a_paragraph_is_reported_at_its_place(tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(body="建成道路五条，总投资（待补）亿元。"), "honors/2016/a.en.md": english()}
    with pytest.raises(DiagnosticsError) as caught:
        read(sound_world(tmp_path, files))
    errors = [each for each in caught.value.diagnostics if each.is_error]
    assert [(each.mistake.code, each.place.line, each.place.column) for each in errors] == [("YB425", 8, 12)]


FIELDS_FILE = "fields:\n  - {kind: project, name: budget, type: amount, words: {zh: 待写, en: Budget}}\n"
SETTINGS = {
    "its title": ("yearbook.yaml", {"yearbook.yaml": SOUND["yearbook.yaml"].replace("en: Erqi Yearbook", "en: TBD")}),
    "a scope": ("yearbook.yaml", {"yearbook.yaml": SOUND["yearbook.yaml"].replace("zh: 全市", "zh: 待写")}),
    "a field of its own": ("fields.yaml", {"fields.yaml": FIELDS_FILE}),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_what_declares_the_yearbook_has_none(case: str, tmp_path: Path) -> None:
    name, files = SETTINGS[case]
    for drafts in (False, True):
        with pytest.raises(DiagnosticsError) as caught:
            read(sound_world(tmp_path / str(drafts), files), drafts=drafts)
        errors = [each for each in caught.value.diagnostics if each.is_error]
        assert [(each.mistake.code, each.place.path) for each in errors] == [("YB425", f"content/{name}")]
        assert errors[0].place.column > 1
