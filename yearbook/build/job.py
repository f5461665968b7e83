"""What the steps of one build share: options, folder state, editions, templates, and the tree they write to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from yearbook.build.loading import LoadedYearbook, ProgressCallback
from yearbook.build.options import BuildOptions
from yearbook.build.output.lock import release_lock
from yearbook.build.output.manifest import ManifestEntry
from yearbook.build.output.staging import OutputEntry, OutputTree, create_tree
from yearbook.build.page_keys import PageKeys
from yearbook.build.plan import KeyInputs, key_inputs
from yearbook.build.rendering import RenderContext, render_context
from yearbook.build.state import OutputState
from yearbook.content.outlines import outline_yearbook, yearbook_digest
from yearbook.content.readers import Read
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import share
from yearbook.data.data_package import DataFile
from yearbook.i18n.strings import read_languages
from yearbook.model.appearance import accent_of
from yearbook.site.assets import Assets, read_assets
from yearbook.site.edition import Edition, arrange
from yearbook.site.images import Size
from yearbook.site.media import media_sizes
from yearbook.site.rendering.templates import read_templates
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference, page_references

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """What a worker needs to render recipes and write their files; sent once to each."""

    render: RenderContext
    keys: PageKeys
    tree: OutputTree


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What is known of a page or a card when it is rendered."""

    key: str
    log: tuple[Read, ...]
    """What it read of the yearbook, sorted: the same in every process."""
    card: bytes | None
    """The packed search card of the record, if it is the page of one."""
    data: bytes | None = None
    """What the record gives to the open data, packed, if it is the page of one in the first language."""


@dataclass(frozen=True, slots=True)
class RecipeResult:
    """Result of one recipe."""

    files: tuple[OutputEntry, ...]
    page: RenderedPage | None = None
    """What else is known of a page or card when it is rendered."""
    data_files: tuple[DataFile, ...] = ()
    """Descriptions of the open data, for the page that lists them."""


@dataclass(frozen=True, slots=True)
class BuildJob:
    """One build, after its content is loaded."""

    options: BuildOptions
    state: OutputState
    context: RenderContext
    assets: Assets
    pages: tuple[PageReference, ...]
    key_inputs: KeyInputs
    page_keys: PageKeys
    kept: Mapping[str, tuple[str, ...]]
    """The files of each recipe key that need not be made again."""
    intact: Mapping[str, ManifestEntry]
    """The files of the output folder that are as they were written, by path."""
    tree: OutputTree
    progress: ProgressCallback

    @property
    def pictures(self) -> Mapping[str, Size]:
        """The pictures of the media folder by path, the same in every edition."""
        return next(iter(self.context.editions.values())).pictures

    def worker_context(self) -> WorkerContext:
        return WorkerContext(self.context, self.page_keys, self.tree)

    def share(
        self, work: Callable[[C, Sequence[T]], Sequence[R]], context: C, items: Sequence[T], least: int | None = None
    ) -> Iterator[R]:
        """Run `work(context, some items)` over all items in workers, showing progress."""
        workers = self.options.workers(self.tree.path)
        results = share(work, context, items, workers, partial(release_lock, self.state.lock), least)
        return self.progress(results, len(items))

    def kept_files(self, keys: Iterable[str]) -> Iterator[OutputEntry]:
        """Return the files with these keys that need not be made again."""
        return (OutputEntry(path, each) for each in keys for path in self.kept.get(each, ()))


def prepare_job(
    options: BuildOptions, loaded: LoadedYearbook, state: OutputState, progress: ProgressCallback
) -> BuildJob:
    """Arrange the yearbook into editions, read templates and assets, and create the tree to write to."""
    accent = accent_of(loaded.yearbook.configuration.appearance)
    templates, assets = read_templates(options.folders), read_assets(options.folders, accent)
    editions = editions_of(options, outline_yearbook(loaded.yearbook))
    styles, scripts = (tuple(each.path for each in group) for group in (assets.stylesheets, assets.scripts))
    whole = make_site(editions, styles, scripts)
    whole_digest = yearbook_digest(loaded.yearbook, loaded.fingerprints)
    intact = state.intact()
    return BuildJob(
        options=options,
        state=state,
        context=render_context(loaded.yearbook, whole, templates),
        assets=assets,
        pages=tuple(page_references(editions)),
        key_inputs=key_inputs(whole, templates, whole_digest, loaded.fingerprints),
        page_keys=PageKeys(editions, loaded.fingerprints),
        kept=state.kept(),
        intact=intact,
        tree=create_tree(state.lock, {path: each.digest for path, each in intact.items()}),
        progress=progress,
    )


def editions_of(options: BuildOptions, yearbook: Yearbook) -> dict[str, Edition]:
    """Return the yearbook in each of its languages."""
    configuration = yearbook.configuration
    languages = read_languages(options.folders, configuration.languages, configuration.all_measures, yearbook.own)
    return arrange(yearbook, languages, printed=options.books, media=media_sizes(options.content, yearbook))
