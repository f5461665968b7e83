"""One preview session: its current state, and which pages are open in browsers.

This is the one place of the program that changes over time. One thread takes in edits; the new state replaces the old
in one step, so that a page is never rendered from two states.
"""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from yearbook.build.options import BuildOptions
from yearbook.build.server.overlay import ErrorTexts, OverlayOrigin, overlay_languages, with_preview
from yearbook.build.server.responses import HTML, Responder
from yearbook.build.server.state import PreviewState, failed, problems_of, update_preview
from yearbook.core.diagnostics import Diagnostic, show
from yearbook.core.digest import digest_bytes
from yearbook.site.views.page_references import find_page

ShowDiagnostics = Callable[[Sequence[Diagnostic]], None]
"""Prints diagnostics on the terminal."""
_EMPTY = b"<!doctype html><html lang='en'><head><title>Preview</title></head><body></body></html>"
"""The page below the problems if there was no yearbook without errors yet."""


@dataclass(slots=True)
class Session:
    """What the server asks for pages."""

    options: BuildOptions
    show: ShowDiagnostics
    reworded: Callable[[str], str] = str
    """Returns an error as a browser shows it, with commands as the user has to type them."""
    state: PreviewState = field(default_factory=PreviewState)
    responder: Responder | None = None
    render_errors: tuple[Diagnostic, ...] = ()
    """Errors found only when a page was rendered: templates that use what does not exist."""
    served: dict[str, str] = field(default_factory=dict)
    """The digest of what was served last, by path."""
    open_pages: dict[Any, str] = field(default_factory=dict)
    """The path of the page of each open socket."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while the state is replaced or a page is made."""
    updating: threading.Lock = field(default_factory=threading.Lock)
    """Held while the next state is made."""

    def begin(self) -> None:
        """Load everything. It stays in memory, so the collector need not look at it at each edit."""
        self._replace_state(self._updated(None))
        gc.collect()
        gc.freeze()

    def edited(self, changed: Collection[str] | None) -> dict[Any, str]:
        """Update after an edit. Return the open pages that differ now, each with what to reload: a path or `*`.

        `changed`: paths in the content folder; None if they are not known.
        """
        with self.updating:
            previous = self.state
            return self._continue_from(previous, self._updated(changed))

    def failed(self, error: Exception) -> dict[Any, str]:
        """Show an error that ended an update or the watching of folders. Return the open pages that differ now."""
        with self.updating:
            previous = self.state
            return self._continue_from(previous, failed(previous, error))

    def _updated(self, changed: Collection[str] | None) -> PreviewState:
        try:
            return update_preview(self.options, self.state, changed)
        except Exception as error:  # whatever it is, the next edit is followed
            return failed(self.state, error)

    def _continue_from(self, previous: PreviewState, state: PreviewState) -> dict[Any, str]:
        self._replace_state(state)
        sheet = self._changed_sheet(previous)
        return {each: sheet or "*" for each, path in tuple(self.open_pages.items()) if sheet or self._differs(path)}

    def opened(self, socket: object, path: str) -> bool:
        """Note which page a browser shows; return whether it is out of date, as an edit was faster than the browser."""
        self.open_pages[socket] = path
        return path in self.served and self._differs(path)

    def _replace_state(self, state: PreviewState) -> None:
        is_news = state.diagnostics != self.state.diagnostics
        with self.lock:
            self.state, self.render_errors = state, ()
            if state.snapshot and (self.responder is None or self.responder.snapshot is not state.snapshot):
                self.responder = Responder(self.options, state.snapshot)
        if is_news:
            self.show(state.diagnostics)

    def _changed_sheet(self, previous: PreviewState) -> str:
        """Return the name of the style sheet if an edit changed nothing else; else an empty string."""
        old, new = previous.templates, self.state.templates
        if old is None or new is None or old is new or previous.tree != self.state.tree or previous.is_broken:
            return ""
        changed = set(old.digests) ^ set(new.digests)
        return "site.css" if all(path.endswith(".css") for path, _ in changed) else ""

    def _differs(self, path: str) -> bool:
        """Return whether an open page differs from what would be served now; pages never served here do."""
        known = self.served.get(path)
        self.serve(path)
        return self.served.get(path) != known

    def serve(self, path: str) -> tuple[int, bytes, str]:
        """Return (status, bytes, media type) of a path of the site."""
        with self.lock:
            responder, state = self.responder, self.state
            if responder is None:
                return 200, self._page(path, _EMPTY, state.diagnostics, None), HTML
            try:
                found = responder.respond(path)
                status, response = (404, responder.not_found()) if found is None else (200, found)
                data = response.data
            except Exception as error:  # a page that cannot be made says why, and others are served
                problems = problems_of(error)
                if problems != self.render_errors:
                    self.render_errors = problems
                    self.show(problems)
                return 200, self._page(path, _EMPTY, problems, None), HTML
            if response.type == HTML:
                data = self._page(path, data, state.diagnostics, self.origin(path))
            return status, data, response.type

    def _page(self, path: str, page: bytes, diagnostics: Sequence[Diagnostic], origin: OverlayOrigin | None) -> bytes:
        lines = cache(self.options.lines)  # many errors can be in one file

        def in_all_languages(error: Diagnostic) -> ErrorTexts:
            """Return the error by language, as the terminal shows it."""
            found = lines(error.place.path) if error.place.line else ()
            return {code: self.reworded(show(error, found, code)) for code in overlay_languages()}

        data = with_preview(page, diagnostics, in_all_languages, origin)
        self.served[path] = digest_bytes(data)
        return data

    def origin(self, path: str) -> OverlayOrigin | None:
        """Return the content file that a page is made of; None if it is made of many."""
        if self.responder is None:
            return None
        reference = find_page(self.responder.snapshot.context.editions, path.lstrip("/"))
        if reference is None or reference.record is None:
            return None
        record = self.responder.snapshot.loaded.yearbook.get(*reference.record)
        own = next((each.origin for each in record.translations if each.language == reference.language), record.origin)
        content = self.options.content
        is_draft = record.draft
        return OverlayOrigin(f"{content.name}/{own.path}", str((content / own.path).resolve()), is_draft)

    @staticmethod
    def url_in(message: str | bytes) -> str | None:
        """Return the URL that a browser says it shows."""
        parsed = json.loads(message)
        return parsed.get("url") if parsed.get("command") in ("info", "url") else None
