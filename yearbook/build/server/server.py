"""Start the dev server, and tell browsers to reload after edits."""

from __future__ import annotations

import asyncio
import threading
import webbrowser
from collections.abc import Callable, Collection, Mapping
from typing import Any

from tornado.ioloop import IOLoop
from tornado.web import Application

from yearbook.build.options import BuildOptions
from yearbook.build.server.handlers import application, reload
from yearbook.build.server.host_guard import guard_for, is_anywhere
from yearbook.build.server.session import Session, ShowDiagnostics
from yearbook.build.server.watcher import Watcher
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

PORT_TAKEN = DiagnosticKind(
    "YB680",
    "the preview cannot listen on {host}:{port}: {reason}",
    hint="another program may be using it; choose another with --port",
)


def run_preview(
    options: BuildOptions,
    *,
    host: str,
    port: int,
    allowed_hosts: Collection[str] = (),
    show: ShowDiagnostics,
    ready: Callable[[str], None],
    reworded: Callable[[str], str] = str,
) -> None:
    """Serve on `host:port` and follow each edit until interrupted. `ready` is called with the address.

    `allowed_hosts`: names under which it answers besides those of this machine. `reworded`: returns the text of an
    error as a browser shows it.

    Raises DiagnosticsError with YB680 if the address cannot be listened on.
    """
    session = Session(options, show, reworded=reworded)
    session.begin()
    server = application(session, guard_for(host, allowed_hosts), options.folders)
    serve_session(session, server, host=host, port=port, ready=ready)


def serve_session(session: Session, server: Application, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve an application on `host:port`, and follow each edit, until interrupted. Raises DiagnosticsError (YB680)."""

    async def serve() -> None:
        try:
            server.listen(port, address=host)
        except OSError as error:
            place, reason = Location(f"{host}:{port}"), error.strerror
            raise DiagnosticsError([diagnostic(PORT_TAKEN, place, host=host, port=port, reason=reason)]) from error
        loop = IOLoop.current()
        watcher = Watcher(session, lambda pages: loop.add_callback(notify, pages))
        threading.Thread(target=watcher.follow, daemon=True).start()
        ready(_address(host, port))
        await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        return


def _address(host: str, port: int) -> str:
    """Return an address under which a browser on this machine finds the server."""
    name = "localhost" if is_anywhere(host) else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def open_browser(address: str) -> None:
    webbrowser.open_new_tab(address)


def notify(pages: Mapping[Any, str]) -> None:
    """Tell browsers to load a page again: sockets with what to load. In the thread of the server."""
    for socket, path in pages.items():
        socket.send_message(reload(path))
