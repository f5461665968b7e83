"""The address of everything in each language, links from page to page, and counterparts.

Addresses are file names with their endings, and links are relative, so that the same files work on any static
host, in a sub-folder, and from a disk (`file://`). Computes texts only; knows no record's content.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from yearbook.core.frozen import dataclass
from yearbook.model.declarations import KIND_NAME, plural
from yearbook.model.kinds import KINDS, Kind, by_position
from yearbook.model.own_kinds import Kinds

COVER = "index.html"
NOT_FOUND = "404.html"
PARALLEL_FOLDER = "parallel"
"""The folder of pages on which languages stand side by side; it is of no language."""
MEDIA_FOLDER = "media"
"""The folder of pictures and other files that texts show or link to, in content as in the site."""

_LISTS = by_position()

INDEXES = {
    "home": "index.html",
    **{
        name: path
        for kind in _LISTS
        for name, path in ((kind.index, kind.index_file or f"{kind.index}/index.html"), *kind.more_indexes)
    },
    "conflicts": "conflicts.html",
    "data": "data.html",
    "subjects": "subjects.html",
    "search": "search.html",
}
"""Paths, below the language's folder, of pages that are not of one record, by name: those of every yearbook.

The list of a kind that a yearbook declares is an index too. Its address follows from the name of the kind.
"""
RECORD_PAGES = tuple(kind.name for kind in _LISTS if kind.page)
"""Built-in kinds of which every record has a page of its own."""


def index_names(kinds: Kinds) -> tuple[str, ...]:
    """Return the names of all pages of a yearbook that are not of one record."""
    return (*INDEXES, *(each.index for each in kinds.values() if each.own))


def menu_pages(kinds: Kinds) -> tuple[str, ...]:
    """Return the names of the pages that can stand in the menu."""
    return tuple(name for name in index_names(kinds) if name != "home")


def kinds_with_pages(kinds: Kinds) -> tuple[Kind, ...]:
    """Return the kinds of a yearbook of which every record has a page of its own."""
    return tuple(each for each in by_position(kinds) if each.page)


def has_page(name: str) -> bool:
    """Return whether a name is that of a kind of which every record has a page of its own."""
    return name in RECORD_PAGES or is_own_kind(name)


def is_own_kind(name: str) -> bool:
    """Return whether a name of a page, or of a kind, is that of a kind that the yearbook declares."""
    return name not in KINDS and name not in INDEXES and re.fullmatch(KIND_NAME, name) is not None


def list_of(kind: str) -> str:
    """Return the name of the page that lists all records of a kind."""
    return KINDS[kind].index if kind in KINDS else plural(kind)


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is in the site."""

    path: str
    """From the site's top, never beginning with a slash: `zh/honors/some-id.html`."""
    fragment: str = ""
    """The anchor in the page, without `#`; empty for the whole page."""


def record_url(language: str, kind: str, identity: str) -> Address:
    """Where a record is read in a language."""
    if kind in KINDS and not KINDS[kind].page:
        return Address(f"{language}/{INDEXES[KINDS[kind].index]}", identity)
    return Address(f"{language}/{list_of(kind)}/{identity}.html")


def printed(language: str, kind: str, identity: str) -> str:
    """The path of a record's book: `pdf/zh/honors/some-id.pdf`."""
    return f"pdf/{record_url(language, kind, identity).path.removesuffix('.html')}.pdf"


PARALLEL_BOOKS = "parallel"
"""Used instead of a language code in the path of a book of all languages side by side."""


def printed_whole(language: str) -> str:
    """The path of the book of all records: `pdf/zh/book.pdf`."""
    return f"pdf/{language}/book.pdf"


def parallel_address(kind: str, identity: str) -> Address:
    """Where a record of one of RECORD_PAGES is read in all its languages side by side."""
    return Address(f"{PARALLEL_FOLDER}/{list_of(kind)}/{identity}.html")


_NEEDS_ENCODING = re.compile(r"[\s,;%#?&'\"()\[\]]")


def media_address(path: str) -> Address:
    """Where a picture or other file of content/media is: the same in every language."""
    return Address(f"{MEDIA_FOLDER}/{path}")


def index_address(language: str, name: str, fragment: str = "") -> Address:
    """Where one of the pages in INDEXES is in a language."""
    return Address(f"{language}/{INDEXES.get(name) or f'{name}/index.html'}", fragment)


def relative(page: str, target: Address) -> str:
    """The link from a page (its path) to a target; `#x` within a page, never an absolute address."""
    fragment = f"#{target.fragment}" if target.fragment else ""
    if target.path == page:
        return fragment or page.rpartition("/")[2]
    here, _, below = page.partition("/")
    there, _, rest = target.path.partition("/")
    if here == there and below:
        return "../" * below.count("/") + rest + fragment
    return "../" * page.count("/") + target.path + fragment


def to_media(page: str, path: str) -> str:
    """The link from a page to a file of content/media; signs that end an address or part a list are encoded."""
    return _NEEDS_ENCODING.sub(lambda sign: quote(sign[0], safe=""), relative(page, media_address(path)))


def to_record(page: str, language: str, kind: str, identity: str) -> str:
    """The link from a page to a record. All pages of a folder share it, but for the record's own."""
    folder, _, name = page.rpartition("/")
    path, link = _to_record(folder, language, kind, identity)
    if path != page:
        return link
    return link.partition("#")[1] + link.partition("#")[2] or name


@lru_cache(maxsize=1 << 16)
def _to_record(folder: str, language: str, kind: str, identity: str) -> tuple[str, str]:
    """(path, link from any page of the folder)."""
    address = record_url(language, kind, identity)
    return address.path, relative(f"{folder}/x" if folder else "x", address)


def absolute(base: str, path: str) -> str:
    """The public address of a page under the site's base URL, index pages by their folder."""
    shown = path.removesuffix("index.html") if path.endswith("index.html") else path
    return f"{base.rstrip('/')}/{shown}"


def counterpart(path: str, language: str, other: str) -> str:
    """Return the path of a page in another language."""
    return other + path.removeprefix(language)
