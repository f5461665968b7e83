"""The state of the preview, and how an edit updates it. Pure but for the reading of files.

No page is rendered ahead. An edit reads one file again, and arranges again only what can have changed: the order of
records if a title changed, nothing of it if only prose did.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from yearbook.build.loading import LoadedYearbook, LoadResult, load, update
from yearbook.build.options import BuildOptions
from yearbook.build.rendering import RenderContext, render_context
from yearbook.content.outlines import outline, outline_yearbook
from yearbook.content.tree import ContentTree, is_leftover, read_tree, refresh
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic, in_order
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.model.appearance import Accent, accent_of
from yearbook.model.declarations import Declarations
from yearbook.model.measures import Measures
from yearbook.site.assets import Assets, contents, read_assets
from yearbook.site.edition import Edition, arrange, rearrange
from yearbook.site.media import NO_MEDIA, MediaSizes, media_notices, media_sizes
from yearbook.site.rendering.templates import Templates, read_templates
from yearbook.site.views.page_frame import make_site

UNEXPECTED = DiagnosticKind(
    "YB681",
    "the preview did not expect this: {reason}",
    hint="save the file again that you edited last: further edits are followed. If this stays, report this text",
)

_PACKAGE = Path(__file__).resolve().parent.parent.parent
SHEET, SCRIPT = "assets/site.css", "assets/site.js"
"""In the preview these names do not depend on the content, so that a browser can swap a style sheet in place."""


@dataclass(frozen=True, slots=True)
class TemplateFiles:
    """Everything read from the templates folders."""

    digests: tuple[tuple[str, str], ...]
    """(path, digest) of every file, to detect changes."""
    templates: Templates
    assets: Assets
    accent: Accent | None
    """The accent colour of the yearbook, with which the assets were read."""
    languages: tuple[Language, ...]
    measures: Measures
    own: Declarations
    """Those that the languages have words of."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.languages)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A yearbook without errors, ready to be rendered."""

    loaded: LoadedYearbook
    templates: TemplateFiles
    context: RenderContext


@dataclass(frozen=True, slots=True)
class PreviewState:
    """All that the preview knows at one moment."""

    snapshot: Snapshot | None = None
    """The last one without errors; None if there was none yet."""
    tree: ContentTree | None = None
    result: LoadResult | None = None
    """The last load, with errors or without."""
    sound: LoadResult | None = None
    """The last load without errors, from which the next continues."""
    templates: TemplateFiles | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong now: errors if the snapshot is not what the files say, and warnings."""

    @property
    def is_broken(self) -> bool:
        return any(each.is_error for each in self.diagnostics)


def update_preview(options: BuildOptions, previous: PreviewState, changed: Collection[str] | None) -> PreviewState:
    """Return the state after an edit, or the first one after an empty one.

    `changed`: paths in the content folder; None if they are not known.
    """
    tree = _tree(options, previous.tree, changed)
    result = _load(options, tree, previous.sound)
    state = replace(previous, tree=tree, result=result, sound=result if result.loaded else previous.sound)
    try:
        templates = _templates(options, previous.templates, result)
        media = media_sizes(options.content, result.loaded.yearbook) if result.loaded else NO_MEDIA
    except DiagnosticsError as error:
        return replace(state, templates=None, diagnostics=(*error.diagnostics, *result.diagnostics))
    notices = media_notices(options.content.name, result.loaded.yearbook, media.pictures) if result.loaded else ()
    state = replace(state, templates=templates, diagnostics=in_order((*result.diagnostics, *notices)))
    if result.loaded is None or templates is None:
        return state
    known = previous.snapshot
    if known and known.loaded is result.loaded and known.templates is templates:
        return state
    return replace(state, snapshot=_snapshot(options, known, result.loaded, templates, media=media))


def failed(previous: PreviewState, error: Exception) -> PreviewState:
    """Return the state after an error that nothing else expects. The next update reads the whole folder again."""
    return replace(previous, tree=None, diagnostics=problems_of(error))


def problems_of(error: Exception) -> tuple[Diagnostic, ...]:
    """Return what an error says of itself, or where in the program it was raised."""
    if isinstance(error, DiagnosticsError):
        return error.diagnostics
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith(f"{_PACKAGE}/")]
    place = Location("preview")
    if frames:
        place = Location(Path(frames[-1].filename).relative_to(_PACKAGE.parent).as_posix(), frames[-1].lineno or 0, 1)
    return (diagnostic(UNEXPECTED, place, reason=f"{type(error).__name__}: {error}"),)


def _tree(options: BuildOptions, previous: ContentTree | None, changed: Collection[str] | None) -> ContentTree:
    if previous is None or changed is None:
        return read_tree(options.content, options.content.name)
    known = {each for each in changed if not any(map(is_leftover, each.split("/")))}
    return refresh(previous, options.content, known) if known else previous


def _load(options: BuildOptions, tree: ContentTree, sound: LoadResult | None) -> LoadResult:
    if sound is None:
        return load(options, tree, workers=options.jobs)
    return sound if sound.tree == tree else update(sound, tree, options)


def _templates(options: BuildOptions, previous: TemplateFiles | None, result: LoadResult) -> TemplateFiles | None:
    """Return the templates; the previous ones if the configuration, which names the languages, cannot be read."""
    if result.configuration is None:
        return previous
    digests = tuple(contents(options.folders))
    codes, measures, own = result.configuration.languages, result.configuration.all_measures, result.own
    accent = accent_of(result.configuration.appearance)
    needed = (digests, codes, measures, own, accent)
    if previous and (previous.digests, previous.codes, previous.measures, previous.own, previous.accent) == needed:
        return previous
    languages = read_languages(options.folders, codes, measures, own)
    if previous and previous.languages == languages:
        languages = previous.languages  # the same object, by which it is seen that the order of records stays
    return TemplateFiles(
        digests=digests,
        templates=read_templates(options.folders),
        assets=read_assets(options.folders, accent),
        accent=accent,
        languages=languages,
        measures=measures,
        own=own,
    )


def _snapshot(
    options: BuildOptions,
    previous: Snapshot | None,
    loaded: LoadedYearbook,
    templates: TemplateFiles,
    *,
    media: MediaSizes,
) -> Snapshot:
    editions = _editions(previous, loaded, templates, media)
    sheets, scripts = (SHEET,) if templates.assets.stylesheets else (), (SCRIPT,) if templates.assets.scripts else ()
    yearbook = loaded.yearbook.with_address(options.base_url)
    site = make_site(editions, sheets, scripts)
    return Snapshot(loaded, templates, render_context(yearbook, site, templates.templates))


def _editions(
    previous: Snapshot | None, loaded: LoadedYearbook, templates: TemplateFiles, media: MediaSizes
) -> Mapping[str, Edition]:
    """Return the yearbook in each language. What does not depend on prose is kept if only prose changed."""
    if previous is None or previous.templates.languages is not templates.languages:
        return arrange(_outlines(previous, loaded), templates.languages, printed=True, media=media)
    known = previous.context.editions
    if _is_same_arrangement(previous.loaded, loaded):
        return {code: replace(each, media=media) for code, each in known.items()}
    yearbook = _outlines(previous, loaded)
    return {code: rearrange(each, yearbook, media) for code, each in known.items()}


def _files(loaded: LoadedYearbook) -> tuple[object, ...]:
    return loaded.yearbook.media, loaded.yearbook.geometries


def _is_same_arrangement(one: LoadedYearbook, other: LoadedYearbook) -> bool:
    """Return whether everything that the order of records depends on is the same."""
    before, after = one.yearbook, other.yearbook
    if (before.configuration, before.own) != (after.configuration, after.own) or _files(one) != _files(other):
        return False
    old, new = one.fingerprints, other.fingerprints
    # The fingerprint of a record that was not read again is the same object.
    return old.keys() == new.keys() and all(
        each is new[key] or each.outline == new[key].outline for key, each in old.items()
    )


def _outlines(previous: Snapshot | None, loaded: LoadedYearbook) -> Yearbook:
    """Return the outlines of all records; those of unchanged records are the same objects as before."""
    if previous is None:
        return outline_yearbook(loaded.yearbook)
    old = previous.loaded.yearbook.records
    known = next(iter(previous.context.editions.values())).yearbook.records
    records = {
        kind: {
            identity: known[kind][identity] if old.get(kind, {}).get(identity) is each else outline(each)
            for identity, each in found.items()
        }
        for kind, found in loaded.yearbook.records.items()
    }
    return replace(loaded.yearbook, records=records)
