"""Remove line breaks of the source that would become spaces between Chinese characters.

A browser shows a line break of the source as a space. Between two full-width characters none belongs there.
CSS Text 3, 4.1.3 "Segment Break Transformation Rules" removes it, but not all browsers do so, and neither do
search and print. It never touches code, nor a break that separates blocks.
"""

from __future__ import annotations

import re
from functools import cache

# East Asian Width W, F or H without Hangul (Unicode 15, EastAsianWidth.txt), in ranges.
_WIDE = (
    "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff9f\uffe0-\uffe6\U0001f300-\U0001f64f\U00020000-\U0003fffd"
)
# Punctuation of ambiguous width that is full-width in Chinese text: “ ” ‘ ’ — … · (CSS Text 4, 5.4.3).
_AMBIGUOUS = "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7"

_TRANSPARENT = (
    r'(?:<sup id="fnref[^>]*><a [^>]*>[0-9]+</a></sup>'
    r"|</?(?:a|abbr|em|rp|rt|ruby|span|strong|sub|sup)(?: [^>]*)?>)*+"
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    characters = _WIDE + _AMBIGUOUS if language == "zh" else _WIDE
    return re.compile(
        rf"(?P<code><code>[^<]*+</code>)|(?<=[{characters}])(?P<before>{_TRANSPARENT})[ ]*+\n[ ]*+"
        rf"(?P<after>{_TRANSPARENT})(?=[{characters}])"
    )


def without_soft_breaks(html: str, language: str) -> str:
    """HTML without line breaks between full-width characters; tags and note numbers are looked through."""
    if html.count("\n") == html.count("</p>\n<"):
        return html  # all of them separate paragraphs
    return _pattern(language).sub(lambda found: found["code"] or found["before"] + found["after"], html)
