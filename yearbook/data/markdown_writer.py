"""Write the HTML of a body as plain Markdown (CommonMark, with GFM tables and footnotes), links resolved.

Takes the sanitised tree of `markdown.tree`. What Markdown has no sign for (ruby, spans) keeps its words and loses its
form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from yearbook.markdown.links import OUTSIDE
from yearbook.markdown.tree import HtmlNode

Link = Callable[[str, str], str]
"""Resolve the kind and id of a record, or `media` and a path, to a link from the text that is being written.

Empty for a record that is left out as a draft: it is named and not linked.
"""

_SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_ENDING = re.compile(r"[\s()<>]")
"""What would end the target of a link."""
_LINE_SIGNS = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}[.)](?=\s|$))")


@lru_cache(maxsize=1 << 14)
def escaped(text: str) -> str:
    """A text in which nothing is markup, within a line of Markdown or at its beginning.

    Cached, because the labels of facts and the titles of records come again and again.
    """
    return _LINE_SIGNS.sub(_escaped_start, _signs_escaped(" ".join(text.split())))


def _signs_escaped(text: str) -> str:
    """`<`, `>` and `&` as entities, which every reader of Markdown knows; not all know them after a backslash."""
    return _SIGNS.sub(lambda match: _ENTITIES.get(match[0]) or f"\\{match[0]}", text)


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def _escaped_start(match: re.Match[str]) -> str:
    sign = match[2].rstrip()
    at = len(sign) - 1 if sign[0].isdigit() else 0
    return f"{match[1]}{sign[:at]}\\{sign[at:]}"


def linked(text: str, target: str) -> str:
    """A link; a target with signs that would end it is put in angle brackets."""
    if not target:
        return escaped(text)
    return f"[{escaped(text)}]({_target(target)})"


def _target(address: str) -> str:
    if not _ENDING.search(address):
        return address
    return "<" + re.sub(r"[<>\s]", lambda match: f"%{ord(match[0]):02X}", address) + ">"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, from cells that are Markdown already."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def markdown(nodes: Sequence[HtmlNode | str], link: Link) -> str:
    """The blocks of a body, headings at their own levels; footnotes last."""
    writer = _Writer(link)
    text = writer.blocks(nodes)
    notes = "\n".join(f"[^{number}]: {note}" for number, note in sorted(writer.notes.items()))
    return f"{text}\n\n{notes}" if notes else text


@dataclass(slots=True)
class _Writer:
    """Writes one body, and collects its footnotes."""

    link: Link
    notes: dict[int, str] = field(default_factory=dict)

    def blocks(self, nodes: Iterable[HtmlNode | str]) -> str:
        """Blocks with an empty line between them; words among blocks are a paragraph of their own."""
        found: list[str] = []
        loose: list[HtmlNode | str] = []
        for each in (*nodes, None):
            if isinstance(each, HtmlNode) and each.kind in _BLOCKS:
                found += [self.line(loose), _BLOCKS[each.kind](self, each)]
                loose = []
            elif each is None:
                found.append(self.line(loose))
            else:
                loose.append(each)
        return "\n\n".join(filter(None, found))

    def line(self, nodes: Iterable[HtmlNode | str]) -> str:
        """Words in a line."""
        text = "".join(_signs_escaped(each) if isinstance(each, str) else self._inline(each) for each in nodes)
        return _LINE_SIGNS.sub(_escaped_start, text.strip(" "))

    def _inline(self, node: HtmlNode) -> str:
        write = _INLINES.get(node.kind)
        return write(self, node) if write else self.line(node.children)

    def _strong(self, node: HtmlNode) -> str:
        return self._between("**", node)

    def _emphasis(self, node: HtmlNode) -> str:
        return self._between("*", node)

    def _between(self, mark: str, node: HtmlNode) -> str:
        inner = self.line(node.children)
        return f"{mark}{inner}{mark}" if inner else ""

    def _code(self, node: HtmlNode) -> str:
        """Between more backticks than stand in it."""
        text = "".join(each for each in node.children if isinstance(each, str))
        longest = max((len(each) for each in re.findall("`+", text)), default=0)
        mark = "`" * (longest + 1)
        space = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{mark}{space}{text}{space}{mark}"

    def _link(self, node: HtmlNode) -> str:
        inner, target = self.line(node.children), self._address(_get(node, "target"))
        return f"[{inner}]({_target(target)})" if target else inner

    def _image(self, node: HtmlNode) -> str:
        return f"![{escaped(_get(node, 'alternative'))}]({_target(self._address(_get(node, 'source')))})"

    def _break(self, _: HtmlNode) -> str:
        return "\\\n"

    def _reading(self, node: HtmlNode) -> str:
        """The reading of a ruby, in brackets after its word."""
        inner = self.line(node.children)
        return f"（{inner}）" if inner else ""

    def _address(self, target: str) -> str:
        kind, _, identity = target.partition(":")
        if not identity or kind.lower() in OUTSIDE or target.startswith("#"):
            return target
        identity, sign, fragment = identity.partition("#")
        found = self.link(kind, identity)
        return found + sign + fragment if found else ""

    def _note(self, node: HtmlNode) -> str:
        number = int(_get(node, "number"))
        if node.kind == "note":
            self.notes[number] = _indented(self.blocks(node.children), "    ")
        return f"[^{number}]"

    # Blocks

    def _heading(self, node: HtmlNode) -> str:
        return f"{'#' * int(_get(node, 'level'))} {self.line(node.children)}"

    def _paragraph(self, node: HtmlNode) -> str:
        return self.line(node.children)

    def _list(self, node: HtmlNode) -> str:
        ordered = _get(node, "ordered") == "true"
        start = int(_get(node, "start") or 1)
        items = []
        for number, item in enumerate((each for each in node.children if isinstance(each, HtmlNode)), start):
            mark = f"{number}. " if ordered else "- "
            items.append(mark + _indented(self.blocks(item.children), " " * len(mark)))
        return "\n".join(items)

    def _quote(self, node: HtmlNode) -> str:
        return "\n".join(f"> {each}".rstrip() for each in self.blocks(node.children).split("\n"))

    def _definitions(self, node: HtmlNode) -> str:
        lines = []
        for each in node.children:
            if isinstance(each, HtmlNode):
                inner = self.blocks(each.children)
                lines.append(f"**{inner}**" if each.kind == "term" else _indented(f"- {inner}", "  "))
        return "\n\n".join(lines)

    def _table(self, node: HtmlNode) -> str:
        rows = [
            [self.blocks(cell.children).replace("\n", " ") for cell in row.children if isinstance(cell, HtmlNode)]
            for row in node.children
            if isinstance(row, HtmlNode) and row.kind == "row"
        ]
        if not rows:
            return ""
        width = max(map(len, rows))
        head, *body = ([*row, *[""] * (width - len(row))] for row in rows)
        return markdown_table(head, body)

    def _rule(self, _: HtmlNode) -> str:
        return "---"


_BLOCKS: dict[str, Callable[[_Writer, HtmlNode], str]] = {
    "heading": _Writer._heading,
    "paragraph": _Writer._paragraph,
    "list": _Writer._list,
    "quote": _Writer._quote,
    "definitions": _Writer._definitions,
    "table": _Writer._table,
    "rule": _Writer._rule,
}


_INLINES: dict[str, Callable[[_Writer, HtmlNode], str]] = {
    "strong": _Writer._strong,
    "emphasis": _Writer._emphasis,
    "code": _Writer._code,
    "link": _Writer._link,
    "image": _Writer._image,
    "break": _Writer._break,
    "note": _Writer._note,
    "note-again": _Writer._note,
    "reading": _Writer._reading,
}


def _get(node: HtmlNode, name: str) -> str:
    return next((value for each, value in node.attributes if each == name), "")


def _indented(text: str, by: str) -> str:
    """All lines but the first."""
    return text.replace("\n", f"\n{by}").replace(f"\n{by}\n", "\n\n")
