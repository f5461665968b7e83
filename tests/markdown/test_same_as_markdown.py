"""The dialect skips inline patterns that cannot match: the HTML is what Python-Markdown makes when it tries all."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from tests.support.paths import ROOT
from yearbook.content.tree import read_tree
from yearbook.core.documents.document import Document, read_document
from yearbook.markdown import breaks, dialect
from yearbook.markdown.conversion import convert
from yearbook.markdown.headings import with_anchors
from yearbook.markdown.sanitizer import sanitise
from yearbook.markdown.source import markdown_source, with_code_hidden

CONTENT = ROOT / "content"

SENTENCES = [
    "二七区", "绿化", "，", "。", "“", "”", "——", "2016年", "3.5", "96. ", "A ", "b", " word", ". ", "? ", "! ", "(x)",
    "'", '"', "/", "%", "~", "x-y", "+", "=", "甲*乙*", "**丙** ", "*d e*", "[己](honor:a-1)", "[f g](unit:b#c-d)",
    "(honor:a-1)", " honor:a-1 ", "\n", "\n\n", "\n\n\n",
]  # fmt: skip
"""What paragraphs are made of."""
MARKS = [
    " ", "  ", "\t", "\n ", "\n    ", "  \n", "*", "**", "***", "* ", "_", "__", "`", "``", "\\", "\\*", "[", "]",
    "](", ")", "](honor:a)", "[x](honor:A)", "[](unit:a)", "[^1](unit:a)", "[x](honor:a 't')", "[x](<honor:a>)",
    "[x](https://e.org/)", "[x](honour:a)", "[x](unit:a_b)", "[x] (unit:a)", "[x][y]", "\n[y]: honor:a",
    "![x](a.png)", "!", "[^1]", "\n[^1]: n", "\n*[A]: B", "\n- ", "\n+ ", "\n1. ", "\n# ", "##", "\n> ", "\n: ",
    "\n---", "\n***", "\n|a|b|\n|-|-|\n", "|", "{.lead}", "\n{: #i}", "{", "}", "<", ">", "<b>", "<br>",
    "<!-- c -->", "<a@b.c>", "&", "&amp;", "&#42;", "\u00a0", "\u3000", "\u2003", "\u2028", "\x85", "\x0b", "\x0c",
    "\x02", "\x03", "\x02klzzwxh:0000\x03", "\r", "\u200b", "\ufeff", "\ufffe", "é", "\U00020000",
    "   ", "_x_", "*a**", "**a***", "* a*", "*a *", "** a**", "*a*b*", "*甲*\n*乙*", "![x](honor:a)", "\n\n: ",
    "\n- a\n\n\n", "{a}", "\n\n{.lead}", "|b\n-|-", "[a](unit:b)\n\n", "[a](unit:b){.note}", "\n3. ",
    "\n\u3000", "honor:a [x](honor:a)\n",
]  # fmt: skip
"""What makes something else of them, or nearly does."""

FRAMES = [
    "{}",
    "{}乙",
    "甲{}",
    "甲{}乙",
    "a {} b",
    "甲\n{}乙\n丙",
    "甲\n\n{}\n\n乙",
    "*甲*{}**b**",
    "[a](unit:b){}[c](unit:d)",
    "甲{0}乙{0}",
]

sentences = st.lists(st.sampled_from(SENTENCES), max_size=14).map("".join)
anything = st.lists(st.sampled_from(SENTENCES + MARKS), max_size=14).map("".join)
languages = st.sampled_from(["zh", "en"])


@cache
def markdown(language: str) -> Markdown:
    """The dialect with Python-Markdown's own search for what stands within lines."""
    made, _ = dialect._instance.__wrapped__(language)
    made.treeprocessors.register(InlineProcessor(made), "inline", 20)
    return made


def by_markdown(text: str, language: str) -> str:
    """Return the HTML of a body with every inline pattern tried."""
    converter = markdown(language)
    converter.reset()
    source = dialect._LONG_SPACE.sub("  ", with_code_hidden(markdown_source(text, "a.md", 1)).markdown)
    html = sanitise(converter.convert(source))
    html = breaks._pattern(language).sub(lambda found: found["code"] or found["before"] + found["after"], html)
    return with_anchors(html, ())[0]


def check(text: str, language: str) -> None:
    assert str(convert(text, language, "a.md", 1)[0].html) == by_markdown(text, language)


@pytest.mark.parametrize("mark", SENTENCES + MARKS)
def test_each_mark_is_what_markdown_makes_of_it(mark: str) -> None:
    for frame in FRAMES:
        check(frame.format(mark), "zh")
        check(frame.format(mark), "en")


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(sentences | anything, languages)
def test_any_text_is_what_markdown_makes_of_it(text: str, language: str) -> None:
    check(text, language)


def test_the_bodies_of_this_yearbook_are_what_markdown_makes() -> None:
    bodies = []
    for file in read_tree(CONTENT, "content").files:
        document = read_document(CONTENT, file.path, "content") if file.path.endswith(".md") else ()
        if isinstance(document, Document):
            bodies.append(("en" if ".en." in file.path else "zh", document.body))
    assert len(bodies) > 100
    for language, text in bodies:
        assert str(convert(text, language, "a.md", 1)[0].html) == by_markdown(text, language)


def test_what_is_taken_over_is_there_to_be_taken_over() -> None:
    assert hasattr(InlineProcessor, "_InlineProcessor__handleInline")
