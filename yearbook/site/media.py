"""Read the files of the media folder, and measure the pictures and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from yearbook.content.media import files_shown
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    Severity,
    diagnostic,
)
from yearbook.core.documents.decoding import read_media
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.model import urls
from yearbook.site.documents import DocumentSize, measure_document
from yearbook.site.images import SCALED, Size, is_picture, measure_image

_UNREADABLE = DiagnosticKind(
    "YB309",
    "this file cannot be read",
    hint="check that it is an ordinary file, and that you have permission to read it",
)
_UNUSED = DiagnosticKind(
    "YB343",
    "nothing in the yearbook shows this file, or links to it",
    hint="It is published all the same. Delete it, or name it in a record (pictures, attachments) or a text.",
    severity=Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class MediaSizes:
    """The sizes of the files of the media folder, by their paths below it."""

    pictures: Mapping[str, Size]
    documents: Mapping[str, DocumentSize]


NO_MEDIA = MediaSizes(MappingProxyType({}), MappingProxyType({}))


def media_sizes(root: Path, yearbook: Yearbook) -> MediaSizes:
    """Return the sizes of all pictures and documents. Raises DiagnosticsError with all unsound ones."""
    pictures: dict[str, Size] = {}
    documents: dict[str, DocumentSize] = {}
    diagnostics: list[Diagnostic] = []
    for path, each in zip(yearbook.media, media_files(root, yearbook), strict=True):
        found = (measure_image if is_picture(path) else measure_document)(each.data, each.path, root.name)
        match found:
            case Size():
                pictures[path] = found
            case DocumentSize():
                documents[path] = found
            case _:
                diagnostics.append(found)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return MediaSizes(pictures, documents)


def media_notices(name: str, yearbook: Yearbook, pictures: Mapping[str, Size]) -> Iterator[Diagnostic]:
    """Yield what people are told of sound files. `name`: the content folder's."""
    yield from scaled_pictures(name, pictures)
    yield from _unused_files(name, yearbook)


def scaled_pictures(name: str, sizes: Mapping[str, Size]) -> Iterator[Diagnostic]:
    """Yield a notice for each picture that is published smaller than its file. `name`: the content folder's."""
    for path, size in sizes.items():
        if size.original:
            original, published = (
                f"{width:,} × {height:,}" for width, height in (size.original, (size.width, size.height))
            )
            place = Location(f"{name}/{urls.media_address(path).path}")
            yield diagnostic(SCALED, place, original=original, published=published)


def _unused_files(name: str, yearbook: Yearbook) -> Iterator[Diagnostic]:
    """Yield a notice for each file that nothing shows."""
    shown = set(files_shown(yearbook, yearbook.configuration)) if yearbook.media else set()
    for path in yearbook.media:
        if path not in shown:
            yield diagnostic(_UNUSED, Location(f"{name}/{urls.media_address(path).path}"))


def media_files(root: Path, yearbook: Yearbook) -> Iterator[OutputFile]:
    """Yield the files that texts show. Raises DiagnosticsError if one cannot be read."""
    for path in yearbook.media:
        address = urls.media_address(path).path
        try:
            yield OutputFile(address, read_media(root, address))
        except OSError as error:
            raise DiagnosticsError([diagnostic(_UNREADABLE, Location(f"{root.name}/{address}"))]) from error
