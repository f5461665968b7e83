"""Make the bytes of whatever path a browser asks for, from one snapshot of the yearbook."""

from __future__ import annotations

import dataclasses
import mimetypes
import re
from collections.abc import Iterator

from yearbook.book.composition import compose_book
from yearbook.book.requests import book_requests
from yearbook.book.typesetting import compile_book, read_typesetter
from yearbook.build.aggregates import feed_files, in_book_order
from yearbook.build.options import BuildOptions
from yearbook.build.plan import CARD, DATA, FEEDS, LLMS_LISTS, PAGE, Recipe
from yearbook.build.rendering import render_page, search_card
from yearbook.build.server.state import SCRIPT, SHEET, Snapshot
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.decoding import read_media
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import data_of_records, data_package
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.model.urls import MEDIA_FOLDER, NOT_FOUND
from yearbook.site.edition import arrange
from yearbook.site.images import is_picture, original, prepare_image
from yearbook.site.search.entries import entry_keys
from yearbook.site.search.scripts import search_scripts
from yearbook.site.views.page_references import PageReference, find_page

HTML = "text/html"
_BASE = re.compile(rb'<base href="[^"]*">\n')
"""The public address of the page for missing addresses, if the site's is known."""


@dataclass(frozen=True, slots=True)
class Response:
    """One file of the site as it would be built now."""

    data: bytes
    type: str
    """A media type."""


@dataclasses.dataclass(slots=True)
class Responder:
    """Answers requests from one snapshot; what takes long (search, data, feeds) is cached as long as it is valid."""

    options: BuildOptions
    snapshot: Snapshot
    cache: dict[str, dict[str, bytes]] = dataclasses.field(default_factory=dict)

    def respond(self, path: str) -> Response | None:
        """Return the file at a path below the site's top, without a query; None if the site has none."""
        if path == "" or path.endswith("/"):
            path += "index.html"
        reference = find_page(self.snapshot.context.editions, path)
        if reference is not None:
            return Response(self._page(reference, path), HTML)
        found = self._file(path)
        return None if found is None else Response(found, mimetypes.guess_type(path)[0] or "application/octet-stream")

    def not_found(self) -> Response:
        """Return the page for missing addresses. Its links begin at the preview's top."""
        page = _BASE.sub(b"", self._page(PageReference("missing"), NOT_FOUND))
        return Response(page.replace(b"<head>", f'<head>\n<base href="/{NOT_FOUND}">'.encode(), 1), HTML)

    def _page(self, reference: PageReference, path: str) -> bytes:
        """Return a page, or its Markdown twin: the file at `path` of those that are made together."""
        context = self.snapshot.context
        if reference.name == DATA:
            context = context.with_data_files(data_package(context.yearbook, data_of_records(context.yearbook)).files)
        files = render_page(context, Recipe(PAGE, key="", reference=reference))
        return next(each.data for each in files if each.path == path)

    def _file(self, path: str) -> bytes | None:
        first, _, rest = path.partition("/")
        if first == MEDIA_FOLDER and original(rest) in self.snapshot.context.yearbook.media:
            return self._image(original(path), path)
        if path.endswith(".md"):
            return self._twin(path)
        if first == "pdf":
            return self._book(path)
        folder = path.rpartition("/")[0]
        group = folder if folder in self._search_folders() else "data" if first == "data" else "rest"
        if group not in self.cache:
            self.cache[group] = {each.path: each.data for each in self._group(group)}
        return self.cache[group].get(path)

    def _image(self, source: str, path: str) -> bytes | None:
        """Return one of the files that are made of an image."""
        data = read_media(self.options.content, source)
        if not is_picture(source):
            return data
        made = prepare_image(data, source, self.options.content.name)
        return None if isinstance(made, Diagnostic) else dict(made.files).get(path)

    def _search_folders(self) -> dict[str, str]:
        """Return the language of each folder with search files."""
        return {f"{code}/search": code for code in self.snapshot.context.editions}

    def _group(self, group: str) -> Iterator[OutputFile]:
        """Return the files of a group that is made, and cached, as a whole."""
        if code := self._search_folders().get(group):
            yield from self._search(code)
        elif group == "data":
            yearbook = self.snapshot.context.yearbook
            yield from data_package(yearbook, data_of_records(yearbook)).assets
        else:
            assets = self.snapshot.templates.assets
            for name in (FEEDS, LLMS_LISTS):
                yield from feed_files(self.snapshot.context, name)
            yield from (OutputFile(SHEET, each.data) for each in assets.stylesheets)
            yield from (OutputFile(SCRIPT, each.data) for each in assets.scripts)
            yield from assets.others

    def _search(self, code: str) -> Iterator[OutputFile]:
        context = self.snapshot.context
        edition = context.editions[code]
        recipes = (Recipe(CARD, "", PageReference(kind, code, each)) for kind, each in entry_keys(edition))
        cards = (search_card(context, each) for each in recipes)
        yield from search_scripts(edition, in_book_order(edition, {each.key: each for each in cards if each}))

    def _twin(self, path: str) -> bytes | None:
        reference = find_page(self.snapshot.context.editions, path.removesuffix(".md") + ".html")
        if reference is None or reference.record is None or not reference.language:
            return None
        record = self.snapshot.context.yearbook.get(*reference.record)
        return self._page(reference, path) if markdown_twin_path(record, reference.language) == path else None

    def _book(self, path: str) -> bytes | None:
        editions = arrange(self.snapshot.context.yearbook, self.snapshot.templates.languages, printed=True)
        wanted = next((each for each in book_requests(editions) if each.path == path), None)
        if wanted is None:
            return None
        return compile_book(read_typesetter(self.options.folders), compose_book(editions, wanted))
