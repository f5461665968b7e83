"""What the preview holds in memory, and what it becomes after an edit. Pure but for the reading of files.

Nothing is made ahead: a page is composed when a browser asks for it, from values that are up to date. An edit reads one
file again, and puts together again only what can have changed: the order of the book where a title changed, nothing
of it where only prose did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from yearbook.build.loading import LoadedYearbook, Reading, look
from yearbook.build.options import BuildOptions
from yearbook.build.rendering import RenderContext, render_context
from yearbook.content.outlines import outline, outline_yearbook
from yearbook.content.tree import ContentTree, is_leftover, read_tree, refresh
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.site.assets import Assets, contents, read_assets
from yearbook.site.edition import Edition, arrange, rearrange
from yearbook.site.images import Size
from yearbook.site.media import picture_sizes
from yearbook.site.rendering.templates import Templates, read_templates
from yearbook.site.views.pages import site

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

    book: LoadedYearbook
    style: Style
    kitchen: RenderContext


@dataclass(frozen=True, slots=True)
class PreviewState:
    """All of it."""

    shown: Shown | None
    """The last that was without errors; None where there was none yet."""
    tree: ContentTree | None = None
    sound: Reading | None = None
    """The last reading without errors, from which the next goes on."""
    style: Style | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong now: errors if `shown` is not what the files say, and warnings."""

    @property
    def is_broken(self) -> bool:
        return any(each.is_error for each in self.diagnostics)


def begin_preview(order: BuildOptions) -> PreviewState:
    """The first look."""
    return after(order, PreviewState(None), None)


def after(order: BuildOptions, before: PreviewState, changed: Collection[str] | None) -> PreviewState:
    """The values after an edit. `changed`: paths in the content folder; None where they are not known."""
    tree = _tree(order, before.tree, changed)
    reading = before.sound if before.sound and before.sound.tree == tree else _read(order, tree, before.sound)
    sound = reading if reading.book else before.sound
    try:
        style = _styled(order, before.style, reading)
        pictures = picture_sizes(order.content, reading.book.yearbook) if reading.book else {}
    except DiagnosticsError as error:
        return PreviewState(before.shown, tree, sound, None, (*error.diagnostics, *reading.diagnostics))
    if reading.book is None or style is None:
        return PreviewState(before.shown, tree, sound, style, reading.diagnostics)
    if before.shown and before.shown.book is reading.book and before.shown.style is style:
        return PreviewState(before.shown, tree, sound, style, reading.diagnostics)
    return PreviewState(
        _shown(order, before.shown, reading.book, style, pictures), tree, sound, style, reading.diagnostics
    )


def _tree(order: BuildOptions, before: ContentTree | None, changed: Collection[str] | None) -> ContentTree:
    if before is None or changed is None:
        return read_tree(order.content, order.content.name)
    known = {each for each in changed if not any(map(is_leftover, each.split("/")))}
    return refresh(before, order.content, known) if known else before


def _read(order: BuildOptions, tree: ContentTree, before: Reading | None) -> Reading:
    return look(order.content, tree, before, drafts=order.drafts, jobs=order.jobs if before is None else 1)


def _styled(order: BuildOptions, before: Style | None, reading: Reading) -> Style | None:
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


def _shown(
    order: BuildOptions, before: Shown | None, book: LoadedYearbook, style: Style, pictures: Mapping[str, Size]
) -> Shown:
    editions = _arranged(before, book, style, pictures)
    sheets, scripts = ((SHEET,) if style.assets.stylesheets else ()), ((SCRIPT,) if style.assets.scripts else ())
    yearbook = book.yearbook.with_address(order.base_url)
    return Shown(book, style, render_context(yearbook, site(editions, sheets, scripts), style.templates))


def _arranged(
    before: Shown | None, book: LoadedYearbook, style: Style, pictures: Mapping[str, Size]
) -> Mapping[str, Edition]:
    """The yearbook in each language. What does not depend on prose is kept when only prose changed."""
    if before is None or before.style.languages is not style.languages:
        return arrange(_outlined(before, book), style.languages, printed=True, pictures=pictures)
    known = before.kitchen.site.editions
    if _is_arranged_alike(before.book, book):
        return {code: replace(each, pictures=pictures) for code, each in known.items()}
    yearbook = _outlined(before, book)
    return {code: rearrange(each, yearbook, pictures) for code, each in known.items()}


def _is_arranged_alike(one: LoadedYearbook, other: LoadedYearbook) -> bool:
    """Whether all that the order of the book follows from is the same. Prints of what was not read again are."""
    if one.yearbook.configuration != other.yearbook.configuration or one.yearbook.media != other.yearbook.media:
        return False
    if one.prints.keys() != other.prints.keys():
        return False
    return all(each is (new := other.prints[key]) or each.outline == new.outline for key, each in one.prints.items())


def _outlined(before: Shown | None, book: LoadedYearbook) -> Yearbook:
    """The outlines; those of records that are as before are the very same values."""
    if before is None:
        return outline_yearbook(book.yearbook)
    old, known = before.book.yearbook.records, next(iter(before.kitchen.site.editions.values())).yearbook.records
    records = {
        kind: {
            identity: known[kind][identity] if old[kind].get(identity) is each else outline(each)
            for identity, each in found.items()
        }
        for kind, found in book.yearbook.records.items()
    }
    return replace(book.yearbook, records=records)
