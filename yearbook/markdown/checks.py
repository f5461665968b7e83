"""Check a body for what an editor must fix, each with its exact place.

Whether there is a mistake is read from the converted document, where it stands from the source (see `source`).
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
    "this picture has no text for readers who cannot see it",
    hint="say in the brackets what it shows, as in ![The opening ceremony](media/opening.jpg)",
)
TOP_HEADING = DiagnosticKind(
    "YB161",
    "a heading in the text starts at level 2, because the title of the record is level 1",
    hint="write ## before it; for a number sign that is not a heading write \\#",
)
SKIPPED_LEVEL = DiagnosticKind(
    "YB162",
    "this heading of level {level} follows one of level {before}; level {expected} is left out",
    hint="write it with {marks}",
)
UNDEFINED_NOTE = DiagnosticKind(
    "YB163",
    "the footnote “{label}” is not defined",
    hint="did you mean “{suggestion}”?",
)
UNUSED_NOTE = DiagnosticKind(
    "YB164",
    "nothing refers to the footnote “{label}”, so that it is not shown",
    hint="write [^{label}] where it belongs, or take it out",
)
REPEATED_NOTE = DiagnosticKind(
    "YB165",
    "the footnote “{label}” is defined twice",
    hint="give this one another label",
)
TAG_NOT_ALLOWED = DiagnosticKind(
    "YB166",
    "the HTML tag <{tag}> is not allowed and was taken out",
    hint="write Markdown instead; of HTML only {allowed} are kept",
)
ATTRIBUTE_NOT_ALLOWED = DiagnosticKind(
    "YB167",
    "the attribute “{attribute}” is not allowed on <{tag}> and was taken out",
    hint="allowed are an id, lang and one of the classes {allowed}",
)
UNKNOWN_CLASS = DiagnosticKind(
    "YB168",
    "there is no style “{name}”",
    hint="use one of {allowed}",
)
REPEATED_ID = DiagnosticKind(
    "YB169",
    "the id “{id}” is given twice in this text",
    hint="give this one another id",
)
UNPAIRED_TAG = DiagnosticKind(
    "YB170",
    "the HTML tag <{tag}> is opened or closed without its counterpart",
    hint="write <{tag}>…</{tag}> within one paragraph",
)

BRACES_LEFT = DiagnosticKind(
    "YB171",
    "“{braces}” belongs to nothing here and would be printed",
    hint="it goes behind a heading, on a line of its own below a paragraph, or directly behind a link",
)

NO_HEADING = DiagnosticKind(
    "YB176",
    "this text has no heading “{address}”",
    hint="did you mean “#{suggestion}”?\nIts headings: {headings}\nTo give one an id, write it behind: ## History "
    "{{#history}}; then link to #history.",
)

_ALLOWED_TAGS = ", ".join(sorted(sanitizer.WRITTEN))
_ALLOWED_CLASSES = ", ".join(sorted(sanitizer.CLASSES))
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\n]*)\](?!:)")
_DEFINITION = re.compile(r"^[ >]*\[\^([^\]\n]*)\]:", re.MULTILINE)
_BRACES = re.compile(r"\{:?[ ]*[#.][\w\-][^{}\n]*\}")
_PAIRED = re.compile(r"<(/?)(ruby|span|sub|sup)\b[^<>]*>|\n[ \t]*\n", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OWN = frozenset({"footnotes", "footnote-ref", "footnote-back"})


def diagnostics(
    body: MarkdownSource,
    parsed: Parsed,
    text: str,
    anchors: frozenset[str],
    kinds: tuple[str, ...] = links.LINK_KINDS,
) -> Iterator[Diagnostic]:
    """Every mistake in a body with this plain text (without code) and these ids, in no particular order."""
    if parsed.elements or parsed.written:
        written = [element for each in parsed.written for element in _tags(each)]
        made = [each for each in parsed.elements if dict(each.attributes).get("class") not in _OWN]
        where = Occurrences(body)
        yield from _headings(body, made, where)
        yield from _tags_not_allowed(body, written, where)
        for element in made:
            yield from _attributes(body, element, where, True, kinds)
        for element in written:
            if element.tag in sanitizer.WRITTEN:
                yield from _attributes(body, element, where, False, kinds)
        yield from _repeated_ids(body, made, where)
        yield from _links_within(body, made, anchors, where)
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
        if offset >= 0:
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


def _attributes(
    body: MarkdownSource, element: Element, where: Occurrences, in_braces: bool, kinds: tuple[str, ...]
) -> Iterator[Diagnostic]:
    attributes = dict(element.attributes)
    if element.tag == "img" and not attributes.get("alt", "").strip():
        yield diagnostic(NO_ALTERNATIVE, body.place(where.picture(), 2))
    for name, value in attributes.items():
        if name == "class":
            yield from _classes(body, value, where, in_braces)
        elif name == "href" and element.tag == "a":
            yield from _address(body, value, links.link_mistake(value, kinds), where)
        elif name == "src" and element.tag == "img":
            yield from _address(body, value, links.picture_mistake(value), where)
        elif name == "align" and element.tag in ("td", "th"):
            continue  # Markdown's own, which becomes a class
        elif not _is_kept(element.tag, name, value, kinds):
            words = {"tag": element.tag, "attribute": name, "allowed": _ALLOWED_CLASSES}
            place = body.place(where.attribute(name, in_braces), len(name))
            yield diagnostic(ATTRIBUTE_NOT_ALLOWED, place, **words)


def _is_kept(tag: str, name: str, value: str, kinds: tuple[str, ...]) -> bool:
    return name in sanitizer.ATTRIBUTES.get(tag, ()) and sanitizer.kept(tag, name, value, kinds) is not None


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


def _links_within(
    body: MarkdownSource, elements: list[Element], anchors: frozenset[str], where: Occurrences
) -> Iterator[Diagnostic]:
    """Links to a heading that this text does not have."""
    for address in (dict(each.attributes).get("href", "") for each in elements if each.tag == "a"):
        if address[:1] != "#" or links.link_mistake(address):
            continue
        offset = where.address(address)
        if address[1:] not in anchors and not links.PAGE_ANCHORS.fullmatch(address[1:]):
            known = sorted(each for each in anchors if not each.startswith(("fn-", "fnref-")))
            words = {"suggestion": nearest(address[1:], known), "headings": ", ".join(known)}
            yield diagnostic(NO_HEADING, body.place(offset, len(address)), address=address, **words)


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
