"""Find from the path of a content file which kind of record it holds, with which id, language and year."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain, count
from pathlib import PurePosixPath

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, nearest
from yearbook.core.frozen import dataclass
from yearbook.i18n.collation import syllables
from yearbook.model.fields import SLUG
from yearbook.model.kinds import KINDS, Kind
from yearbook.model.own_kinds import Kinds

CONFIGURATION = "yearbook.yaml"
HEADINGS = "headings.yaml"
"""What headings of spreadsheets mean; read by `import`."""
ACCEPTED = "coverage.yaml"
"""What sources say and no record repeats, with the reason; read by `coverage`, only when it is asked for."""
FIELDS = "fields.yaml"
"""The fields and kinds that the yearbook declares."""

UNKNOWN_PLACE = DiagnosticKind(
    "YB201",
    "no kind of record is kept here",
    hint="did you mean “{meant}”?\nRecords stand in: {folders}",
)
NO_YEAR_FOLDER = DiagnosticKind(
    "YB202",
    "a record of kind {kind} stands in a folder named after its year",
    hint="move it to {folder}/2016/{name}",
)
BAD_ID = DiagnosticKind(
    "YB203",
    "“{id}” cannot be the id of a record",
    hint="did you mean “{meant}”?\nUse small letters a-z, figures and single hyphens",
)
RESERVED_ID = DiagnosticKind(
    "YB207",
    "“{id}” cannot be the id of a record: a page of that name cannot be kept on a computer with Windows",
    hint="write another, such as {id}-1",
)
UNKNOWN_LANGUAGE = DiagnosticKind(
    "YB204",
    "“{language}” is not a language of this yearbook",
    hint="its languages are: {languages}; the first is written without a code",
)
WRONG_FORMAT = DiagnosticKind("YB205", "records of kind {kind} are written in {ending} files", hint="name it {meant}")
NOT_A_YEAR = DiagnosticKind(
    "YB206",
    "“{id}” is not a year",
    hint="the file of a year is named after it: {folder}/2016.md",
)

_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True, slots=True)
class FileSlot:
    """What a file's place says of its content."""

    kind: Kind
    id: str
    """Empty for YAML files, which hold several records."""
    language: str
    """Empty for the file that carries the facts; else the code of a translation."""
    year: int | None
    """From the folder, where the kind is kept by year."""


def file_slot(path: str, languages: tuple[str, ...], name: str, kinds: Kinds = KINDS) -> FileSlot | Diagnostic:
    """The place of one content file (posix path below the root, `name` the root as people know it)."""
    parts = PurePosixPath(path).parts
    kind = next((each for each in kinds.values() if each.folder == parts[0]), None)
    here = Location(f"{name}/{path}")
    if kind is None or (len(parts) == 1) != kind.folder.endswith(".yaml"):
        folders = [each.folder for each in kinds.values()]
        return diagnostic(
            UNKNOWN_PLACE,
            here,
            meant=nearest(parts[0], [*folders, CONFIGURATION, FIELDS]),
            folders=", ".join(folders),
        )
    ending = ".md" if kind.prose else ".yaml"
    if not path.endswith(ending):
        meant = f"{PurePosixPath(path).stem}{ending}"
        return diagnostic(WRONG_FORMAT, here, kind=kind.name, ending=ending, meant=meant)
    if not kind.prose:
        return FileSlot(kind=kind, id="", language="", year=None)
    return _prose_slot(kind, parts, languages, here)


def _prose_slot(
    kind: Kind, parts: tuple[str, ...], languages: tuple[str, ...], here: Location
) -> FileSlot | Diagnostic:
    stem, _, language = parts[-1].removesuffix(".md").partition(".")
    if language and language not in languages[1:]:
        return diagnostic(UNKNOWN_LANGUAGE, here, language=language, languages=", ".join(languages))
    if wrong := check_id(stem, here):
        return wrong
    if kind.name == "year" and not re.fullmatch(r"\d{4}", stem):
        return diagnostic(NOT_A_YEAR, here, id=stem, folder=kind.folder)
    if not kind.by_year:
        return FileSlot(kind=kind, id=stem, language=language, year=None)
    if len(parts) < 3 or not re.fullmatch(r"\d{4}", parts[1]):
        return diagnostic(NO_YEAR_FOLDER, here, kind=kind.name, folder=kind.folder, name=parts[-1])
    return FileSlot(kind=kind, id=stem, language=language, year=int(parts[1]))


def check_id(text: str, here: Location, taken: Collection[str] = ()) -> Diagnostic | None:
    """A problem where `text` is not a slug, or no file can be called so everywhere. `taken`: ids not to suggest."""
    if _RESERVED.fullmatch(text):
        return diagnostic(RESERVED_ID, here, id=text)
    if re.fullmatch(SLUG, text) and len(text) <= 80:
        return None
    meant = suggest_id(text)
    free = (each for each in chain((meant,), (f"{meant}-{number}" for number in count(2))) if each not in taken)
    return diagnostic(BAD_ID, here, id=text, meant=next(free))


def suggest_id(text: str) -> str:
    """Return an id like what was typed: Chinese characters by their sound, small letters, figures, single hyphens."""
    sounds = re.sub(
        r"[\u3007\u3400-\u9fff]+",
        lambda found: f"-{''.join(each[0] for each in syllables(found[0]))}-",
        text.casefold(),
    )
    return re.sub(r"[^a-z0-9]+", "-", sounds).strip("-")[:80].strip("-")
