"""Build the site: the steps from content and templates to the output folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yearbook.build.aggregates import render_aggregates
from yearbook.build.assets import write_assets, write_images, write_share_images
from yearbook.build.books import write_books
from yearbook.build.job import BuildJob, prepare_job
from yearbook.build.loading import LoadedYearbook, ProgressCallback, load_yearbook, no_progress
from yearbook.build.options import BuildOptions
from yearbook.build.output.decision import Decision
from yearbook.build.output.files import write_cache
from yearbook.build.output.staging import OutputEntry, commit
from yearbook.build.pages import RenderedPages, render_pages
from yearbook.build.state import BuildReport, OutputState, inputs_digest, output_state
from yearbook.content.tree import read_tree
from yearbook.core.cache import (
    NO_CACHE,
    READINGS,
    WARNINGS,
    BuildCache,
    UnsoundCacheError,
    encode_cache,
    pack,
    unpacker,
)
from yearbook.core.diagnostics import DiagnosticsError, in_order
from yearbook.core.frozen import dataclass
from yearbook.core.toolchain import toolchain
from yearbook.i18n.pinyin import Readings, remember, used_readings
from yearbook.site.media import media_notices


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A whole site in the new tree, before it takes the place of the old one."""

    loaded: LoadedYearbook
    job: BuildJob
    pages: RenderedPages
    entries: tuple[OutputEntry, ...]


def build(options: BuildOptions, progress: ProgressCallback = no_progress) -> BuildReport:
    """Build the site. Raises DiagnosticsError, having written nothing, if any problem is an error."""
    with output_state(options) as state:
        return state.unchanged() or rebuild(options, state, progress)


def rebuild(options: BuildOptions, state: OutputState, progress: ProgressCallback) -> BuildReport:
    """Build the site when something changed since the last build."""
    site = render_with_cache(options, state, progress)
    decision = commit_site(site.job, site.entries)
    notices = media_notices(options.content.name, site.loaded.yearbook, site.job.pictures)
    warnings = in_order((*site.loaded.warnings, *notices))
    parts = {
        **site.loaded.cache,
        **site.pages.cached(),
        READINGS: {"": pack(used_readings())},
        WARNINGS: {state.inputs: pack(warnings)},
    }
    write_cache(state.lock, encode_cache(toolchain(), parts))
    return BuildReport(decision, state.found.foreign, warnings)


def render_with_cache(options: BuildOptions, state: OutputState, progress: ProgressCallback) -> RenderedSite:
    """Render the site; if that fails with the cache, render it without.

    The cache may come from a stranger, and hold values of the right types that fit nothing else.
    """
    try:
        return render_site(options, state, progress)
    except DiagnosticsError:
        raise
    except Exception:
        if state.cache == NO_CACHE:
            raise
        return render_without_cache(options, state, progress)


def render_without_cache(options: BuildOptions, state: OutputState, progress: ProgressCallback) -> RenderedSite:
    return render_site(options, replace(state, cache=NO_CACHE), progress)


def render_site(options: BuildOptions, state: OutputState, progress: ProgressCallback) -> RenderedSite:
    """Load and check the content, and write the new tree."""
    _remember_readings(state.cache)
    loaded = load_yearbook(options, state.content, progress, state.cache)  # load content, then check it
    job = prepare_job(options, loaded, state, progress)  # editions, templates, keys
    pages = render_pages(job)  # plan recipes; render in workers
    entries = (
        *pages.files,
        *render_aggregates(job, pages),  # data, feeds, search
        *write_assets(job),
        *write_images(job),
        *write_share_images(job),
        *write_books(job),
    )
    return RenderedSite(loaded=loaded, job=job, pages=pages, entries=entries)


def _remember_readings(cache: BuildCache) -> None:
    """Take the pinyin of titles from the last build. Raises UnsoundCacheError."""
    packed = cache.of(READINGS).get("")
    try:
        remember(unpacker(dict[str, Readings])(packed) if packed else {})
    except ValueError as error:
        raise UnsoundCacheError(str(error)) from error


def commit_site(job: BuildJob, entries: Sequence[OutputEntry]) -> Decision:
    """Replace the old site by written and kept files, unless nothing changed."""
    options, state, inputs = job.options, job.state, job.state.inputs
    if inputs != inputs_digest(options, read_tree(options.content, options.content.name)):
        inputs = ""  # a file was saved during the build: the site may be a mixture, so the next build looks again
    written = {each.path: each.written for each in entries if each.written}
    keys = {each.path: each.key for each in entries}
    decision = state.decide(keys, same_bytes=job.intact.keys() - written.keys())
    if not decision.is_nothing or state.keys != keys or not state.is_made_of(inputs):
        commit(state.lock, state.found, decision, tree=job.tree, written=written, inputs=inputs)
    return decision
