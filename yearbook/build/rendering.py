"""Render pages with their Markdown twins and search cards. Pure; runs in any process.

The page, its Markdown twin and its search card show the same record, so they are made together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yearbook.build.plan import Recipe
from yearbook.content.readers import ReadLog, YearbookReader
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import DataFile, RecordData, record_data
from yearbook.data.markdown_twins import markdown_twin, markdown_twin_path
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import Templates, render
from yearbook.site.search.entries import search_entry
from yearbook.site.search.index import SearchDocument, search_document
from yearbook.site.search.tokenizer import Tokenizer, tokenizer_options
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.page_frame import Page, Site
from yearbook.site.views.pages import compose_index, compose_page, compose_record


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Read-only context for rendering, sent once to each worker."""

    yearbook: Yearbook
    """With all prose."""
    site: Site
    """Editions of outlines."""
    templates: Templates
    cutters: Mapping[str, Tokenizer]
    """Word cutters for search, by language code; each caches the stems of words."""

    @property
    def editions(self) -> Mapping[str, Edition]:
        return self.site.editions

    def is_first(self, language: str) -> bool:
        """Return whether it is the first language, with whose pages all that has no language is made."""
        return language == next(iter(self.editions))

    def with_data_files(self, files: tuple[DataFile, ...]) -> RenderContext:
        """Return the context with the files of the open data, for the page that lists them."""
        editions = {code: replace(each, files=files) for code, each in self.editions.items()}
        return replace(self, site=replace(self.site, editions=editions))


def render_context(yearbook: Yearbook, site: Site, templates: Templates) -> RenderContext:
    cutters = {code: Tokenizer(tokenizer_options(code)) for code in site.editions}
    return RenderContext(yearbook=yearbook, site=site, templates=templates, cutters=cutters)


def render_page(context: RenderContext, recipe: Recipe, log: ReadLog | None = None) -> tuple[OutputFile, ...]:
    """Return the files of a page: with the other parts of an index, or with the Markdown twin of a record.

    `log`: gets what the files are made of besides their record.
    """
    record, edition = _record(context, recipe), context.editions.get(recipe.reference.language)
    if record and edition:
        return _record_page(context, recipe, record, log)[0]
    if recipe.parts:
        parts = (recipe.reference, *(replace(recipe.reference, id=each) for each in recipe.parts))
        return tuple(_file(context, each) for each in compose_index(context.site, parts, log))
    return (_file(context, compose_page(context.site, recipe.reference, record, log)),)


def render_with_card(
    context: RenderContext, recipe: Recipe, log: ReadLog
) -> tuple[tuple[OutputFile, ...], SearchDocument | None]:
    """Return the files of a page, and the search card of its record if it is the page of one."""
    record, edition = _record(context, recipe), context.editions.get(recipe.reference.language)
    if record is None or edition is None:
        return render_page(context, recipe, log), None
    files, page_context, content = _record_page(context, recipe, record, log)
    return files, _card(context, edition, record, log, (page_context, content))


def search_card(context: RenderContext, recipe: Recipe, log: ReadLog | None = None) -> SearchDocument | None:
    """Return the search card of a record without rendering its page."""
    record, edition = _record(context, recipe), context.editions.get(recipe.reference.language)
    return _card(context, edition, record, log) if record and edition else None


def data_of_page(context: RenderContext, recipe: Recipe, log: ReadLog) -> RecordData | None:
    """Return what a record gives to the open data, with its page or card in the first language; None with others."""
    record = _record(context, recipe)
    if record is None or not context.is_first(recipe.reference.language):
        return None
    return record_data(record, YearbookReader(context.yearbook, log))


def _record_page(
    context: RenderContext, recipe: Recipe, record: Record, log: ReadLog | None
) -> tuple[tuple[OutputFile, ...], PageContext, Any]:
    page, page_context = compose_record(context.site, recipe.reference, record, log)
    language = page_context.language
    twin = OutputFile(
        markdown_twin_path(record, language.code), markdown_twin(record, language, page_context.yearbook).encode()
    )
    return (_file(context, page), twin), page_context, page.content


def _file(context: RenderContext, page: Page) -> OutputFile:
    return OutputFile(page.path, render(context.templates, page.template, page))


def _record(context: RenderContext, recipe: Recipe) -> Record | None:
    key = recipe.reference.record
    return context.yearbook.get(*key) if key else None


def _card(
    context: RenderContext,
    edition: Edition,
    record: Record,
    log: ReadLog | None,
    composed: tuple[PageContext, Any] | None = None,
) -> SearchDocument:
    return search_document(search_entry(edition, record, composed, log), context.cutters[edition.language.code])
