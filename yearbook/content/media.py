"""Check that the files which a record shows are in the media folder, and of the sort that is shown there."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from yearbook.content.records import Record
from yearbook.content.tree import PICTURE_ENDINGS
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, NearestWords, diagnostic
from yearbook.model.configuration import Configuration
from yearbook.model.geometry import Geometry
from yearbook.model.places import Place
from yearbook.model.structure import Pointer, ValueType
from yearbook.model.walk import ValueFinder

_NO_FILE = DiagnosticKind(
    "YB308",
    "there is no file media/{path}",
    hint="did you mean “{meant}”?\nThere are: {files}\nA new one belongs there: content/media/{path}",
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

_SOME = 5  # files that a hint lists
_find_own_files = ValueFinder(lambda field: field.value_type is ValueType.FILE)

_Locator = Callable[[Record, Pointer], Location]


class MediaFiles:
    """The files of the media folder, by path; finds the one that is meant, for a limited number of mistakes."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = frozenset(paths)
        self._nearest = NearestWords()
        self._by_name = {PurePosixPath(each).name.casefold(): each for each in sorted(self.paths, reverse=True)}
        self._by_stem = {PurePosixPath(name).stem: each for name, each in self._by_name.items()}

    def missing(self, path: str, where: Location) -> Diagnostic:
        """Return the mistake, with the file that is probably meant; if none is near, with some that there are."""
        meant = self._meant(path)
        some = "" if meant else ", ".join(heapq.nsmallest(_SOME, self.paths))
        return diagnostic(_NO_FILE, where, path=path, meant=meant, files=some)

    def _meant(self, path: str) -> str:
        """Return the file of the same name in another folder, else the nearest by path or by name; or empty."""
        name = PurePosixPath(path).name.casefold()
        if name in self._by_name:
            return self._by_name[name]
        near = self._nearest.find
        return (
            near(path, self.paths)
            or self._by_name.get(near(name, self._by_name), "")
            or self._by_stem.get(near(PurePosixPath(name).stem, self._by_stem), "")
        )


def check_media(record: Record, files: MediaFiles, locate: _Locator) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that a record names. `files`: those that there are."""
    for body in record.bodies:
        for link in body.prose.media:
            if link.id not in files.paths:
                path = locate(record, ()).path.replace(record.origin.path, body.origin.path)
                where = Location(
                    path=path, line=body.line + link.line - 1, column=link.column, length=len(f"{link.kind}:{link.id}")
                )
                yield files.missing(link.id, where)
    geometry = geometry_file(record)
    if geometry and geometry not in files.paths:
        yield files.missing(geometry, locate(record, ("geometry",)))
    for pointer, path, _ in _find_own_files(record.facts):
        if path not in files.paths:
            yield files.missing(path, locate(record, pointer))
    pictures, attachments = [each.file for each in record.pictures], [each.file for each in record.attachments]
    yield from _check_list("pictures", pictures, files, lambda place: locate(record, place))
    yield from _check_list("attachments", attachments, files, lambda place: locate(record, place))
    shared = [number for number, each in enumerate(record.pictures) if each.share]
    for number in shared[1:]:
        yield diagnostic(_SHARED_TWICE, locate(record, ("pictures", number, "share")))


def _check_list(
    field: str,
    listed: list[str],
    files: MediaFiles,
    place: Callable[[Pointer], Location],
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files of one field."""
    seen: set[str] = set()
    for number, path in enumerate(listed):
        pointer = (field, number, "file")
        if path not in files.paths:
            yield files.missing(path, place(pointer))
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
