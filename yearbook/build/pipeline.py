"""Build the site: the steps from content and templates to the output folder."""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.build.aggregates import render_aggregates
from yearbook.build.assets import write_assets, write_images, write_share_images
from yearbook.build.books import write_books
from yearbook.build.job import BuildJob, prepare_job
from yearbook.build.loading import ProgressCallback, load_yearbook, no_progress
from yearbook.build.options import BuildOptions
from yearbook.build.output.decision import Decision
from yearbook.build.output.files import write_cache
from yearbook.build.output.staging import OutputEntry, commit
from yearbook.build.pages import render_pages
from yearbook.build.state import BuildReport, OutputState, inputs_digest, output_state
from yearbook.content.tree import read_tree
from yearbook.core.cache import CARDS, WARNINGS, encode_cache, pack
from yearbook.core.diagnostics import in_order
from yearbook.core.toolchain import toolchain
from yearbook.site.media import media_notices


def build(options: BuildOptions, progress: ProgressCallback = no_progress) -> BuildReport:
    """Build the site. Raises DiagnosticsError, having written nothing, if any problem is an error."""
    with output_state(options) as state:
        return state.unchanged() or rebuild(options, state, progress)


def rebuild(options: BuildOptions, state: OutputState, progress: ProgressCallback) -> BuildReport:
    """Build the site when something changed since the last build."""
    loaded = load_yearbook(options, state.content, progress, state.cache)  # load content, then check it
    job = prepare_job(options, loaded, state, progress)  # editions, templates, keys
    pages, cards = render_pages(job)  # plan recipes; render in workers
    entries = (
        *pages,
        *render_aggregates(job, cards),  # data, feeds, search
        *write_assets(job),
        *write_images(job),
        *write_share_images(job),
        *write_books(job),
    )
    decision = commit_site(job, entries)
    notices = media_notices(options.content.name, loaded.yearbook, job.pictures)
    warnings = in_order((*loaded.warnings, *notices))
    parts = {
        **loaded.cache,
        CARDS: {recipe.key: card for recipe, card in cards.items()},
        WARNINGS: {state.inputs: pack(warnings)},
    }
    write_cache(state.lock, encode_cache(toolchain(), parts))
    return BuildReport(decision, state.found.foreign, warnings)


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
