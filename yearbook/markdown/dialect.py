"""Configure Python-Markdown: the syntax that is allowed, and a record of the elements that were made.

It fixes which Markdown a yearbook speaks. It never sanitises and never reports a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from yearbook.core.frozen import dataclass
from yearbook.markdown.footnotes import Footnotes

_LONG_SPACE = re.compile(r"(?<=\S)[ \t]{3,}")


@dataclass(frozen=True, slots=True)
class Element:
    """One element that Markdown made, before it is sanitised."""

    tag: str
    """In lower case; headings with the level they were written with."""
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What Markdown made of a body."""

    html: str
    """Not sanitised."""
    elements: tuple[Element, ...]
    """In the order of the document: headings, pictures and whatever has attributes."""
    written: tuple[str, ...]
    """Tags written as HTML, each as it was written."""
    definitions: frozenset[str] = frozenset()
    """Labels of addresses that are defined on lines of their own, in small letters."""


class _Survey(Treeprocessor):
    """Notes the elements, then makes headings and tables what a page needs."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []

    def run(self, root: ElementTree.Element) -> None:
        self.elements = []
        for element in root.iter():
            if element.attrib or element.tag[0] == "h":
                pairs = element.attrib.items()
                self.elements.append(Element(element.tag, tuple((name, _value(value)) for name, value in pairs)))
            if element.tag == "h1":
                element.tag = "h2"  # the page's title is the only heading of level 1; the mistake is reported
            if align := element.attrib.pop("align", None):
                element.set("class", f"align-{align} {element.get('class', '')}".strip())


def _value(value: str | None) -> str:
    return unescape((value or "").replace(AMP_SUBSTITUTE, "&"))


class _Inline(InlineProcessor):
    """Leaves texts alone in which no inline pattern of the dialect finds anything: that is a third of the time."""

    _marks = re.compile(r"[\\`<&*_\[!]|  \n")

    # The only place where that can be known. It is private: under another name it would cost time, and change nothing.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not self._marks.search(data):
            return data
        treated: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return treated


class _Abbreviations(AbbrTreeprocessor):
    """Finds abbreviations next to Han characters too, where `\\b` sees no boundary."""

    _names = re.compile("(?!)")

    def run(self, root: ElementTree.Element) -> None:
        if not self.abbrs:
            return
        keys = sorted(self.abbrs, key=lambda each: (-len(each), each))
        self._names = re.compile(rf"(?<![A-Za-z0-9_])({'|'.join(map(re.escape, keys))})(?![A-Za-z0-9_])")
        self.iter_element(root)

    def iter_element(self, el: ElementTree.Element, parent: ElementTree.Element | None = None) -> None:
        """As in the class above, but in time that grows with the text and not with its square."""
        for child in reversed(el):
            self.iter_element(child, el)
        if el.text and not isinstance(el.text, AtomicString):
            el.text, el[:0] = self._split(el.text)
        if parent is not None and el.tail and not isinstance(el.tail, AtomicString):
            after = list(parent).index(el) + 1
            el.tail, parent[after:after] = self._split(el.tail)

    def _split(self, text: str) -> tuple[str, list[ElementTree.Element]]:
        pieces = self._names.split(text)
        pairs = zip(pieces[1::2], pieces[2::2], strict=True)
        return pieces[0], [self.create_element(self.abbrs[name], name, tail) for name, tail in pairs]


class _AbbreviationsExtension(AbbrExtension):
    abbrs: dict[str, str]
    """Abbreviation to what it stands for, of the body being converted; not in the published types."""


class _Yearbook(Extension):
    """Leaves out what prose does not need: code blocks, headings underlined, HTML in blocks."""

    def __init__(self, abbreviations: _AbbreviationsExtension, survey: _Survey) -> None:
        super().__init__()
        self._abbreviations = abbreviations
        self._survey = survey

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # An indented line is a paragraph that somebody indented, and a line of hyphens below text is a rule.
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.deregister("setextheader")
        md.preprocessors.deregister("html_block")
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Abbreviations(md, self._abbreviations.abbrs), "abbr", 7)
        md.treeprocessors.register(self._survey, "survey", -10)


@cache
def _instance(language: str) -> tuple[Markdown, _Survey]:
    """One converter per process and language; it keeps state while it converts, so one thread uses it."""
    survey = _Survey()
    abbreviations = _AbbreviationsExtension()
    extensions: list[Extension | str] = [
        TableExtension(use_align_attribute=True),
        Footnotes(language),
        DefListExtension(),
        AttrListExtension(),
        abbreviations,
        SaneListExtension(),
        _Yearbook(abbreviations, survey),
    ]
    return Markdown(extensions=extensions, output_format="html"), survey


def parse(text: str, language: str) -> Parsed:
    """Converts a body whose size and nesting have been bounded; raises RecursionError if still too deep."""
    markdown, survey = _instance(language)
    markdown.reset()
    survey.elements = []
    try:
        html = markdown.convert(_LONG_SPACE.sub("  ", text))
    except RecursionError:
        _instance.cache_clear()  # what was half done must not leak into the next body
        raise
    return Parsed(
        html=html,
        elements=tuple(survey.elements),
        written=tuple(_written(markdown)),
        definitions=frozenset(markdown.references),
    )


def _written(markdown: Markdown) -> Iterator[str]:
    for each in markdown.htmlStash.rawHtmlBlocks:
        if isinstance(each, str) and each.startswith("<"):
            yield each
