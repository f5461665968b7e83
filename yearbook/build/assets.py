"""Write what is not a page: styles and scripts, the sitemap, redirects, images."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.book.share_images import read_share_context, share_cards, share_pictures
from yearbook.build.job import BuildJob
from yearbook.build.output.staging import OutputEntry, write_or_keep, write_output
from yearbook.build.plan import image_recipe
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.output_file import OutputFile
from yearbook.data.sitemap import last_changes, sitemap
from yearbook.site.images import is_picture, prepare_image
from yearbook.site.media import media_files
from yearbook.site.rendering.templates import render
from yearbook.site.views.page_references import PageReference, page_path
from yearbook.site.views.redirects import REDIRECT_TEMPLATE, redirects


def write_assets(job: BuildJob) -> Iterator[OutputEntry]:
    """Write the files that are copied, and those that depend on addresses only."""
    yearbook, editions = job.context.yearbook, job.context.editions
    entries = sitemap(yearbook.configuration.address, _addresses(job), last_changes(yearbook, tuple(editions)))
    moved = (
        OutputFile(each.path, render(job.context.templates, REDIRECT_TEMPLATE, each)) for each in redirects(editions)
    )
    for file in (*job.assets, *entries, *moved):
        yield write_output(job.tree, file)


def _addresses(job: BuildJob) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return each page for the sitemap, with its counterparts in all languages as (language tag, path)."""
    tags = {code: each.language.tag for code, each in job.context.editions.items()}
    return [(page_path(each), _counterparts(each, tags)) for each in job.pages if each.name != "missing"]


def _counterparts(page: PageReference, tags: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if not page.language:
        return ()
    return tuple((tag, page_path(PageReference(page.name, code, page.id))) for code, tag in tags.items())


def write_images(job: BuildJob) -> Iterator[OutputEntry]:
    """Write each file of the media folder: pictures in several widths, others as they are."""
    root = job.options.content
    for file in media_files(root, job.context.yearbook):
        recipe = image_recipe(file.data)
        if file.path in job.kept.get(recipe.key, ()):
            yield from job.kept_files([recipe.key])
            continue
        if not is_picture(file.path):
            yield write_output(job.tree, file, recipe.key)
            continue
        made = prepare_image(file.data, file.path, root.name)
        if isinstance(made, Diagnostic):
            raise DiagnosticsError([made])
        yield from (write_output(job.tree, OutputFile(path, data), recipe.key) for path, data in made.files)


def write_share_images(job: BuildJob) -> Iterator[OutputEntry]:
    """Write the images that other sites show when a page is shared: one per year and language, and a cover."""
    keys = {path: each.key for path, each in job.intact.items()}
    cards = dict(share_cards(job.context.editions))
    images = share_pictures(read_share_context(job.options.folders), cards, keys)
    return (write_or_keep(job.tree, path=each.path, data=each.data, key=each.key) for each in images)
