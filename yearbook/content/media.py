"""Check that the files which a record shows are in the media folder, and of the sort that is shown there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import PurePosixPath

from yearbook.content.records import Record
from yearbook.content.tree import PICTURE_ENDINGS
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, NearestWords, diagnostic
from yearbook.model.configuration import Configuration
from yearbook.model.geometry import Geometry
from yearbook.model.places import Place
from yearbook.model.structure import Pointer, ValueType
from yearbook.model.walk import ValueFinder

NO_FILE = DiagnosticKind(
    "YB308",
    "there is no file media/{path}",
    hint="did you mean “{meant}”?",
)
_NO_PICTURE = DiagnosticKind(
    "YB340",
    "{path} is no picture",
    hint="write it under attachments; pictures end in .jpg, .png, .webp, .avif, .gif or .svg",
)
_TWICE = DiagnosticKind(
    "YB341",
    "{path} is named twice in this list",
    hint="take one of the two out",
)
_SHARED_TWICE = DiagnosticKind(
    "YB342",
    "two pictures are marked with share: true, and other sites show one",
    hint="take the line out of one of them",
)

_find_own_files = ValueFinder(lambda field: field.value_type is ValueType.FILE)

_Locator = Callable[[Record, Pointer], Location]


def check_media(
    record: Record, media: Collection[str], locate: _Locator, nearest: NearestWords
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that a record names. `media`: those that there are."""
    for body in record.bodies:
        for link in body.prose.media:
            if link.id not in media:
                path = locate(record, ()).path.replace(record.origin.path, body.origin.path)
                where = Location(
                    path=path, line=body.line + link.line - 1, column=link.column, length=len(f"{link.kind}:{link.id}")
                )
                yield diagnostic(NO_FILE, where, path=link.id, meant=nearest.find(link.id, media))
    geometry = geometry_file(record)
    if geometry and geometry not in media:
        yield diagnostic(NO_FILE, locate(record, ("geometry",)), path=geometry, meant=nearest.find(geometry, media))
    for pointer, path, _ in _find_own_files(record.facts):
        if path not in media:
            yield diagnostic(NO_FILE, locate(record, pointer), path=path, meant=nearest.find(path, media))
    pictures, attachments = [each.file for each in record.pictures], [each.file for each in record.attachments]
    yield from _check_list("pictures", pictures, media, lambda place: locate(record, place), nearest)
    yield from _check_list("attachments", attachments, media, lambda place: locate(record, place), nearest)
    shared = [number for number, each in enumerate(record.pictures) if each.share]
    for number in shared[1:]:
        yield diagnostic(_SHARED_TWICE, locate(record, ("pictures", number, "share")))


def _check_list(
    field: str,
    files: list[str],
    media: Collection[str],
    place: Callable[[Pointer], Location],
    nearest: NearestWords,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files of one field."""
    seen: set[str] = set()
    for number, path in enumerate(files):
        pointer = (field, number, "file")
        if path not in media:
            yield diagnostic(NO_FILE, place(pointer), path=path, meant=nearest.find(path, media))
        elif field == "pictures" and PurePosixPath(path).suffix.lower() not in PICTURE_ENDINGS:
            yield diagnostic(_NO_PICTURE, place(pointer), path=path)
        if path in seen:
            yield diagnostic(_TWICE, place(pointer), path=path)
        seen.add(path)


def geometry_file(record: Record) -> str:
    """Return the GeoJSON file that a place names; empty if it names none."""
    match record.facts:
        case Place(geometry=Geometry(file=file)):
            return file
    return ""


def files_shown(records: Iterable[Record], configuration: Configuration) -> Iterator[str]:
    """Yield each file of the media folder that is shown or linked, by its path there; some of them several times."""
    if configuration.appearance.logo:
        yield configuration.appearance.logo
    for record in records:
        yield from (each.file for each in record.pictures)
        yield from (each.file for each in record.attachments)
        yield from (path for _, path, _ in _find_own_files(record.facts))
        yield from (link.id for body in record.bodies for link in body.prose.media)
        if geometry := geometry_file(record):
            yield geometry
