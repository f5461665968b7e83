"""An address on a page → the file of the site that it means, and the place in it. Computes texts only."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from yearbook.core.frozen import dataclass

INDEX_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A file of the site."""

    path: str
    """From the site's top; begins with `..` or `/` where it leads out of the site."""
    fragment: str = ""

    @property
    def is_outside(self) -> bool:
        return self.path.startswith(("/", ".."))


def link_target(page: str, address: str, base: str = "") -> LinkTarget | None:
    """What an address on a page leads to; None for other hosts and for what is no address of a file (`mailto:`).

    `base` is the site's public address with a slash at its end; an address under it is one of the site, where a
    folder means its `index.html`. Without `base` no full address is the site's.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that are no IPv6 host
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
    """Whether a browser would ask another host for it."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    if parts.scheme.lower() in ("data", "blob", "about"):
        return False
    return bool(parts.scheme or parts.netloc) and not (base and address.startswith(base))
