"""A folder being edited → a site in the browser that follows each edit.

Uses the `livereload` package's handlers and browser protocol; changes are noticed by `watchfiles` instead of by
polling. Nothing is written: values stay in memory, and pages are made when they are asked for.

    values    what the files say, and what of it an edit leaves as it is
    answers   a path → the bytes that a build would write there
    overlay   a page → the page with problems over it
    session   what changes over time: the values now, the pages that are open
    serving   the server
"""

from __future__ import annotations

import asyncio
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop
from watchfiles import Change, watch

from yearbook.build.options import BuildOptions
from yearbook.build.server.handlers import application, reload
from yearbook.build.server.session import Session, Show
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

PORT_TAKEN = DiagnosticKind(
    "YB680",
    "the preview cannot listen on {host}:{port}: {reason}",
    hint="another program may be using it; choose another with --port",
)
QUIET = 15
"""Milliseconds without a change after which an edit is taken to be over; a burst is one edit."""
_LONGEST = 400
"""Milliseconds after which it is looked at all the same."""


def run_preview(order: BuildOptions, host: str, port: int, show: Show, ready: Callable[[str], None]) -> None:
    """Serve on `host:port`, and follow each edit until interrupted. `ready` is told the address.

    Raises ProblemsError with YB680 where the address cannot be listened on.
    """
    session = Session(order, show)
    session.begin()
    server = application(session, host, order.folders)

    async def serve() -> None:
        try:
            server.listen(port, address=host)
        except OSError as error:
            place = Location(f"{host}:{port}")
            raise DiagnosticsError(
                [diagnostic(PORT_TAKEN, place, host=host, port=port, reason=error.strerror)]
            ) from error
        threading.Thread(target=_follow, args=(session, IOLoop.current()), daemon=True).start()
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        return


def open_browser(address: str) -> None:
    """Opens a page in the person's browser."""
    webbrowser.open_new_tab(address)


def _follow(session: Session, loop: IOLoop) -> None:
    """Takes in one edit after the other, in a thread of its own, and tells the browsers that show what it changed."""
    order = session.order
    content = order.content.resolve()
    templates = [each.resolve() for each in (order.templates, order.beneath) if each]
    for changes in watch(content, *templates, debounce=_LONGEST, step=QUIET, rust_timeout=1000):
        found = session.edited(_paths(content, changes))
        if found:
            loop.add_callback(_tell, found)


def _paths(content: Path, changes: Iterable[tuple[Change, str]]) -> Collection[str]:
    """The changed paths in the content folder. Whether templates changed is seen from their digests."""
    found = (Path(path) for _, path in changes)
    return {each.relative_to(content).as_posix() for each in found if each.is_relative_to(content)}


def _tell(pages: Mapping[Any, str]) -> None:
    for socket, path in pages.items():
        socket.send_message(reload(path))
