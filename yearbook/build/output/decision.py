"""Decide which output files to keep, write and remove, and why. Reads and writes nothing."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from enum import Enum

from yearbook.build.output.manifest import FolderContents, folders_of, is_safe
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, translate

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
    """Why a file is written; the value is what `--why` prints, in English."""

    NEW = marked("new")
    RECIPE = marked("its recipe changed")
    ALTERED = marked("the file was changed on disk")
    MISSING = marked("the file was missing on disk")
    NO_RECORD = marked("the record of the last build is damaged")

    def text(self, language: str = "en") -> str:
        return translate(self.value, language)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a build does to the output folder."""

    keys: Mapping[str, str]
    """The key of every file that will be in the folder, by path."""
    keep: tuple[str, ...] = ()
    make: tuple[tuple[str, Reason], ...] = ()
    """The files to write, in the order in which they were planned."""
    remove: tuple[str, ...] = ()
    manifest_is_damaged: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the folder already holds the planned files, so that nothing has to be staged or committed."""
        return not self.make and not self.remove and not self.manifest_is_damaged


def decide(
    found: FolderContents,
    planned: Mapping[str, str],
    altered: Mapping[str, Reason],
    same_bytes: Container[str] = (),
) -> Decision:
    """Return what to keep, write and remove, so that the folder holds exactly the files of `planned` (path to key).

    `altered`: what `find_altered` found. `same_bytes`: paths with a new key whose bytes did not change; they are kept
    under the new key. Raises YB602-YB604 for paths that cannot be written. If the manifest is damaged nothing is kept:
    a planned file is replaced, and any other stays as a foreign file, since nobody can say that it was ours to delete.
    """
    if diagnostics := tuple(_faults(found, planned)):
        raise DiagnosticsError(diagnostics)
    entries = found.entries
    keep, make = [], []
    for path, key in planned.items():
        entry = entries.get(path)
        if entry and path not in altered and (entry.key == key or path in same_bytes):
            keep.append(path)
        elif found.is_damaged:
            make.append((path, Reason.NO_RECORD))
        elif not entry:
            make.append((path, Reason.NEW))
        else:
            make.append((path, altered.get(path, Reason.RECIPE)))
    return Decision(
        dict(planned),
        keep=tuple(keep),
        make=tuple(make),
        remove=tuple(path for path in entries if path not in planned),
        manifest_is_damaged=found.is_damaged,
    )


def _faults(found: FolderContents, planned: Mapping[str, str]) -> Iterator[Diagnostic]:
    unsafe = {path for path in planned if not is_safe(path)}
    yield from (diagnostic(BAD_PATH, Location(path), path=path) for path in unsafe)
    folders = folders_of(path for path in planned if path not in unsafe)
    for path in folders & planned.keys():  # rare, so a linear search for the other path is fast enough
        other = min(each for each in planned if each.startswith(f"{path}/"))
        yield diagnostic(FILE_AND_FOLDER, Location(path), path=path, other=other)
    # Without a manifest nobody can tell which files are ours: files may be replaced, but not folders.
    taken = set(found.foreign_folders) if found.is_damaged else {*found.foreign, *found.foreign_folders}
    for path in (taken & planned.keys()) | (folders & set(found.foreign)):
        yield diagnostic(FOREIGN, Location(path), present=path)
