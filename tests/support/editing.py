"""The editing room over a content folder, served on loopback in a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from tests.support.paths import ROOT
from yearbook.authoring.editing.access import Access
from yearbook.authoring.editing.room import EditingRoom, Surroundings
from yearbook.authoring.editing.server import EDITING_FOLDER, Served, routes
from yearbook.build.options import BuildOptions
from yearbook.build.server.handlers import application
from yearbook.build.server.host_guard import guard_for
from yearbook.build.server.server import notify
from yearbook.build.server.session import Session

HOST = "127.0.0.1"
TOKEN, COOKIE = "token-of-the-test", "cookie-of-the-test"


@dataclass(frozen=True)
class Serving:
    """A room that can be asked."""

    room: EditingRoom
    address: str
    """http://127.0.0.1:…, without a slash."""

    @property
    def come_in(self) -> str:
        """The address that lets a browser in."""
        return f"{self.address}/{EDITING_FOLDER}/come-in?token={TOKEN}"


def editing_room(content: Path) -> EditingRoom:
    """The room over a folder, begun. It knows no clock and no chance."""
    options = BuildOptions(content, ROOT / "templates", content.parent / "site", drafts=True)
    numbers = count(1)
    surroundings = Surroundings(time=lambda: "2026-01-01T00:00:00+08:00", secret=lambda: f"secret-{next(numbers)}")
    session = Session(options, lambda _: None)
    room = EditingRoom(options=options, session=session, notify=notify, surroundings=surroundings)
    room.begin()
    return room


@contextmanager
def serving_room(content: Path) -> Iterator[Serving]:
    """Serve the room until the block ends."""
    room = editing_room(content)
    served = Served(room=room, access=Access(token=TOKEN, session=COOKIE), language="en")
    (sock,) = bind_sockets(0, HOST)
    begun, loops = threading.Event(), list[asyncio.AbstractEventLoop]()

    async def run() -> None:
        app = application(room.session, guard_for(HOST), room.options.folders, routes(served))
        server = HTTPServer(app)
        server.add_sockets([sock])
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        stops.append(stopped)
        loops.append(loop)
        begun.set()
        await stopped.wait()
        server.stop()
        for each in tuple(room.session.open_pages):
            each.close()
        await server.close_all_connections()

    stops: list[asyncio.Event] = []
    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    begun.wait()
    try:
        yield Serving(room, f"http://{HOST}:{sock.getsockname()[1]}")
    finally:
        loops[0].call_soon_threadsafe(stops[0].set)
        thread.join(10)
