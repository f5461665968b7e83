"""Serve the editing room beside the preview of the site: HTTP only, everything else is the room's.

Whoever has the address with the token, which is printed once, gets a cookie; every request for the room needs it.
What changes anything must come from a page of this server: it is JSON, or a form, with an origin that is the host.
Requests name a record and a field, never a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from tornado.web import RequestHandler

from yearbook.authoring.editing.access import Access
from yearbook.authoring.editing.interface_texts import interface_texts
from yearbook.authoring.editing.page_views import Views
from yearbook.authoring.editing.room import EditedRecord, EditingRoom, Entered, Surroundings
from yearbook.authoring.new_record import NewRecordOptions
from yearbook.build.options import BuildOptions
from yearbook.build.server.handlers import application
from yearbook.build.server.host_guard import guard_for
from yearbook.build.server.server import notify, serve_session
from yearbook.build.server.session import Session, ShowDiagnostics
from yearbook.content.locations import suggest_id
from yearbook.content.yearbook import Key
from yearbook.core.diagnostic_texts import diagnostic_texts
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.messages import locale_tag, message_languages
from yearbook.model.structure import Pointer

EDITING_FOLDER = "-edit"
"""Below it are the pages of the room; no page of a site is in it."""
_COOKIE, _LANGUAGE = "editing", "editing-language"
_HOST = "127.0.0.1"
_STATIC = {"editing.css": "text/css; charset=utf-8", "editing.js": "text/javascript; charset=utf-8"}
_PAGES = Path(__file__).with_name("pages")


@dataclass(slots=True)
class Served:
    """What every handler needs."""

    room: EditingRoom
    access: Access
    language: str
    """Of messages, for who has chosen none."""
    reworded: Callable[[str], str] = str
    pages: jinja2.Environment = field(init=False)

    def __post_init__(self) -> None:
        loader = jinja2.FileSystemLoader(_PAGES)
        self.pages = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )


def run_editing(
    options: BuildOptions,
    *,
    port: int,
    show: ShowDiagnostics,
    ready: Callable[[str], None],
    language: str,
    surroundings: Surroundings,
    reworded: Callable[[str], str] = str,
) -> None:
    """Serve the editing room on this computer until interrupted; `ready` is called with its address and token.

    Raises DiagnosticsError with YB680 if the port cannot be listened on.
    """
    session = Session(options, show, reworded=reworded)
    room = EditingRoom(options=options, session=session, notify=notify, surroundings=surroundings)
    room.begin()
    access = Access(token=surroundings.secret(), session=surroundings.secret())
    served = Served(room=room, access=access, language=language, reworded=reworded)
    server = application(session, guard_for(_HOST), options.folders, routes(served))
    token = served.access.token
    serve_session(
        session,
        server,
        host=_HOST,
        port=port,
        ready=lambda each: ready(f"{each}{EDITING_FOLDER}/come-in?token={token}"),
    )


def routes(served: Served) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return the handlers of the room, for the application of the preview."""
    name = r"([a-z]+)/([a-z0-9-]+)"
    found: tuple[tuple[str, type[RequestHandler]], ...] = (
        (r"", _List),
        (r"come-in", _ComeIn),
        (r"new", _New),
        (rf"record/{name}", _Record),
        (rf"enter/{name}", _Enter),
        (rf"decide/{name}", _Decide),
        (rf"undo/{name}", _Undo),
        (rf"history/{name}", _History),
        (rf"blank/{name}", _Blank),
        (r"find", _Find),
        (r"(editing\.(?:css|js))", _Static),
    )
    return [(rf"/{EDITING_FOLDER}/{path}", handler, {"served": served}) for path, handler in found]


class _Handler(RequestHandler):
    """A page for who has come in."""

    def initialize(self, served: Served) -> None:
        self.served = served

    def prepare(self) -> None:
        if not self.served.access.is_in(self.get_cookie(_COOKIE) or ""):
            self._refuse()
        elif self.request.method == "POST" and not self._is_own_page():
            self.send_error(403)

    def _is_own_page(self) -> bool:
        """Return whether a request comes from a page of this server (Fetch Metadata, or else the origin)."""
        site = self.request.headers.get("Sec-Fetch-Site")
        origin = urlsplit(self.request.headers.get("Origin", "")).netloc
        return site in ("same-origin", None) and origin == self.request.host

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")  # with none, forms would be sent with the origin null
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
            "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
        )

    @property
    def language(self) -> str:
        """The language of the interface: as chosen, or of the program."""
        chosen = self.get_query_argument("language", "") or self.get_cookie(_LANGUAGE) or ""
        return chosen if chosen in message_languages() else self.served.language

    @property
    def texts(self) -> Mapping[str, str]:
        return interface_texts(self.language)

    @property
    def views(self) -> Views:
        return Views(room=self.served.room, language=self.language, texts=self.texts, reworded=self.served.reworded)

    def show(self, template: str, **values: Any) -> None:
        """Finish with a page."""
        if self.get_query_argument("language", ""):
            self.set_cookie(_LANGUAGE, self.language, samesite="Strict", httponly=True)
        language = self.language
        other = next(each for each in message_languages() if each != language)
        self.finish(
            self.served.pages.get_template(template).render(
                t=self.texts,
                tag=locale_tag(language),
                other_language=other,
                other_name=self.served.room.yearbook.language(other).word("language.name"),
                **values,
            )
        )

    def messages(self, found: tuple[Diagnostic, ...]) -> list[str]:
        """Return diagnostics as the terminal shows them."""
        texts = diagnostic_texts(found, self.served.room.options.lines, self.language)
        return [self.served.reworded(each) for each in texts]

    def _refuse(self) -> None:
        """Finish with how to come in."""
        self.set_status(403)
        self._message([self.texts["signed_out"]])

    def _message(self, problems: list[str]) -> None:
        self.show("message.html", problems=problems)

    def write_error(self, status_code: int, **values: Any) -> None:
        """Finish with what keeps the yearbook from being read at all: without its words there is no page."""
        error = values.get("exc_info", (None, None))[1]
        if not isinstance(error, DiagnosticsError):
            super().write_error(status_code, **values)
            return
        self.set_status(409)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("\n\n".join(self.messages(error.diagnostics)))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Print no traceback for a mistake of a person."""
        if not isinstance(value, DiagnosticsError):
            super().log_exception(typ, value, tb)

    def fail(self, error: DiagnosticsError, status: int = 409) -> None:
        """Finish with what is wrong."""
        self.set_status(status)
        self._message(self.messages(error.diagnostics))


class _ComeIn(_Handler):
    """The address that is printed: a cookie for the token."""

    def prepare(self) -> None:
        """Nobody has a cookie yet."""

    def get(self) -> None:
        access = self.served.access
        if access.come_in(self.get_query_argument("token", "")):
            self.set_cookie(_COOKIE, access.session, samesite="Strict", httponly=True)
            self.redirect(f"/{EDITING_FOLDER}/")
        else:
            self._refuse()


class _Static(_Handler):
    """The room's script and style, for the page too that asks for the token."""

    def prepare(self) -> None:
        """They are no secret."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", _STATIC[name])
        self.finish((_PAGES / name).read_bytes())


class _List(_Handler):
    """All records, or those that are found."""

    def get(self) -> None:
        room, language = self.served.room, self.language
        query, kind = self.get_query_argument("q", ""), self.get_query_argument("kind", "")
        kinds = room.kinds(language)
        kind = kind if kind in dict(kinds) else ""
        errors = tuple(each for each in room.session.state.diagnostics if each.is_error)
        self.show(
            "list.html",
            rows=room.rows(query, kind, language),
            kinds=kinds,
            kind=kind,
            query=query,
            problems=self.messages(errors[:20]),
        )


class _Record(_Handler):
    """A record with its form and its page."""

    def get(self, kind: str, identity: str) -> None:
        try:
            found = self.served.room.record((kind, identity), self.language)
            self.show("record.html", page=self.views.page(found))
        except DiagnosticsError as error:
            self.fail(error, 404)


class _Change(_Handler):
    """Something that changes a record: JSON in, the form as it is afterwards out."""

    def post(self, kind: str, identity: str) -> None:
        try:
            sent = json.loads(self.request.body)
            found = self.change((kind, identity), sent)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.send_error(400)
        except DiagnosticsError as error:
            self.fail(error)
        else:
            self.show("fragment.html", page=self.views.page(found))

    def change(self, key: Key, sent: Mapping[str, Any]) -> EditedRecord:
        raise NotImplementedError


class _Enter(_Change):
    """One value."""

    def change(self, key: Key, sent: Mapping[str, Any]) -> EditedRecord:
        text = sent["text"]
        entered = Entered(
            record=key,
            path=str(sent["path"]),
            pointer=_pointer(sent["pointer"]),
            text=None if text is None else str(text),
            unit=_pointer(sent["unit"]),
            before=sent["before"],
            move=int(sent.get("move", 0)),
        )
        return self.served.room.enter(entered, self.language)


class _Decide(_Change):
    """A conflict."""

    def change(self, key: Key, sent: Mapping[str, Any]) -> EditedRecord:
        return self.served.room.decide(key, str(sent["id"]), self.language, mine=bool(sent["mine"]))


class _Undo(_Change):
    """The last entry, taken back; or that undone."""

    def change(self, key: Key, sent: Mapping[str, Any]) -> EditedRecord:
        return self.served.room.undo(key, self.language, redo=bool(sent["redo"]))


class _History(_Handler):
    """What was entered for a record."""

    def get(self, kind: str, identity: str) -> None:
        key = kind, identity
        try:
            entries = [self.views.history(each) for each in self.served.room.history(key)]
        except DiagnosticsError as error:
            self.fail(error, 404)
        else:
            self.show("history.html", record=":".join(key), kind=kind, id=identity, entries=entries)


class _Blank(_Handler):
    """An empty item of a list."""

    def get(self, kind: str, identity: str) -> None:
        try:
            pointer = _pointer(json.loads(self.get_query_argument("pointer")))
            path = self.get_query_argument("path")
            found = self.served.room.blank((kind, identity), path, pointer, self.language)
        except (ValueError, TypeError, RecursionError):
            self.send_error(400)
        except DiagnosticsError as error:
            self.fail(error)
        else:
            if found is None:
                self.send_error(404)
            else:
                self.show("blank.html", field=self.views.field(found))


class _Find(_Handler):
    """Records that a field may name."""

    def get(self) -> None:
        kind, text = self.get_query_argument("kind", ""), self.get_query_argument("q", "")
        room = self.served.room
        kind = kind if kind in dict(room.kinds(self.language)) else ""
        found = room.options_for(kind, text, self.language)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps([{"id": each, "title": title} for each, title in found], ensure_ascii=False))


class _New(_Handler):
    """A new record."""

    def get(self) -> None:
        self._form({"kind": "honor", "titles": [], "year": "", "id": ""}, [])

    def post(self) -> None:
        titles = [each.strip() for each in self.get_body_arguments("title")]
        given = {name: self.get_body_argument(name, "") for name in ("kind", "year", "id")}
        identity = given["id"] or suggest_id(next((each for each in reversed(titles) if each), ""))
        wanted = NewRecordOptions(
            kind=given["kind"],
            id=identity,
            year=int(given["year"]) if given["year"].isdecimal() else None,
            titles=tuple(each for each in titles if each),
        )
        try:
            kind, identity = self.served.room.create(wanted, self.language)
        except DiagnosticsError as error:
            self._form({**given, "id": identity, "titles": titles}, self.messages(error.diagnostics))
        else:
            self.redirect(f"/{EDITING_FOLDER}/record/{kind}/{identity}", status=303)

    def _form(self, values: dict[str, Any], problems: list[str]) -> None:
        room = self.served.room
        codes = room.yearbook.configuration.languages
        titles = [*values["titles"], *("" for _ in codes)][: len(codes)]
        self.show(
            "new.html",
            kinds=room.kinds(self.language),
            languages=[(each, room.yearbook.language(each).word("language.name")) for each in codes],
            years=room.yearbook.configuration.years,
            values={**values, "titles": titles},
            problems=problems,
        )


def _pointer(found: Any) -> Pointer:
    """Return a pointer from JSON. Raises ValueError."""
    if not isinstance(found, list) or not found or not all(isinstance(each, str | int) for each in found):
        raise ValueError("not a pointer")
    return tuple(found)
