"""A body and what Markdown made of it → what an editor must mend, each with its exact place.

Whether there is a mistake is read from the converted document, where it stands from the source (see `body`).
Footnotes are the exception: a reference without a definition leaves no trace in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic, nearest
from yearbook.markdown import links, sanitizer
from yearbook.markdown.dialect import Element, Parsed
from yearbook.markdown.occurrences import Occurrences
from yearbook.markdown.source import MarkdownSource

NO_ALTERNATIVE = DiagnosticKind(
    "YB160",
    en="this picture has no text for readers who cannot see it",
    zh="这张图片没有替代文字，看不见图片的读者无从了解其内容",
    en_hint="say in the brackets what it shows, as in ![The opening ceremony](media/opening.jpg)",
    zh_hint="请在方括号中说明图片内容，例如 ![揭牌仪式](media/opening.jpg)",
)
TOP_HEADING = DiagnosticKind(
    "YB161",
    en="a heading in the text starts at level 2, because the title of the record is level 1",
    zh="正文的标题从二级开始，因为记录的标题已是一级",
    en_hint="write ## before it; for a number sign that is not a heading write \\#",
    zh_hint="请在标题前写 ##；若只是井号而非标题，请写作 \\#",
)
SKIPPED_LEVEL = DiagnosticKind(
    "YB162",
    en="this heading of level {level} follows one of level {before}; level {expected} is left out",
    zh="这个{level}级标题紧接在{before}级标题之后，缺少{expected}级",
    en_hint="write it with {marks}",
    zh_hint="请写作 {marks}",
)
UNDEFINED_NOTE = DiagnosticKind(
    "YB163",
    en="the footnote “{label}” is not defined",
    zh="脚注“{label}”没有内容",
    en_hint="did you mean “{suggestion}”?",
    zh_hint="是否应为“{suggestion}”？",
)
UNUSED_NOTE = DiagnosticKind(
    "YB164",
    en="nothing refers to the footnote “{label}”, so that it is not shown",
    zh="正文没有引用脚注“{label}”，因此不会显示",
    en_hint="write [^{label}] where it belongs, or take it out",
    zh_hint="请在相应位置写 [^{label}]，或删去该脚注",
)
REPEATED_NOTE = DiagnosticKind(
    "YB165",
    en="the footnote “{label}” is defined twice",
    zh="脚注“{label}”重复定义",
    en_hint="give this one another label",
    zh_hint="请为此处的脚注另起标签",
)
TAG_NOT_ALLOWED = DiagnosticKind(
    "YB166",
    en="the HTML tag <{tag}> is not allowed and was taken out",
    zh="不允许使用 HTML 标签 <{tag}>，已将其去除",
    en_hint="write Markdown instead; of HTML only {allowed} are kept",
    zh_hint="请改用 Markdown；HTML 只保留 {allowed}",
)
ATTRIBUTE_NOT_ALLOWED = DiagnosticKind(
    "YB167",
    en="the attribute “{attribute}” is not allowed on <{tag}> and was taken out",
    zh="<{tag}> 不允许使用属性“{attribute}”，已将其去除",
    en_hint="allowed are an id, lang and one of the classes {allowed}",
    zh_hint="可用的有标识符、lang 以及下列样式类：{allowed}",
)
UNKNOWN_CLASS = DiagnosticKind(
    "YB168",
    en="there is no style “{name}”",
    zh="没有名为“{name}”的样式",
    en_hint="use one of {allowed}",
    zh_hint="可用的有 {allowed}",
)
REPEATED_ID = DiagnosticKind(
    "YB169",
    en="the id “{id}” is given twice in this text",
    zh="标识符“{id}”在正文中重复使用",
    en_hint="give this one another id",
    zh_hint="请在此处改用别的标识符",
)
UNPAIRED_TAG = DiagnosticKind(
    "YB170",
    en="the HTML tag <{tag}> is opened or closed without its counterpart",
    zh="HTML 标签 <{tag}> 没有成对出现",
    en_hint="write <{tag}>…</{tag}> within one paragraph",
    zh_hint="请在同一段内写成 <{tag}>…</{tag}>",
)

BRACES_LEFT = DiagnosticKind(
    "YB171",
    en="“{braces}” belongs to nothing here and would be printed",
    zh="“{braces}”在此处不起作用，会被当作正文印出",
    en_hint="it goes behind a heading, on a line of its own below a paragraph, or directly behind a link",
    zh_hint="它应写在标题之后、段落下方单独一行，或紧跟在链接之后",
)

_ALLOWED_TAGS = ", ".join(sorted(sanitizer.WRITTEN))
_ALLOWED_CLASSES = ", ".join(sorted(sanitizer.CLASSES))
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\n]*)\](?!:)")
_DEFINITION = re.compile(r"^[ >]*\[\^([^\]\n]*)\]:", re.MULTILINE)
_BRACES = re.compile(r"\{:?[ ]*[#.][\w\-][^{}\n]*\}")
_PAIRED = re.compile(r"<(/?)(ruby|span|sub|sup)\b[^<>]*>|\n[ \t]*\n", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OWN = frozenset({"footnotes", "footnote-ref", "footnote-back"})


def diagnostics(body: MarkdownSource, parsed: Parsed, text: str) -> Iterator[Diagnostic]:
    """Every mistake in a body whose plain text is `text`, in no particular order."""
    if parsed.elements or parsed.written:
        written = [element for each in parsed.written for element in _tags(each)]
        made = [each for each in parsed.elements if dict(each.attributes).get("class") not in _OWN]
        where = Occurrences(body)
        yield from _headings(body, made, where)
        yield from _tags_not_allowed(body, written, where)
        for element in made:
            yield from _attributes(body, element, where, True)
        for element in written:
            if element.tag in sanitizer.WRITTEN:
                yield from _attributes(body, element, where, False)
        yield from _repeated_ids(body, made, where)
    if "[^" in body.searched:
        yield from _footnotes(body)
    if parsed.written:
        yield from _unpaired(body)
    if "{" in text:
        yield from _braces_left(body, text)


def _braces_left(body: MarkdownSource, text: str) -> Iterator[Diagnostic]:
    """Braces that reach the reader, because they stand where they belong to nothing."""
    position = 0
    for found in _BRACES.finditer(text):
        offset = body.searched.find(found[0], position)
        if offset >= 0:  # else it stands in code
            yield diagnostic(BRACES_LEFT, body.place(offset, len(found[0])), braces=found[0])
            position = offset + 1


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, tuple((name, value or "") for name, value in attrs)))


def _tags(written: str) -> list[Element]:
    """The element that a piece of hand-written HTML opens; a closing tag opens none."""
    parser = _Tags()
    parser.feed(written)
    return parser.elements


def _headings(body: MarkdownSource, elements: list[Element], where: Occurrences) -> Iterator[Diagnostic]:
    before = 1
    for element in elements:
        if element.tag not in _HEADINGS:
            continue
        level = int(element.tag[1])
        offset = where.heading(level)
        if level == 1:
            yield diagnostic(TOP_HEADING, body.place(offset, 1))
        elif level > before + 1:
            words = {"level": level, "before": before, "expected": before + 1, "marks": "#" * (before + 1)}
            yield diagnostic(SKIPPED_LEVEL, body.place(offset, level), **words)
        before = max(level, 1)


def _tags_not_allowed(body: MarkdownSource, written: list[Element], where: Occurrences) -> Iterator[Diagnostic]:
    for element in written:
        if element.tag not in sanitizer.WRITTEN:
            place = body.place(where.tag(element.tag), len(element.tag) + 1)
            yield diagnostic(TAG_NOT_ALLOWED, place, tag=element.tag, allowed=_ALLOWED_TAGS)


def _attributes(body: MarkdownSource, element: Element, where: Occurrences, in_braces: bool) -> Iterator[Diagnostic]:
    attributes = dict(element.attributes)
    if element.tag == "img" and not attributes.get("alt", "").strip():
        yield diagnostic(NO_ALTERNATIVE, body.place(where.picture(), 2))
    for name, value in attributes.items():
        if name == "class":
            yield from _classes(body, value, where, in_braces)
        elif name == "href" and element.tag == "a":
            yield from _address(body, value, links.link_mistake(value), where)
        elif name == "src" and element.tag == "img":
            yield from _address(body, value, links.picture_mistake(value), where)
        elif name == "align" and element.tag in ("td", "th"):
            continue  # Markdown's own, which becomes a class
        elif not _is_kept(element.tag, name, value):
            words = {"tag": element.tag, "attribute": name, "allowed": _ALLOWED_CLASSES}
            place = body.place(where.attribute(name, in_braces), len(name))
            yield diagnostic(ATTRIBUTE_NOT_ALLOWED, place, **words)


def _is_kept(tag: str, name: str, value: str) -> bool:
    return name in sanitizer.ATTRIBUTES.get(tag, ()) and sanitizer.kept(tag, name, value) is not None


def _classes(body: MarkdownSource, value: str, where: Occurrences, in_braces: bool) -> Iterator[Diagnostic]:
    for name in value.split():
        if name not in sanitizer.CLASSES:
            place = body.place(where.attribute(name, in_braces), len(name))
            yield diagnostic(UNKNOWN_CLASS, place, name=name, allowed=_ALLOWED_CLASSES)


def _address(
    body: MarkdownSource, address: str, mistake: tuple[DiagnosticKind, dict[str, str]] | None, where: Occurrences
) -> Iterator[Diagnostic]:
    if mistake:
        offset = where.address(address)
        yield diagnostic(mistake[0], body.place(offset, len(address)), **mistake[1])


def _repeated_ids(body: MarkdownSource, elements: list[Element], where: Occurrences) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for element in elements:
        if (name := dict(element.attributes).get("id", "")) and element.tag != "sup":
            offset = where.attribute(name, True)
            if name in seen:
                yield diagnostic(REPEATED_ID, body.place(offset, len(name)), id=name)
            seen.add(name)


def _footnotes(body: MarkdownSource) -> Iterator[Diagnostic]:
    definitions: dict[str, int] = {}
    for found in _DEFINITION.finditer(body.searched):
        if found[1] in definitions:
            yield diagnostic(REPEATED_NOTE, body.place(found.start(1) - 2, len(found[1]) + 3), label=found[1])
        definitions.setdefault(found[1], found.start(1) - 2)
    used = set()
    for found in _REFERENCE.finditer(body.searched):
        used.add(found[1])
        if found[1] not in definitions:
            words = {"label": found[1], "suggestion": nearest(found[1], definitions)}
            yield diagnostic(UNDEFINED_NOTE, body.place(found.start(), len(found[0])), **words)
    for label, offset in definitions.items():
        if label not in used:
            yield diagnostic(UNUSED_NOTE, body.place(offset, len(label) + 3), label=label)


def _unpaired(body: MarkdownSource) -> Iterator[Diagnostic]:
    """Tags that are not closed within their paragraph; the caret stands under the one that is alone."""
    stack: list[tuple[str, int, int]] = []
    for found in (*_PAIRED.finditer(body.searched), None):
        if found is None or not found[2]:
            for tag, offset, length in stack:
                yield diagnostic(UNPAIRED_TAG, body.place(offset, length), tag=tag)
            stack = []
        elif not found[1]:
            stack.append((found[2].lower(), found.start(), len(found[0])))
        elif stack and stack[-1][0] == found[2].lower():
            stack.pop()
        else:
            yield diagnostic(UNPAIRED_TAG, body.place(found.start(), len(found[0])), tag=found[2].lower())
