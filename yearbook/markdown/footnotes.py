"""Render footnotes as numbered references and a list of notes that a screen reader understands.

Python-Markdown's extension finds the definitions. Its numbering (by definition) and its markup (ids with
colons, an arrow without a name) do not suit a bilingual reference work, so both are made here. Notes that
nobody refers to are left out. It never reports a mistake: `checks` does.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from yearbook.core.messages import translate

_LABEL = "data-note"  # only between the two stages of this module
_Element = ElementTree.Element


class Footnotes(FootnoteExtension):
    """The footnotes of one language; a note has the id `fn-1`, its references `fnref-1`, `fnref-1-2`."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        md.registerExtension(self)
        self.parser = md.parser
        self.md = md
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Reference(self), "footnote", 175)
        md.treeprocessors.register(_Contents(self), "footnote-contents", 50)  # before inline markup
        md.treeprocessors.register(_Numbers(self), "footnote-numbers", 19)  # after it


class _Reference(InlineProcessor):
    """Turn `[^label]` into a superscript that is numbered later."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__(r"\[\^([^\]]*)\]")
        self._footnotes = footnotes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - as Markdown declares it for inline patterns
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[_Element | None, int | None, int | None]:
        if m[1] not in self._footnotes.footnotes:
            return None, None, None
        return ElementTree.Element("sup", {_LABEL: m[1]}), m.start(), m.end()


class _Contents(Treeprocessor):
    """Appends the notes, not yet numbered, so that the markup in them is converted with the rest."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self._footnotes = footnotes

    def run(self, root: _Element) -> None:
        if not self._footnotes.footnotes:
            return
        section = ElementTree.SubElement(root, "section")
        notes = ElementTree.SubElement(section, "ol")
        done: set[str] = set()
        while pending := [each for each in self._footnotes.footnotes if each not in done]:
            for label in pending:  # a note may define another one
                item = ElementTree.SubElement(notes, "li", {_LABEL: label})
                # An element `li` would be taken for a list that goes on, hence a parent of its own.
                parent = ElementTree.Element("div")
                self._footnotes.parser.parseChunk(parent, self._footnotes.footnotes[label])
                item.extend(list(parent))
                done.add(label)


class _Numbers(Treeprocessor):
    """Numbers references and notes in the order in which the text refers to them."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self._language = footnotes.language

    def run(self, root: _Element) -> None:
        section = root[-1] if len(root) else None
        if section is None or section.tag != "section":
            return
        root.remove(section)
        items = {each.get(_LABEL, ""): each for each in section[0]}
        order: list[str] = []
        numbers: dict[str, int] = {}
        counts: dict[str, int] = {}
        self._number_references(root, order, numbers, counts)
        for label in order:  # grows: a note may refer to a note
            self._number_references(items[label], order, numbers, counts)
        if order:
            self._finish(section, [(items[label], counts[label]) for label in order])
            root.append(section)

    def _number_references(
        self, parent: _Element, order: list[str], numbers: dict[str, int], counts: dict[str, int]
    ) -> None:
        for reference in parent.iter("sup"):
            if label := reference.attrib.pop(_LABEL, ""):
                if label not in numbers:
                    order.append(label)
                number = numbers.setdefault(label, len(order))
                counts[label] = counts.get(label, 0) + 1
                reference.set("id", _reference_id(number, counts[label]))
                name = translate("Note {number}", self._language).format(number=number)
                link = {
                    "class": "footnote-ref",
                    "href": f"#fn-{number}",
                    "role": "doc-noteref",
                    "aria-label": name,
                }
                ElementTree.SubElement(reference, "a", link).text = AtomicString(str(number))

    def _finish(self, section: _Element, notes: list[tuple[_Element, int]]) -> None:
        section.clear()
        attributes = {"class": "footnotes", "role": "doc-endnotes", "aria-label": translate("Notes", self._language)}
        section.attrib.update(attributes)
        ordered = ElementTree.SubElement(section, "ol")
        for number, (item, count) in enumerate(notes, start=1):
            item.attrib = {"id": f"fn-{number}"}
            ordered.append(item)
            last = item[-1] if len(item) and item[-1].tag == "p" else ElementTree.SubElement(item, "p")
            for which in range(1, count + 1):
                self._append_back_link(last, number, which)

    def _append_back_link(self, last: _Element, number: int, which: int) -> None:
        text = translate("Back to the text" if which == 1 else "Back to the text, reference {number}", self._language)
        name = text.format(number=which)
        link = {"class": "footnote-back", "href": f"#{_reference_id(number, which)}"}
        link |= {"role": "doc-backlink", "aria-label": name}
        if len(last):
            last[-1].tail = f"{last[-1].tail or ''} "
        else:
            last.text = f"{last.text or ''} "
        ElementTree.SubElement(last, "a", link).text = AtomicString("↩")


def _reference_id(number: int, which: int) -> str:
    return f"fnref-{number}" if which == 1 else f"fnref-{number}-{which}"
