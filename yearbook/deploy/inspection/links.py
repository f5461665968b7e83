"""Resolve the address of a link to a file of the site and a fragment in it. Pure."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from yearbook.core.frozen import dataclass

INDEX_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A file of the site that a link leads to, and the fragment in it."""

    path: str
    """From the site's top; begins with `..` or `/` if it leads out of the site."""
    fragment: str = ""

    @property
    def is_outside(self) -> bool:
        return self.path.startswith(("/", ".."))


def link_target(page: str, address: str, base: str = "") -> LinkTarget | None:
    """Return the target of an address on a page; None for other hosts and for addresses of no file (`mailto:`).

    `base` is the site's public address with a slash at its end; full addresses under it belong to the site, and one of
    a folder means its `index.html`. Without `base` every full address counts as another host.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets around something else than an IPv6 host
        return LinkTarget("/")
    if parts.scheme or parts.netloc:
        if not base or not f"{address}/".startswith(base):
            return None
        path = unquote(parts.path)[len(unquote(urlsplit(base).path)) :]
        return LinkTarget(path + INDEX_PAGE if not path or path.endswith("/") else path, unquote(parts.fragment))
    if parts.path.startswith("/"):
        return LinkTarget(parts.path)
    if not parts.path:
        return LinkTarget(page, unquote(parts.fragment))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return LinkTarget(path, unquote(parts.fragment))


def is_external(address: str, base: str = "") -> bool:
    """Return whether a browser would request the address from another host."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    if parts.scheme.lower() in ("data", "blob", "about"):
        return False
    return bool(parts.scheme or parts.netloc) and not (base and address.startswith(base))
