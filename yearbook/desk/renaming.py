"""`honor:old-id` and a new id → every change that gives the record its new id and leads its old address on.

Of each file only the characters of the id change. What comes of it is tried in a copy before it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from yearbook.desk.changes import Change
from yearbook.desk.edits import edited
from yearbook.desk.folder import Folder, look, taken
from yearbook.desk.mentions import Names, mentions, own_key
from yearbook.desk.moving import with_move
from yearbook.desk.stamps import restamped
from yearbook.desk.trial import read_all, trial
from yearbook.frozen import dataclass
from yearbook.library import Record
from yearbook.library.yearbook import DUPLICATE, UNKNOWN_KIND, UNRESOLVED
from yearbook.model.kinds import KINDS
from yearbook.problems import Mistake, Place, ProblemsError, nearest, problem
from yearbook.schema import CONFIGURATION
from yearbook.schema.places import check_id

YEAR_STAYS = Mistake(
    "YB277",
    "the id of a year is the year itself and cannot be changed",
    "年度记录的编号就是年份，不能更改",
)
WOULD_BREAK = Mistake(
    "YB276",
    "with the id “{id}” the yearbook would have the errors listed with this one; nothing was changed",
    "若改用编号“{id}”，年鉴会出现一并列出的错误；没有改动任何文件",
    "mend those places by hand, or write them in the usual way, and start again",
    "请先手工修改这些地方，或改成通常的写法，再重新运行",
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a new id comes to."""

    changes: tuple[Change, ...]
    mentions: int
    """How many places named the record, besides its own file or key."""
    paths: tuple[tuple[str, str], ...]
    """The files that get another name: (old path, new path)."""


def renaming(root: Path, old: str, new: str) -> Renaming:
    """`old` is `kind:id`, `new` the same with another id or that id alone. Raises ProblemsError where it cannot be."""
    folder = look(root)
    names = _names(old, new, folder)
    yearbook, _ = read_all(root)
    record = yearbook.get(*names.key)
    edits = mentions(folder, yearbook, names)
    count = sum(map(len, edits.values()))
    if record.origin.pointer:
        edits[record.origin.path] += own_key(folder, record.origin.path, names)
    texts = {path: edited(folder.read(path), each) for path, each in edits.items()}
    configuration = texts.get(CONFIGURATION) or folder.read(CONFIGURATION)
    texts[CONFIGURATION] = with_move(configuration, names.before, names.after, folder.name)
    texts |= _stamps(folder, texts)
    paths = _paths(record, names)
    changes = tuple(_changes(folder, texts, paths))
    try:
        trial(root, changes)
    except ProblemsError as error:
        would_break = problem(WOULD_BREAK, Place(names.after), id=names.new)
        raise ProblemsError((would_break, *(each for each in error.problems if each.is_error))) from error
    return Renaming(changes, count, tuple(paths.items()))


def _names(old: str, new: str, folder: Folder) -> Names:
    """Raises ProblemsError where the old id is not there, or the new one cannot be."""
    kind, _, identity = old.partition(":")
    known = taken(folder)
    if kind not in KINDS:
        raise ProblemsError([problem(UNKNOWN_KIND, Place(old), kind=kind, kinds=", ".join(KINDS))])
    if (kind, identity) not in known:
        meant = nearest(identity, (each for of, each in known if of == kind))
        raise ProblemsError([problem(UNRESOLVED, Place(old), kind=kind, id=identity, meant=meant)])
    if kind == "year":
        raise ProblemsError([problem(YEAR_STAYS, Place(old))])
    names = Names(kind, identity, new.removeprefix(f"{kind}:"))
    if wrong := check_id(names.new, Place(new)):
        raise ProblemsError([wrong])
    if path := known.get((kind, names.new)):
        raise ProblemsError([problem(DUPLICATE, Place(new), kind=kind, id=names.new, path=f"{folder.name}/{path}")])
    return names


def _stamps(folder: Folder, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The translations whose originals change by this alone, stamped again."""
    made: dict[str, bytes] = {}
    for group in folder.groups:
        if any(path in texts for path, _ in group):
            before = {path: folder.read(path) for path, _ in group}
            made |= restamped(before, {path: texts.get(path, before[path]) for path in before}, group, folder.languages)
    return made


def _paths(record: Record, names: Names) -> dict[str, str]:
    """The files that bear the id as their name: old path → new path."""
    if record.origin.pointer:
        return {}
    paths = (record.origin.path, *(each.origin.path for each in record.translations))
    return {path: _renamed(PurePosixPath(path), names) for path in paths}


def _renamed(path: PurePosixPath, names: Names) -> str:
    return str(path.with_name(names.new + path.name.removeprefix(names.old)))


def _changes(folder: Folder, texts: Mapping[str, bytes], paths: Mapping[str, str]) -> Iterator[Change]:
    for path in sorted({*texts, *paths}):
        before = folder.read(path)
        after = texts.get(path, before)
        if path in paths:
            yield Change(paths[path], None, after)
            yield Change(path, before, None)
        elif after != before:
            yield Change(path, before, after)
