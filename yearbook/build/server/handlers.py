"""HTTP handlers of the dev server: pages, the preview's own files, and the sockets of the `livereload` package.

`host_guard` is asked before each of them. No path of a request is looked up on the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import RequestHandler

from yearbook.build.server.host_guard import GuardedApplication, HostGuard
from yearbook.build.server.overlay import OVERLAY_FOLDER
from yearbook.build.server.session import Session
from yearbook.core.overlay import Folders

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def application(session: Session, guard: HostGuard, templates: Folders, more: Sequence[Any] = ()) -> GuardedApplication:
    """Return the application. `templates`: where the preview's script and style are; `more`: further routes."""
    shared = {"session": session}
    return GuardedApplication(
        [
            (r"/livereload", _Socket, shared),
            (r"/livereload.js", LiveReloadJSHandler),
            (rf"/{OVERLAY_FOLDER}/origin", _OriginHandler, shared),
            (rf"/{OVERLAY_FOLDER}/(preview\.(?:css|js))", _OwnHandler, {"templates": templates}),
            *more,
            (r"/(.*)", _PageHandler, shared),
        ],
        guard,
    )


def reload(path: str) -> dict[str, object]:
    """Return the message that tells a browser to reload its page (`*`), or only the style sheet of that name."""
    return {"command": "reload", "path": path, "liveCSS": True, "liveImg": True}


class _PageHandler(RequestHandler):
    """A page, or any other file of the site."""

    def initialize(self, session: Session) -> None:
        self.session = session

    def head(self, path: str) -> None:
        self.get(path)

    def get(self, path: str) -> None:
        status, data, kind = self.session.serve(unquote(path))
        self.set_status(status)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Cache-Control", "no-store")
        self.finish(data)


class _OriginHandler(_PageHandler):
    """The path of the content file that a page is made of."""

    def get(self, *_: Any) -> None:
        origin = self.session.origin(self.get_argument("page", ""))
        self.finish({"path": origin.path if origin else ""})


class _OwnHandler(RequestHandler):
    """The preview's script and style."""

    def initialize(self, templates: Folders) -> None:
        self.templates = templates

    def get(self, name: str) -> None:
        self.set_header("Content-Type", _TYPES[Path(name).suffix])
        self.set_header("Cache-Control", "no-store")
        self.finish(self.templates.file(f"preview/{name}").read_bytes())


class _Socket(LiveReloadHandler):  # type: ignore[misc] # the package has no types
    """One open page, told to reload when what it shows differs from what would be served.

    The package lets pages of every origin listen; the guard has refused others.
    """

    def initialize(self, session: Session) -> None:
        self.session = session

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        url = self.session.url_in(message)
        if url is not None and self.session.opened(self, unquote(urlsplit(url).path).lstrip("/")):
            self.send_message(reload("*"))

    def on_close(self) -> None:
        super().on_close()
        self.session.open_pages.pop(self, None)
