"""Find where the records of a yearbook stand, whether they can be read or not."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.authoring.editing.operations import RecordPlace
from yearbook.authoring.field_edits import RecordText
from yearbook.build.loading import LoadResult
from yearbook.content.loading import FileGroup
from yearbook.content.yearbook import Key
from yearbook.model.kinds import Kind


def record_groups(result: LoadResult) -> dict[Key, FileGroup]:
    """Return the files of every record, by its key, in the order of paths."""
    found: dict[Key, FileGroup] = {}
    for group, loaded in zip(result.groups, result.results.values(), strict=True):
        slot = group[0][1]
        if slot.id:
            found[slot.kind.name, slot.id] = group
            continue
        keys = (*(each.key for each in loaded.records), *loaded.failed)
        found |= dict.fromkeys((each for each in keys if each[1]), group)
    return found


def record_place(key: Key, group: FileGroup, languages: tuple[str, ...]) -> RecordPlace:
    """Return where a record stands, with the translations that it does not have yet. `languages`: of the yearbook."""
    path, slot = group[0]
    texts = dict(_texts(slot.kind, key, path, languages))
    return RecordPlace(key=key, texts=texts, first=languages[0])


def _texts(kind: Kind, key: Key, path: str, languages: tuple[str, ...]) -> Iterator[tuple[str, RecordText]]:
    yield path, RecordText(kind, path, "" if kind.prose else key[1])
    if kind.prose:
        for language in languages[1:]:
            translation = translation_path(path, language)
            yield translation, RecordText(kind, translation, "")


def translation_path(path: str, language: str) -> str:
    """Return the file of a translation, from that of the facts: `a.en.md` for `a.md`."""
    return f"{path.removesuffix('.md')}.{language}.md"


def language_of(place: RecordPlace, path: str) -> str:
    """Return the language of the words in one of a record's files."""
    return place.first if path == place.main else path.removesuffix(".md").rpartition(".")[2]
