"""What a browser asks for → its bytes, made from the values of the preview when they are asked for."""

from __future__ import annotations

import dataclasses
import mimetypes
from collections.abc import Iterator

from yearbook.book.composition import compose_book
from yearbook.book.requests import requests
from yearbook.book.typesetting import compile_book, read_typesetter
from yearbook.build.options import BuildOptions
from yearbook.build.plan import CARD, DATA, FEEDS, LLMS_LISTS, PAGE, Recipe
from yearbook.build.production import ordered
from yearbook.build.rendering import card_of, render_recipe, with_files
from yearbook.build.server.state import SCRIPT, SHEET, Shown
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.decoding import read_media
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import data_package
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.model.urls import MEDIA_FOLDER, NOT_FOUND
from yearbook.site.edition import arrange
from yearbook.site.images import original, prepare_image
from yearbook.site.search.entries import entry_keys
from yearbook.site.search.scripts import search_scripts
from yearbook.site.views.page_references import PageReference, find

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Response:
    """One file of the site as it would be built now."""

    data: bytes
    type: str
    """A media type."""
    reference: PageReference | None = None
    """The page, if it is one."""


@dataclasses.dataclass(slots=True)
class Answers:
    """One state of the yearbook. What takes long – search, data, feeds – is remembered for as long as it holds."""

    order: BuildOptions
    shown: Shown
    known: dict[str, dict[str, bytes]] = dataclasses.field(default_factory=dict)

    def answer(self, path: str) -> Response | None:
        """`path`: from the site's top, without a query; None for what the site has not."""
        if path == "" or path.endswith("/"):
            path += "index.html"
        reference = find(self.shown.kitchen.site.editions, path)
        if reference is not None:
            return Response(self._page(reference, path), HTML, reference)
        found = self._file(path)
        return None if found is None else Response(found, mimetypes.guess_type(path)[0] or "application/octet-stream")

    def missing(self) -> Response:
        """What is shown where there is nothing."""
        return Response(self._page(PageReference("missing"), NOT_FOUND), HTML)

    def _page(self, reference: PageReference, path: str) -> bytes:
        """A page, or its twin: what is at `path` of the files that are made together."""
        kitchen = self.shown.kitchen
        if reference.name == DATA:
            kitchen = with_files(kitchen, data_package(kitchen.yearbook).files)
        files = render_recipe(kitchen, Recipe(PAGE, "", reference), searched=False).files
        return next(each.data for each in files if each.path == path)

    def _file(self, path: str) -> bytes | None:
        first, _, rest = path.partition("/")
        if first == MEDIA_FOLDER and original(rest) in self.shown.kitchen.yearbook.media:
            return self._picture(original(path), path)
        if path.endswith(".md"):
            return self._twin(path)
        if first == "pdf":
            return self._book(path)
        folder = path.rpartition("/")[0]
        group = folder if folder in self._searches() else "data" if first == "data" else "rest"
        if group not in self.known:
            self.known[group] = {each.path: each.data for each in self._made(group)}
        return self.known[group].get(path)

    def _picture(self, whole: str, path: str) -> bytes | None:
        """One of the files that are made of a picture."""
        made = prepare_image(read_media(self.order.content, whole), whole, self.order.content.name)
        return None if isinstance(made, Diagnostic) else dict(made.files).get(path)

    def _searches(self) -> dict[str, str]:
        """The folder of a language's search → the language."""
        return {f"{code}/search": code for code in self.shown.kitchen.site.editions}

    def _made(self, group: str) -> Iterator[OutputFile]:
        kitchen = self.shown.kitchen
        if code := self._searches().get(group):
            edition = kitchen.site.editions[code]
            found = (
                card_of(kitchen, Recipe(CARD, "", PageReference(kind, code, each)))
                for kind, each in entry_keys(edition)
            )
            yield from search_scripts(edition, ordered(edition, {each.key: each for each in found if each}))
        elif group == "data":
            yield from render_recipe(kitchen, Recipe(DATA, "", PageReference(DATA)), searched=False).files
        else:
            for name in (FEEDS, LLMS_LISTS):
                yield from render_recipe(kitchen, Recipe(name, "", PageReference(name)), searched=False).files
            yield from (OutputFile(SHEET, each.data) for each in self.shown.style.assets.stylesheets)
            yield from (OutputFile(SCRIPT, each.data) for each in self.shown.style.assets.scripts)
            yield from self.shown.style.assets.others

    def _twin(self, path: str) -> bytes | None:
        reference = find(self.shown.kitchen.site.editions, path.removesuffix(".md") + ".html")
        if reference is None or reference.record is None or not reference.language:
            return None
        whole = self.shown.kitchen.yearbook.get(*reference.record)
        if markdown_twin_path(whole, reference.language) != path:
            return None
        return self._page(reference, path)

    def _book(self, path: str) -> bytes | None:
        """A book is set when it is asked for."""
        editions = arrange(self.shown.kitchen.yearbook, self.shown.style.languages, printed=True)
        asked = next((each for each in requests(editions) if each.path == path), None)
        if asked is None:
            return None
        return compile_book(read_typesetter(self.order.folders), compose_book(editions, asked))
