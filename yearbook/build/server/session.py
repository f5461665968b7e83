"""One preview from its start to its end: the values as they are now, and which pages are open in browsers.

The one place of the program that changes over time. Edits are taken in by one thread; what they come to is put in
place in one step, so that a page is made of one state of the yearbook and never of two.
"""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from yearbook.build.options import BuildOptions
from yearbook.build.server.overlay import OverlayOrigin, with_preview
from yearbook.build.server.responses import HTML, Answers
from yearbook.build.server.state import PreviewState, after, begin_preview
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.digest import digest_bytes
from yearbook.site.views.page_references import find

Show = Callable[[Sequence[Diagnostic]], None]
"""Says problems on the terminal."""
_EMPTY = b"<!doctype html><html lang='zh-Hans'><head><title>Preview</title></head><body></body></html>"
"""What stands under the problems while there never was a yearbook without errors."""


@dataclass(slots=True)
class Session:
    """What the server asks."""

    order: BuildOptions
    show: Show
    values: PreviewState = field(default_factory=lambda: PreviewState(None))
    answers: Answers | None = None
    broken: tuple[Diagnostic, ...] = ()
    """Errors that showed only when a page was made: templates that ask for what is not there."""
    served: dict[str, str] = field(default_factory=dict)
    """Page → digest of what was served last."""
    open_pages: dict[Any, str] = field(default_factory=dict)
    """Open socket → the path of its page."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Reads everything. What was read stays, so that the collector need not look at it at each edit."""
        self._take(begin_preview(self.order))
        gc.collect()
        gc.freeze()

    def edited(self, changed: Collection[str] | None) -> dict[Any, str]:
        """Takes an edit in. Returns the open pages that show something else now, with what changed: a path or `*`.

        `changed`: paths in the content folder; None where they are not known, or others changed.
        """
        before = self.values
        self._take(after(self.order, before, changed))
        sheet = self._is_only_style(before)
        return {each: sheet or "*" for each, path in tuple(self.open_pages.items()) if sheet or self._differs(path)}

    def opened(self, socket: object, path: str) -> bool:
        """A browser says what it shows. Whether that is out of date already: an edit was quicker than the browser."""
        self.open_pages[socket] = path
        return path in self.served and self._differs(path)

    def _take(self, values: PreviewState) -> None:
        if values.diagnostics != self.values.diagnostics:
            self.show(values.diagnostics)
        with self.lock:
            self.values, self.broken = values, ()
            if values.shown and (self.answers is None or self.answers.shown is not values.shown):
                self.answers = Answers(self.order, values.shown)

    def _is_only_style(self, before: PreviewState) -> str:
        """The style sheet, where an edit changed nothing but it."""
        old, new = before.style, self.values.style
        if old is None or new is None or old is new or before.tree != self.values.tree or before.is_broken:
            return ""
        changed = set(old.digests) ^ set(new.digests)
        return "site.css" if all(path.endswith(".css") for path, _ in changed) else ""

    def _differs(self, path: str) -> bool:
        """Whether an open page is not what would be served now. A page that nobody looked at here is taken to be."""
        known = self.served.get(path)
        self.serve(path)
        return self.served.get(path) != known

    def serve(self, path: str) -> tuple[int, bytes, str]:
        """(status, bytes, media type) of a path of the site."""
        with self.lock:
            answers, values = self.answers, self.values
            if answers is None:
                return 200, self._page(path, _EMPTY, values.diagnostics, None), HTML
            try:
                found = answers.answer(path)
                status, answer = (404, answers.missing()) if found is None else (200, found)
                data, diagnostics = answer.data, values.diagnostics
            except DiagnosticsError as error:
                if error.diagnostics != self.broken:
                    self.broken = error.diagnostics
                    self.show(error.diagnostics)
                return 200, self._page(path, _EMPTY, error.diagnostics, None), HTML
            if answer.type == HTML:
                data = self._page(path, data, diagnostics, self.origin(path))
            return status, data, answer.type

    def _page(self, path: str, page: bytes, diagnostics: Sequence[Diagnostic], origin: OverlayOrigin | None) -> bytes:
        data = with_preview(page, diagnostics, self.order.lines, origin)
        self.served[path] = digest_bytes(data)
        return data

    def origin(self, path: str) -> OverlayOrigin | None:
        """The file that a page comes from; None for pages that are made of many."""
        if self.answers is None:
            return None
        reference = find(self.answers.shown.kitchen.site.editions, path.lstrip("/"))
        if reference is None or reference.record is None:
            return None
        record = self.answers.shown.book.yearbook.get(*reference.record)
        own = next((each.origin for each in record.translations if each.language == reference.language), record.origin)
        file = (self.order.content / own.path).resolve()
        is_draft = getattr(record.facts, "draft", False)
        return OverlayOrigin(f"{self.order.content.name}/{own.path}", str(file), is_draft)

    @staticmethod
    def url_in(message: str | bytes) -> str | None:
        """The address that a browser says it shows."""
        said = json.loads(message)
        return said.get("url") if said.get("command") in ("info", "url") else None
