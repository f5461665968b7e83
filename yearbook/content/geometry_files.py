"""Read the GeoJSON files of content/media that places name."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from yearbook.content.media import geometry_file
from yearbook.content.records import Record
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.documents.decoding import decode_text, read_media
from yearbook.core.messages import Message, message
from yearbook.model import urls
from yearbook.model.geometry import Geometry, GeometryError, parse_geojson

LARGEST_GEOJSON = 1_000_000
"""Bytes: some 25,000 positions."""

WRONG_GEOJSON = DiagnosticKind("YB330", "{reason}", hint="{hint}")
_UNREADABLE = message("this file cannot be read")


def read_geometries(
    root: Path, name: str, records: Iterable[Record], media: Collection[str]
) -> tuple[dict[str, Geometry], tuple[Diagnostic, ...]]:
    """Return the GeoJSON files that places name and that are there, by path below content/media; and what is wrong."""
    files = sorted({file for each in records if (file := geometry_file(each)) in media})
    found = {file: read_geometry(root, urls.media_address(file).path, name) for file in files}
    sound = {file: each for file, each in found.items() if isinstance(each, Geometry)}
    return sound, tuple(each for each in found.values() if isinstance(each, Diagnostic))


def read_geometry(root: Path, address: str, name: str) -> Geometry | Diagnostic:
    """Return the geometry of a file, or what is wrong with it. `address`: from the content folder `root`."""
    place = Location(f"{name}/{address}")
    try:
        data = read_media(root, address)
    except OSError:
        return diagnostic(WRONG_GEOJSON, place, reason=_UNREADABLE, hint="")
    if len(data) > LARGEST_GEOJSON:
        reason = message("this file is too large for a map: more than {limit} bytes", limit=f"{LARGEST_GEOJSON:,}")
        hint = message("simplify it to what a small map shows: in QGIS “Simplify”, or at mapshaper.org")
        return diagnostic(WRONG_GEOJSON, place, reason=reason, hint=hint)
    text = decode_text(data, place.path)
    if isinstance(text, Diagnostic):
        return text
    return _parsed(text, place.path)


def _parsed(text: str, path: str) -> Geometry | Diagnostic:
    hint: Message | str
    try:
        return parse_geojson(text)
    except json.JSONDecodeError as error:
        place = Location(path, error.lineno, error.colno)
        reason, hint = (
            message("this is not valid JSON"),
            message("save it again as GeoJSON"),
        )
    except GeometryError as error:
        place, reason, hint = _place(text, error.at, path), error.message, error.hint or ""
    except RecursionError:
        place, reason, hint = Location(path), message("these lists stand in one another without end"), ""
    return diagnostic(WRONG_GEOJSON, place, reason=reason, hint=hint)


def _place(text: str, numbers: tuple[str, ...], path: str) -> Location:
    """Return where these numbers first stand as a position."""
    found = re.search(r"\[\s*" + r"\s*,\s*".join(map(re.escape, numbers)) + r"\s*\]", text) if numbers else None
    if not found:
        return Location(path)
    line_start = text.rfind("\n", 0, found.start()) + 1
    length = len(found[0].partition("\n")[0])
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - line_start + 1
    return Location(path=path, line=line, column=column, length=length)
