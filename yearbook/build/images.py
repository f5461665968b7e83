"""Write the images that texts show, and those that other sites show when a page is shared."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.book.share_images import read_share_context, share_cards, share_pictures
from yearbook.build.job import BuildJob
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.build.plan import image_recipe
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.output_file import OutputFile
from yearbook.site.images import prepare_image
from yearbook.site.media import media_files


def write_images(job: BuildJob) -> Iterator[OutputEntry]:
    """Write each image that a text shows, in several widths."""
    root = job.options.content
    for file in media_files(root, job.context.yearbook):
        recipe = image_recipe(file.data)
        if file.path in job.kept.get(recipe.key, ()):
            yield from job.kept_files([recipe])
            continue
        made = prepare_image(file.data, file.path, root.name)
        if isinstance(made, Diagnostic):
            raise DiagnosticsError([made])
        yield from (write_output(job.tree, OutputFile(path, data), recipe.key) for path, data in made.files)


def write_share_images(job: BuildJob) -> Iterator[OutputEntry]:
    """Write the images that other sites show when a page is shared: one per year and language, and a cover."""
    keys = {path: each.key for path, each in job.intact.items()}
    cards = dict(share_cards(job.context.editions))
    for image in share_pictures(read_share_context(job.options.folders), cards, keys):
        if image.data:
            yield write_output(job.tree, OutputFile(image.path, image.data), image.key)
        else:
            yield OutputEntry(image.path, image.key)
