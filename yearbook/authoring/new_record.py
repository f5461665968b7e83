"""Make the files of a new record, ready to be filled in (`new`), or report why there can be none.

They are drafts, and pass all checks as such. An existing record is never changed; in a YAML file of
many records the new one is added at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import ContentFolder, read_content_folder, used_ids
from yearbook.authoring.edits import BOM, line_end, split_lines
from yearbook.authoring.kind_nouns import kind_called
from yearbook.authoring.record_paths import has_own_file, prose_path, yaml_path
from yearbook.authoring.samples import SampleValues, missing_records, sample_lines
from yearbook.authoring.yaml_writer import original_line, yaml_scalar
from yearbook.checks.editorial.placeholders import BODY_PLACEHOLDER
from yearbook.content.locations import CONFIGURATION, NOT_A_YEAR, FileSlot, check_id, file_slot, suggest_id
from yearbook.content.originals import Original
from yearbook.content.reference_checks import UNKNOWN_KIND, YEAR_UNKNOWN
from yearbook.content.validation import read_records
from yearbook.content.yearbook import DUPLICATE, Key
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Word, message, translate
from yearbook.model.kinds import UNIT, VOCABULARIES, YEAR, Kind
from yearbook.model.urls import MEDIA_FOLDER

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
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class NewRecordOptions:
    """The options of `new`."""

    kind: str
    id: str
    year: int | None = None
    titles: tuple[str, ...] = ()
    """In the order of the yearbook's languages; those that are missing get a placeholder."""
    into: str = ""
    """The YAML file that takes the record: `companies` or `units/companies.yaml`; empty: the usual one."""


def new_record_files(root: Path, options: NewRecordOptions, language: str) -> tuple[Change, ...]:
    """Return the new files, with comments in the `language` of the person. Raises DiagnosticsError."""
    folder = read_content_folder(root)
    options = replace(options, kind=kind_called(options.kind, folder.own))
    if options.kind not in folder.kinds:
        raise _error(UNKNOWN_KIND, options.kind, kind=options.kind, kinds=", ".join(folder.kinds))
    record = _NewRecord(options, folder.kinds[options.kind], folder)
    ids = used_ids(folder)
    record.check_id(ids)
    record.check_year()
    record.check_titles()
    values = record.sample_values(ids)
    if needed := missing_records(record.kind, values):
        raise _nothing_to_name(options.kind, needed)
    fields = sample_lines(record.kind, values, language)
    made = tuple(record.prose_files(values, fields)) if record.kind.prose else (record.yaml_change(fields),)
    for each in made:
        _read_again(each, folder)
    return made


@dataclass(frozen=True, slots=True)
class _NewRecord:
    options: NewRecordOptions
    kind: Kind
    folder: ContentFolder

    @property
    def _name(self) -> str:
        return f"{self.kind.name}:{self.options.id}"

    def check_id(self, ids: dict[Key, str]) -> None:
        identity = self.options.id
        taken = [each for kind, each in ids if kind == self.kind.name]
        if wrong := check_id(identity, Location(self._name), taken):
            raise DiagnosticsError([wrong])
        if path := ids.get((self.kind.name, identity)):
            words = {"kind": self.kind.name, "id": identity, "path": f"{self.folder.name}/{path}"}
            raise _error(DUPLICATE, self._name, **words)
        if moved := next((each for each in self.folder.configuration.moved if each.old == self._name), None):
            raise _error(MOVED_AWAY, self._name, old=self._name, new=moved.new)
        if self.kind.name == YEAR.name and not _YEAR.fullmatch(identity):
            raise _error(NOT_A_YEAR, self._name, id=identity, folder=self.kind.folder)

    def check_year(self) -> None:
        years = self.folder.configuration.years
        if self.kind.by_year and self.options.year is None:
            raise self._which_year()
        year = self._own_year or (self.options.year if self.kind.by_year else None)
        if year is not None and year not in years:
            raise _error(YEAR_UNKNOWN, self._name, year=year, years=", ".join(map(str, years)))

    def check_titles(self) -> None:
        languages, titles = self.folder.languages, self.options.titles
        if len(titles) > len(languages):
            given, wanted = len(titles), len(languages)
            raise _error(MORE_TITLES, self._name, titles=given, count=wanted, languages=", ".join(languages))

    @property
    def _own_year(self) -> int | None:
        return int(self.options.id) if self.kind.name == YEAR.name else None

    def _which_year(self) -> DiagnosticsError:
        choices = ", ".join(f"--year {each}" for each in self.folder.configuration.years)
        return _error(WHICH_YEAR, self.kind.name, kind=self.kind.name, choices=choices)

    def sample_values(self, ids: dict[Key, str]) -> SampleValues:
        configuration = self.folder.configuration
        found = dict(sorted(ids, reverse=True))
        if media := [each.path for each in self.folder.tree.files if each.path.startswith(f"{MEDIA_FOLDER}/")]:
            found[MEDIA_FOLDER] = media[0].removeprefix(f"{MEDIA_FOLDER}/")
        found |= {kind: next(iter(configuration.vocabulary(kind)), "") for kind in VOCABULARIES}
        if (UNIT.name, configuration.district) in ids:
            found[UNIT.name] = configuration.district
        return SampleValues(
            languages=configuration.languages,
            titles=dict(zip(configuration.languages, self.options.titles, strict=False)),
            year=self.options.year or self._own_year or configuration.years[-1],
            ids={kind: each for kind, each in found.items() if each},
        )

    def prose_files(self, values: SampleValues, fields: list[str]) -> Iterator[Change]:
        """Yield the file with the facts, and one for each further language, stamped with its version."""
        first, *others = values.languages
        path = prose_path(self.kind, self.options.id, self.options.year)
        text = _markdown(fields, first)
        yield Change(path, None, text)
        slot = FileSlot(self.kind, self.options.id, language="", year=self.options.year)
        records = _read(text, path, slot, self.folder)
        version = next(each.version for each in records if isinstance(each, Original))
        for each in others:
            front = [f"title: {yaml_scalar(values.title(each))}", original_line(version)]
            yield Change(f"{path.removesuffix('.md')}.{each}.md", None, _markdown(front, each))

    def yaml_change(self, fields: list[str]) -> Change:
        """Return the change that adds a record at the end of a YAML file, which may be new."""
        path = self._yaml_path()
        entry = [f"{self.options.id}:", *(f"  {each}" for each in fields), ""]
        if not (self.folder.root / path).exists():
            return Change(path, None, "\n".join(entry).encode())
        before = self.folder.read(path)
        document = _parsed(before, path, self.folder)
        lines = split_lines(before)
        if lines[document.front.line - 1].lstrip(BOM).startswith("{"):
            raise DiagnosticsError([diagnostic(NOT_LINE_BY_LINE, document.place(document.front.pairs[0][0]))])
        end = line_end(lines)
        after = before.decode().rstrip() + end * 2 + end.join(entry)
        return Change(path, before, after.encode())

    def _yaml_path(self) -> str:
        kind, options = self.kind, self.options
        if kind.folder.endswith(".yaml"):
            return kind.folder
        stems = sorted(PurePosixPath(path).stem for path, slot in self.folder.slots() if slot.kind.name == kind.name)
        by_year = bool(stems) and all(map(_YEAR.fullmatch, stems))
        if options.into:
            return self._given_path()
        if options.year is not None and (by_year or not stems):
            return yaml_path(kind, str(options.year))
        if len(stems) == 1:
            return yaml_path(kind, stems[0])
        if by_year:
            raise self._which_year()
        if has_own_file(kind):
            return yaml_path(kind, options.id)
        if not stems:
            return yaml_path(kind, kind.folder)
        choices = ", ".join(f"--into {each}" for each in stems)
        raise _error(WHICH_FILE, kind.name, kind=kind.name, choices=choices)

    def _given_path(self) -> str:
        into = self.options.into
        name = into.removeprefix(f"{self.kind.folder}/").removesuffix(".yaml")
        if check_id(name, Location(into)):
            raise _error(BAD_FILE, into, name=into, meant=suggest_id(name))
        return yaml_path(self.kind, name)


def _error(mistake: DiagnosticKind, place: str, **words: Word) -> DiagnosticsError:
    return DiagnosticsError([diagnostic(mistake, Location(place), **words)])


def _nothing_to_name(kind: str, needed: str) -> DiagnosticsError:
    vocabulary = VOCABULARIES.get(needed)
    if needed == MEDIA_FOLDER:
        advice = message("put the file into content/media first")
        return _error(NOTHING_TO_NAME, kind, kind=kind, needed=needed, advice=advice)
    advice = (
        message("list one under {vocabulary} in {file}", vocabulary=vocabulary, file=CONFIGURATION)
        if vocabulary
        else message("make one first, with the command: new {needed} some-id", needed=needed)
    )
    return _error(NOTHING_TO_NAME, kind, kind=kind, needed=needed, advice=advice)


def _markdown(fields: list[str], language: str) -> bytes:
    return "\n".join(["---", *fields, "---", "", translate(BODY_PLACEHOLDER, language), ""]).encode()


def _read_again(made: Change, folder: ContentFolder) -> None:
    """Raise DiagnosticsError if the loader would refuse what was made: a title of 400 characters, say."""
    slot = file_slot(made.path, folder.languages, folder.name, folder.kinds)
    assert isinstance(slot, FileSlot), made.path  # it was made from a kind and a checked id
    _read(made.after or b"", made.path, slot, folder)


def _read(data: bytes, path: str, slot: FileSlot, folder: ContentFolder) -> Sequence[object]:
    records, diagnostics = read_records(_parsed(data, path, folder), slot, folder.languages, folder.measures)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return records


def _parsed(data: bytes, path: str, folder: ContentFolder) -> Document:
    document = parse_document(data, path, folder.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    return document
