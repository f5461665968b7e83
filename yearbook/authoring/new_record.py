"""A kind and an id → the files of a new record, ready to be filled in, or why there can be none.

What it makes passes the checks as it is (as a draft, where the kind has drafts). It never changes a record that is
there; into a YAML file of many records it adds at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import ContentFolder, read_content_folder, used_ids
from yearbook.authoring.edits import line_end, split_lines
from yearbook.authoring.samples import SampleRecords, missing_records, sample_lines
from yearbook.authoring.yaml_writer import original_line, yaml_scalar
from yearbook.content.locations import BAD_ID, CONFIGURATION, NOT_A_YEAR, FileSlot, check_id, file_slot
from yearbook.content.originals import Original
from yearbook.content.validation import read_records
from yearbook.content.yearbook import DUPLICATE, UNKNOWN_KIND, YEAR_UNKNOWN, Key
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message, translate
from yearbook.i18n.collation import syllables
from yearbook.model.kinds import KINDS, VOCABULARIES, Kind

MOVED_AWAY = DiagnosticKind(
    "YB272",
    "“{old}” is an old address, which leads readers to “{new}”",
    hint="take another id; or delete the line from `moved` in yearbook.yaml",
)
NOTHING_TO_NAME = DiagnosticKind(
    "YB273",
    "a {kind} must name a {needed}, and there is none yet",
    hint="{advice}",
)
WHICH_FILE = DiagnosticKind(
    "YB274",
    "records of kind {kind} stand in several files: say which",
    hint="add one of: {choices}; or a new name",
)
WHICH_YEAR = DiagnosticKind(
    "YB275",
    "records of kind {kind} are kept by year: say which",
    hint="add one of: {choices}",
)
NOT_LINE_BY_LINE = DiagnosticKind(
    "YB271",
    "nothing can be added to this file: its records are not written line by line",
    hint="add the record to another file (--into), or by hand",
)
BAD_FILE = DiagnosticKind(
    "YB270",
    "“{name}” cannot be the name of a file of records",
    hint="did you mean “{meant}”?\nUse small letters a-z, figures and single hyphens",
)
MORE_TITLES = DiagnosticKind(
    "YB284",
    "there are {titles} titles for {count} languages",
    hint="one for each, in this order: {languages}",
)


@dataclass(frozen=True, slots=True)
class NewRecordOptions:
    """What a person asked for."""

    kind: str
    id: str
    year: int | None = None
    titles: tuple[str, ...] = ()
    """In the order of the yearbook's languages; those that are missing get a placeholder."""
    into: str = ""
    """The YAML file that takes the record: `companies` or `units/companies.yaml`; empty: the usual one."""


def new_record_files(root: Path, wanted: NewRecordOptions, language: str) -> tuple[Change, ...]:
    """The new files, with remarks in the `language` of the person. Raises ProblemsError where there can be none."""
    folder = read_content_folder(root)
    ids = used_ids(folder)
    kind = _kind(wanted)
    _check(wanted, kind, folder, ids)
    _check_titles(wanted, folder.languages)
    known = _known(wanted, folder, ids)
    if needed := missing_records(kind, known):
        raise DiagnosticsError([_nothing_to_name(kind.name, needed)])
    fields = sample_lines(kind, known, language)
    made = tuple(_prose(wanted, kind, folder, known, fields) if kind.prose else [_entry(wanted, kind, folder, fields)])
    for each in made:
        _read_again(each, folder)
    return made


def _read_again(made: Change, folder: ContentFolder) -> None:
    """Raises ProblemsError where what was made is not what the yearbook reads: a title of 400 characters, say."""
    place = file_slot(made.path, folder.languages, folder.name)
    assert isinstance(place, FileSlot), made.path  # it was made from a kind and a checked id
    document = parse_document(made.after or b"", made.path, folder.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    if diagnostics := read_records(document, place, folder.languages)[1]:
        raise DiagnosticsError(diagnostics)


def _kind(wanted: NewRecordOptions) -> Kind:
    if wanted.kind not in KINDS:
        raise DiagnosticsError(
            [diagnostic(UNKNOWN_KIND, Location(wanted.kind), kind=wanted.kind, kinds=", ".join(KINDS))]
        )
    return KINDS[wanted.kind]


def _check(wanted: NewRecordOptions, kind: Kind, folder: ContentFolder, ids: dict[Key, str]) -> None:
    """Raises ProblemsError where the id or the year cannot be."""
    name, years = f"{kind.name}:{wanted.id}", folder.configuration.years
    here = Location(name)
    if wrong := check_id(wanted.id, here):
        is_bad = wrong.mistake is BAD_ID
        raise DiagnosticsError(
            [diagnostic(BAD_ID, here, id=wanted.id, meant=suggest_id(wanted.id)) if is_bad else wrong]
        )
    if path := ids.get((kind.name, wanted.id)):
        raise DiagnosticsError(
            [diagnostic(DUPLICATE, here, kind=kind.name, id=wanted.id, path=f"{folder.name}/{path}")]
        )
    if moved := next((each for each in folder.configuration.moved if each.old == name), None):
        raise DiagnosticsError([diagnostic(MOVED_AWAY, here, old=name, new=moved.new)])
    if kind.name == "year" and not re.fullmatch(r"\d{4}", wanted.id):
        raise DiagnosticsError([diagnostic(NOT_A_YEAR, here, id=wanted.id, folder=kind.folder)])
    if kind.by_year and wanted.year is None:
        raise DiagnosticsError([_which_year(kind, years)])
    year = int(wanted.id) if kind.name == "year" else wanted.year if kind.by_year else None
    if year is not None and year not in years:
        raise DiagnosticsError([diagnostic(YEAR_UNKNOWN, here, year=year, years=", ".join(map(str, years)))])


def _check_titles(wanted: NewRecordOptions, languages: tuple[str, ...]) -> None:
    if len(wanted.titles) > len(languages):
        said = {"titles": len(wanted.titles), "count": len(languages), "languages": ", ".join(languages)}
        raise DiagnosticsError([diagnostic(MORE_TITLES, Location(f"{wanted.kind}:{wanted.id}"), **said)])


def suggest_id(text: str) -> str:
    """An id like what was typed: Chinese characters by their sound, small letters, figures and single hyphens."""
    sounds = re.sub(
        r"[\u3400-\u9fff]+", lambda found: f"-{''.join(each[0] for each in syllables(found[0]))}-", text.casefold()
    )
    return re.sub(r"[^a-z0-9]+", "-", sounds).strip("-")[:80].strip("-")


def _which_year(kind: Kind, years: tuple[int, ...]) -> Diagnostic:
    choices = ", ".join(f"--year {each}" for each in years)
    return diagnostic(WHICH_YEAR, Location(kind.name), kind=kind.name, choices=choices)


def _nothing_to_name(kind: str, needed: str) -> Diagnostic:
    vocabulary = VOCABULARIES.get(needed)
    advice = (
        message("list one under {vocabulary} in {file}", vocabulary=vocabulary, file=CONFIGURATION)
        if vocabulary
        else message("make one first, with the command: new {needed} some-id", needed=needed)
    )
    return diagnostic(NOTHING_TO_NAME, Location(kind), kind=kind, needed=needed, advice=advice)


def _known(wanted: NewRecordOptions, folder: ContentFolder, ids: dict[Key, str]) -> SampleRecords:
    configuration = folder.configuration
    found = dict(sorted(ids, reverse=True))
    found |= {kind: next(iter(getattr(configuration, name)), "") for kind, name in VOCABULARIES.items()}
    if ("unit", configuration.district) in ids:
        found["unit"] = configuration.district
    titles = dict(zip(configuration.languages, wanted.titles, strict=False))
    year = wanted.year or (int(wanted.id) if wanted.kind == "year" else configuration.years[-1])
    return SampleRecords(configuration.languages, titles, year, {kind: each for kind, each in found.items() if each})


def _prose(
    wanted: NewRecordOptions, kind: Kind, folder: ContentFolder, known: SampleRecords, fields: list[str]
) -> Iterator[Change]:
    """The file with the facts, and one for each further language, stamped as made from it."""
    first, *others = known.languages
    path = "/".join([kind.folder, *([str(wanted.year)] if kind.by_year else []), f"{wanted.id}.md"])
    text = _document(fields, first)
    yield Change(path, None, text)
    document = parse_document(text, path, folder.name)
    assert isinstance(document, Document)
    records, diagnostics = read_records(document, FileSlot(kind, wanted.id, "", wanted.year), folder.languages)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    version = next(each.version for each in records if isinstance(each, Original))
    for each in others:
        front = [f"title: {yaml_scalar(known.title(each))}", original_line(version)]
        yield Change(f"{path.removesuffix('.md')}.{each}.md", None, _document(front, each))


def _document(fields: list[str], language: str) -> bytes:
    return "\n".join(["---", *fields, "---", "", translate("The text is to be written.", language), ""]).encode()


def _entry(wanted: NewRecordOptions, kind: Kind, folder: ContentFolder, fields: list[str]) -> Change:
    """A record at the end of a YAML file, which may be new."""
    path = _file(wanted, kind, folder)
    entry = [f"{wanted.id}:", *(f"  {each}" for each in fields), ""]
    if not (folder.root / path).exists():
        return Change(path, None, "\n".join(entry).encode())
    before = folder.read(path)
    document = parse_document(before, path, folder.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    written = split_lines(before)
    if written[document.front.line - 1].lstrip("\ufeff").startswith("{"):
        raise DiagnosticsError([diagnostic(NOT_LINE_BY_LINE, document.place(document.front.pairs[0][0]))])
    end = line_end(written)
    after = before.decode().rstrip() + end * 2 + end.join(entry)
    return Change(path, before, after.encode())


def _file(wanted: NewRecordOptions, kind: Kind, folder: ContentFolder) -> str:
    """Where a record of a kind without prose goes."""
    if kind.folder.endswith(".yaml"):
        return kind.folder
    stems = sorted(PurePosixPath(path).stem for path, slot in folder.slots() if slot.kind is kind)
    by_year = bool(stems) and all(re.fullmatch(r"\d{4}", each) for each in stems)
    if wanted.into:
        return _named(wanted.into, kind)
    if wanted.year is not None and (by_year or not stems):
        return f"{kind.folder}/{wanted.year}.yaml"
    if len(stems) == 1:
        return f"{kind.folder}/{stems[0]}.yaml"
    if by_year:
        raise DiagnosticsError([_which_year(kind, folder.configuration.years)])
    if not stems or kind.name == "source":  # each source has a file of its own, named after it
        return f"{kind.folder}/{wanted.id if kind.name == 'source' else kind.folder}.yaml"
    choices = ", ".join(f"--into {each}" for each in stems)
    raise DiagnosticsError([diagnostic(WHICH_FILE, Location(kind.name), kind=kind.name, choices=choices)])


def _named(into: str, kind: Kind) -> str:
    """Raises ProblemsError where the name could not be that of a file of the kind."""
    name = into.removeprefix(f"{kind.folder}/").removesuffix(".yaml")
    if check_id(name, Location(into)):
        raise DiagnosticsError([diagnostic(BAD_FILE, Location(into), name=into, meant=suggest_id(name))])
    return f"{kind.folder}/{name}.yaml"
