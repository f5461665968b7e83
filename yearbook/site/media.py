"""Read the pictures and files that texts show, and measure the pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.decoding import read_media
from yearbook.core.output_file import OutputFile
from yearbook.model import urls
from yearbook.site.images import SCALED, Size, is_picture, measure_image

_UNREADABLE = DiagnosticKind("YB309", "this file cannot be read")


def picture_sizes(root: Path, yearbook: Yearbook) -> dict[str, Size]:
    """Return the sizes of pictures by their paths below `media/`. Raises DiagnosticsError with all unsound ones."""
    files = zip(yearbook.media, media_files(root, yearbook), strict=True)
    found = {path: measure_image(each.data, each.path, root.name) for path, each in files if is_picture(path)}
    if diagnostics := [each for each in found.values() if isinstance(each, Diagnostic)]:
        raise DiagnosticsError(diagnostics)
    return {path: each for path, each in found.items() if not isinstance(each, Diagnostic)}


def scaled_pictures(name: str, sizes: Mapping[str, Size]) -> Iterator[Diagnostic]:
    """Yield a notice for each picture that is published smaller than its file. `name`: the content folder's."""
    for path, size in sizes.items():
        if size.original:
            original, published = (
                f"{width:,} × {height:,}" for width, height in (size.original, (size.width, size.height))
            )
            place = Location(f"{name}/{urls.media_address(path).path}")
            yield diagnostic(SCALED, place, original=original, published=published)


def media_files(root: Path, yearbook: Yearbook) -> Iterator[OutputFile]:
    """Yield the files that texts show. Raises DiagnosticsError if one cannot be read."""
    for path in yearbook.media:
        address = urls.media_address(path).path
        try:
            yield OutputFile(address, read_media(root, address))
        except OSError as error:
            raise DiagnosticsError([diagnostic(_UNREADABLE, Location(f"{root.name}/{address}"))]) from error
