"""A folder being edited → a site in the browser that reloads itself after each edit.

Uses the `livereload` package's server and browser protocol; changes are noticed by `watchfiles` instead of by
polling. A broken edit leaves the last good site standing and says in the terminal what is wrong.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from watchfiles import watch

from yearbook import pipeline
from yearbook.pipeline import Order
from yearbook.problems import Problem, ProblemsError

Show = Callable[[Sequence[Problem]], None]


def preview(order: Order, host: str, port: int, open_browser: bool, show: Show) -> None:
    """Build, serve on `host:port`, and rebuild after each edit until interrupted."""
    _rebuild(order, show)
    server = Server(watcher=_Watcher(order, show))
    server.serve(port=port, host=host, root=str(order.output), open_url_delay=0.5 if open_browser else None)


def _rebuild(order: Order, show: Show) -> bool:
    """Whether the site is now what the files say."""
    try:
        pipeline.build(order)
    except ProblemsError as error:
        show(error.problems)
        return False
    return True


class _Watcher(Watcher):  # type: ignore[misc] # the package has no types
    """Notices edits in a thread of its own; `livereload` asks it for nothing but to be started."""

    def __init__(self, order: Order, show: Show) -> None:
        super().__init__()
        self._order = order
        self._show = show

    def start(self, _poll: Callable[[], None]) -> bool:
        loop = IOLoop.current()
        threading.Thread(target=self._watch, args=(loop,), daemon=True).start()
        return True

    def _watch(self, loop: IOLoop) -> None:
        for _changes in watch(self._order.content, self._order.templates):
            if _rebuild(self._order, self._show):
                loop.add_callback(LiveReloadHandler.reload_waiters, "*")
