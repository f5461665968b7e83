"""Plan the renaming of a record: its new id in all files, and a redirect from its old address.

Of each file only the characters of the id change. The result is loaded from a copy before the plan is returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import ContentFolder, read_content_folder, used_ids
from yearbook.authoring.edits import apply_edits
from yearbook.authoring.mentions import RecordNames, find_mentions, own_key
from yearbook.authoring.moved_ids import add_move
from yearbook.authoring.translation_stamps import restamp_translations
from yearbook.authoring.trial_load import load_with_changes, load_with_drafts
from yearbook.content.locations import CONFIGURATION, check_id
from yearbook.content.records import Record
from yearbook.content.reference_checks import UNKNOWN_KIND, UNRESOLVED
from yearbook.content.yearbook import DUPLICATE
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic, nearest
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import YEAR

YEAR_STAYS = DiagnosticKind(
    "YB277",
    "the id of a year is the year itself and cannot be changed",
    hint="make the other year with: new year 2019, and move its text there",
)
WOULD_BREAK = DiagnosticKind(
    "YB276",
    "with the id “{id}” the yearbook would have the errors listed with this one; nothing was changed",
    hint="mend those places by hand, or write them in the usual way, and start again",
)


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """The changes for a new id."""

    changes: tuple[Change, ...]
    mentions: int
    """Number of references to the record."""
    paths: tuple[tuple[str, str], ...]
    """(old path, new path) of files that are renamed."""


def plan_rename(root: Path, old: str, new: str) -> RenamePlan:
    """Return the plan. `old` is `kind:id`, `new` the same with another id or that id alone. Raises DiagnosticsError."""
    folder = read_content_folder(root)
    names = _names(old, new, folder)
    yearbook, _ = load_with_drafts(root)
    record = yearbook.get(*names.key)
    edits = find_mentions(folder, yearbook, names)
    count = sum(map(len, edits.values()))
    if record.origin.pointer:
        edits[record.origin.path] += own_key(folder, record.origin.path, names)
    texts = {path: apply_edits(folder.read(path), each) for path, each in edits.items()}
    configuration = texts.get(CONFIGURATION) or folder.read(CONFIGURATION)
    texts[CONFIGURATION] = add_move(configuration, names.before, names.after, folder.name)
    texts |= restamp_translations(folder, texts)
    paths = _paths(record, names)
    changes = tuple(_changes(folder, texts, paths))
    try:
        load_with_changes(root, changes)
    except DiagnosticsError as error:
        would_break = diagnostic(WOULD_BREAK, Location(names.after), id=names.new)
        raise DiagnosticsError((would_break, *(each for each in error.diagnostics if each.is_error))) from error
    return RenamePlan(changes, count, tuple(paths.items()))


def _names(old: str, new: str, folder: ContentFolder) -> RecordNames:
    """Return the names. Raises DiagnosticsError if the old id does not exist, or the new one is not possible."""
    kind, _, identity = old.partition(":")
    known = used_ids(folder)
    if kind not in folder.kinds:
        raise DiagnosticsError([diagnostic(UNKNOWN_KIND, Location(old), kind=kind, kinds=", ".join(folder.kinds))])
    if (kind, identity) not in known:
        meant = nearest(identity, (each for of, each in known if of == kind))
        words = {"kind": kind, "id": identity, "meant": meant, "name": "", "new": ""}
        raise DiagnosticsError([diagnostic(UNRESOLVED, Location(old), **words)])
    if kind == YEAR.name:
        raise DiagnosticsError([diagnostic(YEAR_STAYS, Location(old))])
    names = RecordNames(kind, identity, new.removeprefix(f"{kind}:"))
    if wrong := check_id(names.new, Location(new), [each for of, each in known if of == kind]):
        raise DiagnosticsError([wrong])
    if path := known.get((kind, names.new)):
        raise DiagnosticsError(
            [diagnostic(DUPLICATE, Location(new), kind=kind, id=names.new, path=f"{folder.name}/{path}")]
        )
    return names


def _paths(record: Record, names: RecordNames) -> dict[str, str]:
    """Return the new paths of the files that are named after the id, by their old paths."""
    if record.origin.pointer:
        return {}
    paths = (record.origin.path, *(each.origin.path for each in record.translations))
    return {path: _renamed(PurePosixPath(path), names) for path in paths}


def _renamed(path: PurePosixPath, names: RecordNames) -> str:
    return str(path.with_name(names.new + path.name.removeprefix(names.old)))


def _changes(folder: ContentFolder, texts: Mapping[str, bytes], paths: Mapping[str, str]) -> Iterator[Change]:
    for path in sorted({*texts, *paths}):
        before = folder.read(path)
        after = texts.get(path, before)
        if path in paths:
            yield Change(paths[path], None, after)
            yield Change(path, before, None)
        elif after != before:
            yield Change(path, before, after)
