"""Convert a body of nothing but plain paragraphs without Python-Markdown, to the same HTML.

Nearly all bodies are such: sentences, now and then an emphasis or a link to a record. What could be read in any
other way, or could be a mistake, is left to `dialect`, in doubt too. A test holds that both ways give the same HTML.
Without this module a cold build of 10,000 entries takes 5 to 7 % more CPU time (benchmarks/README.md, “What is
kept because it saves time”).
"""

from __future__ import annotations

import re

from yearbook.core.frozen import dataclass
from yearbook.markdown import links

_MEANING = re.compile(r"[\x00-\x09\x0b-\x1f\\`<>&_{|\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|!\[")
"""Signs with a meaning in Markdown, in HTML or to the sanitiser; and all white space but the usual."""
_BEGINNING = re.compile(r"\n(?:[ \-+:#]|\d+\.[ ])")
"""A line that may be more than a part of a paragraph."""
_INSIDE = r"(?!\s)[^*\[\]\n]+(?<!\s)"
_MARK = re.compile(
    rf"[*\[\]](?:(?<=\[)(?!\^)([^*\[\]\n]+)\]\(({links.RECORD_ADDRESS})\)"
    rf"|(?<=\*)(?:\*({_INSIDE})\*|({_INSIDE}))\*(?!\*)|)"
)
"""A link, strong emphasis, emphasis; or one sign alone."""
_BETWEEN = re.compile(r"\n\n+")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A body that was converted without Python-Markdown; it has no mistakes."""

    html: str
    """As `sanitizer` makes it; line breaks are still those of the source."""
    links: tuple[tuple[str, str, int], ...]
    """Kind and id of each record that is linked to, and where in the body its address stands."""


def paragraphs(markdown: str) -> Paragraphs | None:
    """Return the paragraphs, or None if the body may hold anything but paragraphs, emphasis and links to records."""
    text = f"\n{markdown}\n"
    if "  " in text or _MEANING.search(text) or _BEGINNING.search(text):
        return None
    pieces: list[str] = []
    found: list[tuple[str, str, int]] = []
    position = 0
    for mark in _MARK.finditer(text):
        label, address, kind, name, _, strong, emphasis = mark.groups()
        if label:
            element = f'<a href="{address}">{label}</a>'
            found.append((kind, name, mark.start(2) - 1))
        elif strong:
            element = f"<strong>{strong}</strong>"
        elif emphasis:
            element = f"<em>{emphasis}</em>"
        else:
            return None
        pieces += (text[position : mark.start()], element)
        position = mark.end()
    pieces.append(text[position:])
    html = _BETWEEN.sub("</p>\n<p>", "".join(pieces).strip("\n"))
    return Paragraphs(f"<p>{html}</p>", tuple(found)) if html else None
