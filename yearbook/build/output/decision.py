"""The record and what is wanted → what to keep, make and remove, and why. Pure: reads and writes nothing."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from enum import Enum

from yearbook.build.output.manifest import FoundOutput, folders_of, is_safe
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

BAD_PATH = DiagnosticKind(
    "YB602",
    "`{path}` cannot be the path of an output file",
    hint="A path is relative, with forward slashes, without empty parts, `.` or `..`.",
)
FOREIGN = DiagnosticKind(
    "YB603",
    "a page is to be written here, but there is already a file that this program did not make",
    hint="It was left untouched. Move or rename `{present}`, then build again.",
)
FILE_AND_FOLDER = DiagnosticKind(
    "YB604",
    "`{path}` is to be a file, and also the folder of `{other}`",
    hint="Give one of the two another address.",
)


class Reason(Enum):
    """Why a file is made; the value is what `--why` prints, in English."""

    NEW = "new"
    RECIPE = "its recipe changed"
    ALTERED = "the file was changed on disk"
    MISSING = "the file was missing on disk"
    NO_RECORD = "the record of the last build is damaged"

    def text(self, language: str = "en") -> str:
        return _IN_CHINESE[self] if language == "zh" else self.value


_IN_CHINESE = {
    Reason.NEW: "新增",
    Reason.RECIPE: "内容或模板有变化",
    Reason.ALTERED: "磁盘上的文件被改动",
    Reason.MISSING: "磁盘上缺少该文件",
    Reason.NO_RECORD: "上次生成的记录已损坏",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a build does to the output folder."""

    keys: Mapping[str, str]
    """Path → key of its recipe, for all that will be there."""
    keep: tuple[str, ...]
    make: tuple[tuple[str, Reason], ...]
    """In the order in which they were wanted."""
    remove: tuple[str, ...]
    record_is_sound: bool = True

    @property
    def is_nothing(self) -> bool:
        """The folder already is what is wanted: there is nothing to stage or commit."""
        return not self.make and not self.remove and self.record_is_sound


def decide(
    found: FoundOutput,
    wanted: Mapping[str, str],
    differing: Mapping[str, Reason],
    same: Container[str] = (),
) -> Decision:
    """What to keep, make and remove, so that the folder holds the paths of `wanted` (path → key).

    `differing` is all that `altered` found in the record. `same`: paths that were made of something else than before,
    and came to the very same bytes; they are kept under their new key. Raises YB602-YB604 for paths that cannot be.
    Where the record is damaged nothing is kept. A file is then replaced if it is wanted, and otherwise stays
    as a foreign file: without the record nobody can say that it was ours to delete.
    """
    if diagnostics := tuple(_faults(found, wanted)):
        raise DiagnosticsError(diagnostics)
    damaged = found.record is not None and found.record.damaged
    entries = found.record.entries if found.record else {}
    keep, make = [], []
    for path, key in wanted.items():
        entry = entries.get(path)
        if entry and path not in differing and (entry.key == key or path in same):
            keep.append(path)
        elif damaged:
            make.append((path, Reason.NO_RECORD))
        elif not entry:
            make.append((path, Reason.NEW))
        else:
            make.append((path, differing.get(path, Reason.RECIPE)))
    remove = tuple(path for path in entries if path not in wanted)
    return Decision(dict(wanted), tuple(keep), tuple(make), remove, record_is_sound=not damaged)


def _faults(found: FoundOutput, wanted: Mapping[str, str]) -> Iterator[Diagnostic]:
    unsafe = {path for path in wanted if not is_safe(path)}
    yield from (diagnostic(BAD_PATH, Location(path), path=path) for path in unsafe)
    folders = folders_of(path for path in wanted if path not in unsafe)
    for path in folders & wanted.keys():  # rare, so that a search for the other will do
        other = min(each for each in wanted if each.startswith(f"{path}/"))
        yield diagnostic(FILE_AND_FOLDER, Location(path), path=path, other=other)
    # Without the record nobody can tell which files are ours: files may be replaced, but not folders.
    damaged = found.record is not None and found.record.damaged
    taken = set(found.foreign_folders) if damaged else {*found.foreign, *found.foreign_folders}
    for path in (taken & wanted.keys()) | (folders & set(found.foreign)):
        yield diagnostic(FOREIGN, Location(path), present=path)
