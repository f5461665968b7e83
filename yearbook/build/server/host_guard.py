"""Refuse requests that do not name this machine, or that come from pages of other sites.

A page of another site can make a browser ask this server: under a name of its own that leads here (DNS rebinding), as
a socket, or as a script. So the guard decides before any handler is chosen, for pages and for sockets.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import Application, RequestHandler

from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, message_languages, translate

_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII | re.IGNORECASE)
_ORIGIN = re.compile(r"https?://(.+)", re.ASCII)
_ORIGIN_HEADERS = ("Origin", "Sec-WebSocket-Origin")
_REFUSED = marked(
    "This address is not one of the server's, or the request comes from a page of another site. "
    "If it is a name of this machine, start the server with: --allow-host NAME"
)


class _Authority(NamedTuple):
    host: str
    """In small letters; an address in its shortest form, without brackets."""
    port: str
    """Empty for the usual one."""


_ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not listened on


@dataclass(frozen=True, slots=True)
class HostGuard:
    """The names under which a server answers."""

    names: frozenset[str]
    """Names of this machine. Its addresses are known from the connection."""
    allowed: frozenset[str] = frozenset()
    """Names that the user has given, also of a proxy that passes requests on."""

    def admits(self, headers: HTTPHeaders, address: str) -> bool:
        """Return whether a request is answered. `address`: that of this machine to which it was sent."""
        host = _authority(headers.get("Host", ""))
        if host is None or host.host not in {*self.names, *self.allowed, _normal(address)}:
            return False
        # A link on another page may lead here; nothing of that page may read what is here.
        is_inside = headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
        if not is_inside and headers.get("Sec-Fetch-Mode") != "navigate":
            return False
        return all(self._is_own(origin, host) for name in _ORIGIN_HEADERS for origin in headers.get_list(name))

    def _is_own(self, origin: str, host: _Authority) -> bool:
        """Return whether the page that asks is one of this server, or of a proxy whose name the user has given."""
        found = _ORIGIN.fullmatch(origin)
        authority = _authority(found[1]) if found else None
        return authority is not None and (authority == host or authority.host in self.allowed)


def guard_for(host: str, allowed: Iterable[str] = ()) -> HostGuard:
    """Return the guard of a server that listens on `host`. `allowed`: further names and addresses."""
    names = {"localhost", _normal(host)} - _ANYWHERE
    if is_loopback(host):
        return HostGuard(frozenset({*names, "127.0.0.1", "::1"}), frozenset(map(_normal, allowed)))
    own = socket.gethostname().lower()
    short = own.partition(".")[0]
    return HostGuard(frozenset({*names, own, short, f"{short}.local"}), frozenset(map(_normal, allowed)))


def is_anywhere(host: str) -> bool:
    """Return whether to listen on `host` is to listen on all addresses of this machine."""
    return _normal(host) in _ANYWHERE


def is_loopback(host: str) -> bool:
    """Return whether `host` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_host(text: str) -> bool:
    """Return whether a text is a name or an address, without scheme and port."""
    found = _authority(f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text)
    return found is not None and not found.port and found.host not in _ANYWHERE


def _authority(text: str) -> _Authority | None:
    """Return host and port of a Host header, or of an Origin after its scheme; None if it is none."""
    found = _AUTHORITY.fullmatch(text)
    return _Authority(_normal(found["host"]), found["port"] or "") if found else None


def _normal(host: str) -> str:
    """Return a name in small letters, or an address in its shortest form."""
    bare = host.removeprefix("[").removesuffix("]").partition("%")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return host.lower().removesuffix(".")
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


class GuardedApplication(Application):
    """An application whose guard is asked before any of its handlers."""

    def __init__(self, handlers: list[Any], guard: HostGuard) -> None:
        super().__init__(handlers)
        self._guard = guard

    def find_handler(self, request: HTTPServerRequest, **options: Any) -> Any:
        if self._guard.admits(request.headers, _own_address(request)):
            return super().find_handler(request, **options)
        return self.get_handler_delegate(request, _RefusalHandler)


def _own_address(request: HTTPServerRequest) -> str:
    """Return the address of this machine to which a request was sent."""
    connection: Any = request.connection
    return str(connection.stream.socket.getsockname()[0])


class _RefusalHandler(RequestHandler):
    """Says in all languages why a request is refused."""

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("\n\n".join(translate(_REFUSED, code) for code in message_languages()[::-1]) + "\n")
