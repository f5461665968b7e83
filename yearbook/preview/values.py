"""What the preview holds in memory, and what it becomes after an edit. Pure but for the reading of files.

Nothing is made ahead: a page is composed when a browser asks for it, from values that are up to date. An edit reads one
file again, and puts together again only what can have changed: the order of the book where a title changed, nothing
of it where only prose did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from yearbook.arranging import arranged, published_at, sizes
from yearbook.assets import Assets, contents, read_assets
from yearbook.frozen import dataclass
from yearbook.interface import read_languages
from yearbook.language import Language
from yearbook.library import Yearbook, outline, outlined
from yearbook.making import Kitchen, kitchen
from yearbook.order import Order
from yearbook.pictures import Size
from yearbook.problems import Problem, ProblemsError
from yearbook.reading import Book, Reading, look
from yearbook.render import Templates, read_templates
from yearbook.source import Tree, is_leftover, read_tree, refresh
from yearbook.views import Edition, site

SHEET, SCRIPT = "assets/site.css", "assets/site.js"
"""In the preview their names stay the same when their content does not, so that a browser can swap a sheet in place."""


@dataclass(frozen=True, slots=True)
class Style:
    """All that the templates say."""

    digests: tuple[tuple[str, str], ...]
    """(path, digest) of every file: a new one may be any of them."""
    templates: Templates
    assets: Assets
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A yearbook without errors, ready to be looked at."""

    book: Book
    style: Style
    kitchen: Kitchen


@dataclass(frozen=True, slots=True)
class Values:
    """All of it."""

    shown: Shown | None
    """The last that was without errors; None where there was none yet."""
    tree: Tree | None = None
    sound: Reading | None = None
    """The last reading without errors, from which the next goes on."""
    style: Style | None = None
    problems: tuple[Problem, ...] = ()
    """What is wrong now: errors if `shown` is not what the files say, and warnings."""

    @property
    def is_broken(self) -> bool:
        return any(each.is_error for each in self.problems)


def begin(order: Order) -> Values:
    """The first look."""
    return after(order, Values(None), None)


def after(order: Order, before: Values, changed: Collection[str] | None) -> Values:
    """The values after an edit. `changed`: paths in the content folder; None where they are not known."""
    tree = _tree(order, before.tree, changed)
    reading = before.sound if before.sound and before.sound.tree == tree else _read(order, tree, before.sound)
    sound = reading if reading.book else before.sound
    try:
        style = _styled(order, before.style, reading)
        pictures = sizes(order.content, reading.book.yearbook) if reading.book else {}
    except ProblemsError as error:
        return Values(before.shown, tree, sound, None, (*error.problems, *reading.problems))
    if reading.book is None or style is None:
        return Values(before.shown, tree, sound, style, reading.problems)
    if before.shown and before.shown.book is reading.book and before.shown.style is style:
        return Values(before.shown, tree, sound, style, reading.problems)
    return Values(_shown(order, before.shown, reading.book, style, pictures), tree, sound, style, reading.problems)


def _tree(order: Order, before: Tree | None, changed: Collection[str] | None) -> Tree:
    if before is None or changed is None:
        return read_tree(order.content, order.content.name)
    known = {each for each in changed if not any(map(is_leftover, each.split("/")))}
    return refresh(before, order.content, known) if known else before


def _read(order: Order, tree: Tree, before: Reading | None) -> Reading:
    return look(order.content, tree, before, drafts=order.drafts, jobs=order.jobs if before is None else 1)


def _styled(order: Order, before: Style | None, reading: Reading) -> Style | None:
    """None where the configuration cannot be read, which says what languages there are."""
    if reading.configuration is None:
        return before
    digests = tuple(contents(order.folders))
    codes = reading.configuration.languages
    if before and before.digests == digests and tuple(each.code for each in before.languages) == codes:
        return before
    languages = read_languages(order.folders, codes)
    if before and before.languages == languages:
        languages = before.languages  # the very same, by which it is known that the order of the book stands
    return Style(digests, read_templates(order.folders), read_assets(order.folders), languages)


def _shown(order: Order, before: Shown | None, book: Book, style: Style, pictures: Mapping[str, Size]) -> Shown:
    editions = _arranged(before, book, style, pictures)
    sheets, scripts = ((SHEET,) if style.assets.stylesheets else ()), ((SCRIPT,) if style.assets.scripts else ())
    yearbook = published_at(book.yearbook, order.base_url)
    return Shown(book, style, kitchen(yearbook, site(editions, sheets, scripts), style.templates))


def _arranged(before: Shown | None, book: Book, style: Style, pictures: Mapping[str, Size]) -> Mapping[str, Edition]:
    """The yearbook in each language. What does not depend on prose is kept when only prose changed."""
    known: Mapping[str, Edition] = {}
    if before and before.style.languages is style.languages:
        known = before.kitchen.site.editions
        if _is_arranged_alike(before.book, book):
            return {code: replace(each, pictures=pictures) for code, each in known.items()}
    return arranged(_outlined(before, book), style.languages, pictures, before=known)


def _is_arranged_alike(one: Book, other: Book) -> bool:
    """Whether all that the order of the book follows from is the same. Prints of what was not read again are."""
    if one.yearbook.configuration != other.yearbook.configuration or one.yearbook.media != other.yearbook.media:
        return False
    if one.prints.keys() != other.prints.keys():
        return False
    return all(each is (new := other.prints[key]) or each.outline == new.outline for key, each in one.prints.items())


def _outlined(before: Shown | None, book: Book) -> Yearbook:
    """The outlines; those of records that are as before are the very same values."""
    if before is None:
        return outlined(book.yearbook)
    old, known = before.book.yearbook.records, next(iter(before.kitchen.site.editions.values())).yearbook.records
    records = {
        kind: {
            identity: known[kind][identity] if old[kind].get(identity) is each else outline(each)
            for identity, each in found.items()
        }
        for kind, found in book.yearbook.records.items()
    }
    return replace(book.yearbook, records=records)
