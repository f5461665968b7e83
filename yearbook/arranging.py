"""The Yearbook → an edition of it for each language, with the pictures that its texts show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from yearbook import routes
from yearbook.assets import Asset
from yearbook.language import Language
from yearbook.library import Yearbook
from yearbook.pictures import Size, measure
from yearbook.problems import Mistake, Place, Problem, ProblemsError, problem
from yearbook.source import read_media
from yearbook.views import Edition, edition

UNREADABLE = Mistake("YB309", "this file cannot be read", "无法读取这个文件")


def published_at(yearbook: Yearbook, address: str) -> Yearbook:
    """The yearbook with the address that was asked for instead of its own."""
    if not address:
        return yearbook
    return replace(yearbook, configuration=replace(yearbook.configuration, address=address))


def arranged(
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
    found = {path: measure(each.data, each.path, root.name) for path, each in files}
    if problems := [each for each in found.values() if isinstance(each, Problem)]:
        raise ProblemsError(problems)
    return {path: each for path, each in found.items() if not isinstance(each, Problem)}


def shown_files(root: Path, yearbook: Yearbook) -> Iterator[Asset]:
    """The files that texts show. Raises ProblemsError where one cannot be read."""
    for path in yearbook.media:
        address = routes.media(path).path
        try:
            yield Asset(address, read_media(root, address))
        except OSError as error:
            raise ProblemsError([problem(UNREADABLE, Place(f"{root.name}/{address}"))]) from error
