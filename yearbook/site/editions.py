"""The Yearbook → an edition of it for each language, with the pictures that its texts show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.decoding import read_media
from yearbook.core.output_file import OutputFile
from yearbook.i18n.language import Language
from yearbook.model import urls
from yearbook.site.edition import Edition, edition
from yearbook.site.images import Size, measure_image

_UNREADABLE = DiagnosticKind("YB309", "this file cannot be read", "无法读取这个文件")


def published_at(yearbook: Yearbook, address: str) -> Yearbook:
    """The yearbook with the address that was asked for instead of its own."""
    if not address:
        return yearbook
    return replace(yearbook, configuration=replace(yearbook.configuration, address=address))


def make_editions(
    yearbook: Yearbook,
    languages: tuple[Language, ...],
    pictures: Mapping[str, Size],
    *,
    printed: bool = True,
    before: Mapping[str, Edition] = MappingProxyType({}),
) -> dict[str, Edition]:
    """The yearbook in each of its languages. `printed`: whether its books stand beside the site. `before`: see
    `edition`.
    """
    return {
        each.code: edition(yearbook, each, languages, printed=printed, pictures=pictures, before=before.get(each.code))
        for each in languages
    }


def sizes(root: Path, yearbook: Yearbook) -> dict[str, Size]:
    """The pictures that texts show, by their paths below `media/`. Raises ProblemsError with all that are not sound."""
    files = zip(yearbook.media, shown_files(root, yearbook), strict=True)
    found = {path: measure_image(each.data, each.path, root.name) for path, each in files}
    if diagnostics := [each for each in found.values() if isinstance(each, Diagnostic)]:
        raise DiagnosticsError(diagnostics)
    return {path: each for path, each in found.items() if not isinstance(each, Diagnostic)}


def shown_files(root: Path, yearbook: Yearbook) -> Iterator[OutputFile]:
    """The files that texts show. Raises ProblemsError where one cannot be read."""
    for path in yearbook.media:
        address = urls.media_address(path).path
        try:
            yield OutputFile(address, read_media(root, address))
        except OSError as error:
            raise DiagnosticsError([diagnostic(_UNREADABLE, Location(f"{root.name}/{address}"))]) from error
