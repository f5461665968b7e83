"""Classify the address of a link or an image, and say what is wrong with it.

Records are addressed by kind and id (`honor:some-id`), never by a path of the site. This module knows no path
either: `resolve` asks its caller for each.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

from markupsafe import Markup

from yearbook.core.diagnostics import DiagnosticKind, nearest
from yearbook.model.kinds import KINDS

LINK_KINDS = tuple(sorted(KINDS))
"""Kinds of record that a link can lead to, in a yearbook that declares none."""
MEDIA = "media"
"""The kind of a picture or another file in the media folder; its id is the path in that folder."""
OUTSIDE = ("http", "https", "mailto", "tel")

_UNKNOWN_KIND = DiagnosticKind(
    "YB150",
    "a link cannot go to “{address}”: there is no kind of record “{kind}”",
    hint="did you mean “{suggestion}”?",
)
NOT_AN_ID = DiagnosticKind(
    "YB151",
    "“{address}” does not name a record",
    hint="write the kind, a colon and the id (a-z, 0-9 and hyphens), as in honor:civilised-city",
)
SITE_PATH = DiagnosticKind(
    "YB152",
    "“{address}” is neither a record nor an address on the web",
    hint="link to a record by kind and id, as in honor:civilised-city; to the web with https://",
)
RUNS_CODE = DiagnosticKind(
    "YB153",
    "a link may not start with “{kind}:”, because it would run or embed something in the reader's browser",
    hint="link to a record, a page on the web (https://), an e-mail address or a heading (#id)",
)
PICTURE_ELSEWHERE = DiagnosticKind(
    "YB154",
    "the picture “{address}” is not in the media folder",
    hint="put the file into content/media and write its path there, as in media/2016/opening.jpg",
)

PAGE_ANCHORS = re.compile(r"facts|notes|sources|top|(?:figure|source)-[\w\-]+")
"""What a link can lead to on every page of a record, besides its text."""

_DANGEROUS = (
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "javascript",
    "livescript",
    "vbscript",
    "view-source",
)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*)[:：](.*)", re.IGNORECASE | re.DOTALL)
_FILE_NAME = r"[^/\\:*?\"<>|#%.\s\x00-\x1f\x7f](?:[^/\\:*?\"<>|#%\x00-\x1f\x7f]*[^/\\:*?\"<>|#%\s\x00-\x1f\x7f])?"
"""What every system takes as the name of a file: spaces and brackets inside it too."""
_FILE = re.compile(rf"(?:media[:/])?((?:{_FILE_NAME}/)*{_FILE_NAME})")
_ELSEWHERE = re.compile(r"https?://[^\s/\\]\S*|mailto:[^\s:/]+@\S+|tel:[+0-9][0-9\-]*|#[\w\-]+", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf'(<(?:a|img)(?: [a-z\-]+="[^"]*")*? (?:href|src))="(?!(?:{"|".join(OUTSIDE)}):)([a-z]+):([^"#]*)([^"]*)"'
)


@cache
def _record_pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Return the address of a record of these kinds, with groups for kind, id and fragment."""
    return re.compile(rf"({'|'.join(kinds)}):([a-z0-9]+(?:-[a-z0-9]+)*)(#[\w\-]+)?")


def record_address(address: str, kinds: tuple[str, ...] = LINK_KINDS) -> tuple[str, str] | None:
    """Kind and id of the record that an address names, or None."""
    found = _record_pattern(kinds).fullmatch(address)
    return (found[1], found[2]) if found else None


def _media(address: str) -> str:
    """The path in the media folder that a picture's address names; empty if it names none."""
    found = _FILE.fullmatch(unquote(address))
    return found[1] if found else ""


def safe_link(address: str, kinds: tuple[str, ...] = LINK_KINDS) -> str | None:
    """The address to write into the HTML, or None if the link must lose it."""
    if _record_pattern(kinds).fullmatch(address) or _ELSEWHERE.fullmatch(address):
        return address
    return f"{MEDIA}:{path}" if address.startswith(MEDIA) and (path := _media(address)) else None


def safe_picture(address: str) -> str | None:
    """`media:` and a path, or None if the picture must lose its address."""
    return f"{MEDIA}:{path}" if (path := _media(address)) else None


def picture_mistake(address: str) -> tuple[DiagnosticKind, dict[str, str]] | None:
    """What is wrong with the address of a picture, and the words to say it."""
    return None if safe_picture(address) else (PICTURE_ELSEWHERE, {"address": address})


def link_mistake(address: str, kinds: tuple[str, ...] = LINK_KINDS) -> tuple[DiagnosticKind, dict[str, str]] | None:
    """What is wrong with the address of a link, and the words to say it."""
    if safe_link(address, kinds):
        return None
    words = {"address": address}
    found = _SCHEME.fullmatch(_UNSEEN.sub("", address))
    if not found:
        return SITE_PATH, words
    kind, rest = found[1].lower(), found[2]
    if kind in _DANGEROUS:
        return RUNS_CODE, {"kind": kind}
    if found[1] not in kinds or "：" in address:
        meant = nearest(kind, (*kinds, *OUTSIDE, MEDIA))
        name = f"{found[1]}：" if "：" in address else found[1]  # an input method types the wide colon
        return _UNKNOWN_KIND, words | {"kind": name, "suggestion": f"{meant}:{rest}" if meant else ""}
    return NOT_AN_ID, words


def resolve(text: str, address: Callable[[str, str], str]) -> Markup:
    """The HTML of a body with page-relative addresses in place of `kind:id`.

    `address` is called with kind and id; for pictures and files, with `media` and the path in that folder.
    A fragment (`unit:some-id#history`) is kept behind what it returns.
    """

    def replaced(found: re.Match[str]) -> str:
        where = address(found[2], html.unescape(found[3]))
        return f'{found[1]}="{html.escape(where)}{found[4]}"' if where else found[1].rpartition(" ")[0]

    return Markup(_ADDRESSED.sub(replaced, text))  # noqa: S704 - sanitised text, and what is put in is escaped
