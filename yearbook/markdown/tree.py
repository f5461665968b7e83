"""Turn the HTML of a body into plain text, and into a tree of nodes for the book.

Only HTML that `sanitizer` made may come in: it is well formed, so that regular expressions can take it apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from yearbook.core.frozen import dataclass

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([a-z][a-z\-]*)="([^"]*)"')
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_UNEVEN = re.compile(r"[\t\n\r\f\xa0]")
_REFERENCE = re.compile(r"fnref-([0-9]{1,6})(?:-[0-9]+)?")
_NEVER_READ = re.compile(r'<sup id="fnref.*?</sup>|<a [^>]*class="footnote-back".*?</a>|<r[tp]>.*?</r[tp]>', re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|dt|dd|tr|blockquote)>|<(?:ul|ol|dl|table|hr)[ >]")
_END_OF_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_DEEPEST_NOTE = 8  # notes that refer to notes; deeper ones are not typeset
_FALLBACK = re.compile(r"(?<=<br>)\s+")  # what only a browser needs
_VOID = frozenset({"br", "hr", "img", "wbr"})

_KINDS = {
    "a": "link",
    "abbr": "abbreviation",
    "blockquote": "quote",
    "br": "break",
    "code": "code",
    "dd": "definition",
    "dl": "definitions",
    "dt": "term",
    "em": "emphasis",
    "hr": "rule",
    "img": "image",
    "li": "item",
    "ol": "list",
    "p": "paragraph",
    "rt": "reading",
    "ruby": "ruby",
    "span": "span",
    "strong": "strong",
    "sub": "subscript",
    "sup": "superscript",
    "table": "table",
    "td": "cell",
    "th": "cell",
    "tr": "row",
    "ul": "list",
}
_NAMES = {"href": "target", "src": "source", "alt": "alternative"}
_CELL = "\ufdd0"
"""Between two cells, while spaces are made single: a character that no text has (Unicode: never assigned)."""
_AROUND = f" \t\n\r\f{_CELL}"
_BLOCKS = frozenset({"definitions", "heading", "list", "paragraph", "quote", "rule", "table"})
_TRIMMED = frozenset({"cell", "definition", "heading", "item", "paragraph", "term"})
_HOLDS_BLOCKS = frozenset({"", "quote", "definitions", "list", "table", "row", "section"})


@dataclass(frozen=True, slots=True)
class HtmlNode:
    """One element of a body; its children are nodes and runs of text.

    Kinds: paragraph, heading (level, id), list (ordered, start), item, definitions, term, definition, table,
    row, cell (header, align, colspan, rowspan), quote, rule, strong, emphasis, code, link (target, title),
    image (source, alternative, title), abbreviation (title), superscript, subscript, ruby, reading,
    span (lang), break, note (number; the blocks of the footnote), note-again (number; no children).
    """

    kind: str
    attributes: tuple[tuple[str, str], ...]
    """Sorted by name: those named above; `id`, `lang` and `class` where an author wrote them."""
    children: tuple[HtmlNode | str, ...]


def node_text(nodes: tuple[HtmlNode | str, ...]) -> list[object]:
    """Nodes as JSON holds them: text as a string, a node as an object with kind, attributes and children."""
    return [
        each
        if isinstance(each, str)
        else {"kind": each.kind, **dict(each.attributes), "children": node_text(each.children)}
        for each in nodes
    ]


def html_text(html: str) -> str:
    """What a reader reads, one line per block, cells of a row set apart by tabs.

    No note numbers, ruby readings or descriptions of pictures.
    """
    if "<sup id=" in html or "<r" in html:
        html = _NEVER_READ.sub("", html)
    html = _TAG.sub("", _END_OF_CELL.sub(_CELL, _BLOCK_END.sub("\v", html.replace("<br>", " "))))
    lines = (_on_one_line(each.strip(_AROUND)) for each in unescape(html).split("\v"))
    return "\n".join(each for each in lines if each)


def _on_one_line(text: str) -> str:
    """With single spaces for all that a browser shows as one; replacing each space by itself would take longer."""
    single = _SPACE.sub(" ", text) if "  " in text or _UNEVEN.search(text) else text
    return "\t".join(each.strip() for each in single.split(_CELL)) if _CELL in single else single


def links(html: str) -> Iterator[tuple[str, str]]:
    """Tag and address of every link and picture, in the order of the document."""
    for found in re.finditer(r"<(a|img) ([^>]*)>", html):
        attributes = dict(_ATTRIBUTE.findall(found[2]))
        if address := attributes.get("href") or attributes.get("src"):
            yield found[1], unescape(address)


class _Open:
    """An element whose end has not been seen."""

    __slots__ = ("attributes", "children", "kind", "tag")

    def __init__(self, tag: str, kind: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.kind = kind
        self.attributes = attributes
        self.children: list[HtmlNode | str] = []

    def close(self) -> HtmlNode:
        children = tuple(self.children)
        if self.kind in _TRIMMED:
            children = _trimmed(children)
        return HtmlNode(self.kind, tuple(sorted(self.attributes.items())), children)


def nodes(html: str) -> tuple[HtmlNode | str, ...]:
    """The tree of a body, before or after `resolve`; a footnote stands where it is first referred to."""
    roots = _tree(_FALLBACK.sub("", html))
    if not roots or not isinstance(roots[-1], HtmlNode) or roots[-1].kind != "section":
        return roots
    items = _children(roots[-1].children[0])
    return _with_notes(roots[:-1], items, set())


def _tree(html: str) -> tuple[HtmlNode | str, ...]:
    stack = [_Open("", "", {})]
    for closing, tag, attributes, run in _TOKEN.findall(html):
        if run:
            if run := _run(run, stack[-1].kind):
                stack[-1].children.append(run)
        elif tag in ("thead", "tbody", "wbr"):
            continue  # a row says itself whether it is a header; the rest is for browsers
        elif closing:
            done = stack.pop()
            if done.tag != "rp":  # parentheses for browsers that do not know ruby
                stack[-1].children.append(done.close())
        else:
            opened = _opened(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            if tag in _VOID:
                stack[-1].children.append(opened.close())
            else:
                stack.append(opened)
    return tuple(stack[0].children)


def _run(run: str, parent: str) -> str:
    """A run of text; between blocks there is none."""
    run = _on_one_line(unescape(run).replace("\xa0", "\v")).replace("\v", "\xa0")
    return "" if parent in _HOLDS_BLOCKS and not run.strip() else run


def _opened(tag: str, attributes: dict[str, str]) -> _Open:
    attributes = {_NAMES.get(name, name): value for name, value in attributes.items()}
    if tag in ("ol", "ul"):
        attributes["ordered"] = "true" if tag == "ol" else "false"
    if tag in ("td", "th"):
        attributes["header"] = "true" if tag == "th" else "false"
        classes = attributes.get("class", "").split()
        if align := [each.removeprefix("align-") for each in classes if each.startswith("align-")]:
            attributes["align"] = align[0]
            rest = [each for each in classes if not each.startswith("align-")]
            attributes.pop("class")
            attributes |= {"class": " ".join(rest)} if rest else {}
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return _Open(tag, "heading", attributes | {"level": tag[1]})
    return _Open(tag, _KINDS.get(tag, tag), attributes)


def _children(each: HtmlNode | str) -> tuple[HtmlNode | str, ...]:
    return () if isinstance(each, str) else each.children


def _with_notes(
    siblings: tuple[HtmlNode | str, ...], items: tuple[HtmlNode | str, ...], seen: set[int], depth: int = 0
) -> tuple[HtmlNode | str, ...]:
    """The nodes with each note's blocks in place of its reference, and without the links back."""
    result: list[HtmlNode | str] = []
    for each in siblings:
        if isinstance(each, str):
            result.append(each)
            continue
        attributes = dict(each.attributes)
        if attributes.get("class") == "footnote-back":
            continue
        if each.kind == "paragraph":
            inner = _trimmed(_with_notes(each.children, items, seen, depth))
            result += [HtmlNode(each.kind, each.attributes, inner)] if inner else []
        elif each.kind == "superscript" and (number := _number_of(attributes.get("id", ""), len(items))):
            result.append(_note(number, items, seen, depth))
        else:
            result.append(HtmlNode(each.kind, each.attributes, _with_notes(each.children, items, seen, depth)))
    return tuple(result)


def _number_of(identity: str, notes: int) -> int:
    """The number of the note that a reference of this id is to; 0 where it is an author's own, and no reference."""
    found = _REFERENCE.fullmatch(identity)
    return int(found[1]) if found and 1 <= int(found[1]) <= notes else 0


def _trimmed(children: tuple[HtmlNode | str, ...]) -> tuple[HtmlNode | str, ...]:
    """Without white space at the start and the end, and without any between blocks."""
    if any(isinstance(each, HtmlNode) and each.kind in _BLOCKS for each in children):
        children = tuple(each for each in children if isinstance(each, HtmlNode) or each.strip(" "))
    if children and isinstance(first := children[0], str):
        children = (first.lstrip(" "), *children[1:])
    while children and isinstance(last := children[-1], str):
        if rest := last.rstrip(" "):
            return (*children[:-1], rest)
        children = children[:-1]
    return tuple(each for each in children if each != "")


def _note(number: int, items: tuple[HtmlNode | str, ...], seen: set[int], depth: int) -> HtmlNode:
    attributes = (("number", str(number)),)
    if number in seen or number > len(items) or depth > _DEEPEST_NOTE:
        return HtmlNode("note-again", attributes, ())
    seen.add(number)
    return HtmlNode("note", attributes, _with_notes(_children(items[number - 1]), items, seen, depth + 1))
