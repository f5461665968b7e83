"""Write styles, scripts and other assets, the sitemap, and redirects from old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.build.job import BuildJob
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.core.output_file import OutputFile
from yearbook.data.sitemap import last_changes, sitemap
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
