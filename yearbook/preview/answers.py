"""What a browser asks for → its bytes, made from the values of the preview when they are asked for."""

from __future__ import annotations

import dataclasses
import mimetypes
from collections.abc import Iterator

from yearbook import press
from yearbook.arranging import arranged
from yearbook.assets import Asset
from yearbook.exports.package import data
from yearbook.exports.twins import twin_path
from yearbook.frozen import dataclass
from yearbook.making import card_of, make, with_files
from yearbook.order import Order
from yearbook.pictures import original, prepare
from yearbook.plan import CARD, DATA, FEEDS, LISTS, PAGE, Recipe
from yearbook.press import read_press, requests
from yearbook.preview.values import SCRIPT, SHEET, Shown
from yearbook.problems import Problem
from yearbook.production import ordered
from yearbook.routes import MEDIA, NOT_FOUND
from yearbook.search import keys, search_scripts
from yearbook.source import read_media
from yearbook.views import Reference, find

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Answer:
    """One file of the site as it would be built now."""

    data: bytes
    type: str
    """A media type."""
    reference: Reference | None = None
    """The page, if it is one."""


@dataclasses.dataclass(slots=True)
class Answers:
    """One state of the yearbook. What takes long – search, data, feeds – is remembered for as long as it holds."""

    order: Order
    shown: Shown
    known: dict[str, dict[str, bytes]] = dataclasses.field(default_factory=dict)

    def answer(self, path: str) -> Answer | None:
        """`path`: from the site's top, without a query; None for what the site has not."""
        if path == "" or path.endswith("/"):
            path += "index.html"
        reference = find(self.shown.kitchen.site.editions, path)
        if reference is not None:
            return Answer(self._page(reference, path), HTML, reference)
        found = self._file(path)
        return None if found is None else Answer(found, mimetypes.guess_type(path)[0] or "application/octet-stream")

    def missing(self) -> Answer:
        """What is shown where there is nothing."""
        return Answer(self._page(Reference("missing"), NOT_FOUND), HTML)

    def _page(self, reference: Reference, path: str) -> bytes:
        """A page, or its twin: what is at `path` of the files that are made together."""
        kitchen = self.shown.kitchen
        if reference.name == DATA:
            kitchen = with_files(kitchen, data(kitchen.yearbook).files)
        files = make(kitchen, Recipe(PAGE, "", reference), searched=False).files
        return next(each.data for each in files if each.path == path)

    def _file(self, path: str) -> bytes | None:
        first, _, rest = path.partition("/")
        if first == MEDIA and original(rest) in self.shown.kitchen.yearbook.media:
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
        made = prepare(read_media(self.order.content, whole), whole, self.order.content.name)
        return None if isinstance(made, Problem) else dict(made.files).get(path)

    def _searches(self) -> dict[str, str]:
        """The folder of a language's search → the language."""
        return {f"{code}/search": code for code in self.shown.kitchen.site.editions}

    def _made(self, group: str) -> Iterator[Asset]:
        kitchen = self.shown.kitchen
        if code := self._searches().get(group):
            edition = kitchen.site.editions[code]
            found = (card_of(kitchen, Recipe(CARD, "", Reference(kind, code, each))) for kind, each in keys(edition))
            yield from search_scripts(edition, ordered(edition, {each.key: each for each in found if each}))
        elif group == "data":
            yield from make(kitchen, Recipe(DATA, "", Reference(DATA)), searched=False).files
        else:
            for name in (FEEDS, LISTS):
                yield from make(kitchen, Recipe(name, "", Reference(name)), searched=False).files
            yield from (Asset(SHEET, each.data) for each in self.shown.style.assets.stylesheets)
            yield from (Asset(SCRIPT, each.data) for each in self.shown.style.assets.scripts)
            yield from self.shown.style.assets.others

    def _twin(self, path: str) -> bytes | None:
        reference = find(self.shown.kitchen.site.editions, path.removesuffix(".md") + ".html")
        if reference is None or reference.record is None or not reference.language:
            return None
        whole = self.shown.kitchen.yearbook.get(*reference.record)
        if twin_path(whole, reference.language) != path:
            return None
        return self._page(reference, path)

    def _book(self, path: str) -> bytes | None:
        """A book is set when it is asked for."""
        editions = arranged(self.shown.kitchen.yearbook, self.shown.style.languages, {})
        asked = next((each for each in requests(editions) if each.path == path), None)
        if asked is None:
            return None
        return press.compile_book(read_press(self.order.folders), press.compose(editions, asked))
