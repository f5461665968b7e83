"""Lay out new records as files, and read them back to prove that they say what was meant.

A record with prose gets a file, and one more for each translation; all others go to the end of a YAML file. Nothing is
written here, and nothing is taken from a file: `content_changes` returns what is to be written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from yearbook.authoring.changes import Change
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.record_paths import has_own_file, prose_path, yaml_path
from yearbook.authoring.spreadsheets.columns import PROSE_WORDS
from yearbook.authoring.spreadsheets.record_builder import NewRecord
from yearbook.authoring.yaml_writer import original_line, record_yaml, yaml_fields
from yearbook.content.locations import file_slot
from yearbook.content.originals import Original, Translation
from yearbook.content.records import date_of, pair_translations
from yearbook.content.reference_checks import UNRESOLVED
from yearbook.content.references import references
from yearbook.content.validation import read_records
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, Location, diagnostic, nearest
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import Kind
from yearbook.model.measures import Measures
from yearbook.model.own_kinds import Kinds


@dataclass(frozen=True, slots=True)
class NewFile:
    """A new file, or lines for the end of an existing one."""

    path: str
    """Below the content folder."""
    text: str


@dataclass(frozen=True, slots=True)
class NewFiles:
    """The files of new records."""

    files: tuple[NewFile, ...]
    diagnostics: Mapping[str, tuple[Diagnostic, ...]]
    """Errors by record id, at the place of its title in the sheet; such a record is in no file."""


def record_files(records: Iterable[NewRecord], yearbook: Yearbook, *, stem: str, into: str = "") -> NewFiles:
    """Return the files of new records. `stem` names those of kinds that are kept neither by year nor by record."""
    records = tuple(records)
    known = {kind: set(each) for kind, each in yearbook.records.items()}
    for each in records:
        known[each.kind].add(each.id)
    kinds = yearbook.kinds
    layout = _Layout(
        languages=yearbook.configuration.languages,
        measures=yearbook.configuration.all_measures,
        known=known,
        kinds=kinds,
    )
    files: list[NewFile] = []
    diagnostics: dict[str, tuple[Diagnostic, ...]] = {}
    together: dict[str, list[NewRecord]] = defaultdict(list)
    for each in records:
        path = _path(each, kinds[each.kind], stem, into)
        has_prose = kinds[each.kind].prose
        prose_files = layout.prose_files(each, path) if has_prose else ()
        if wrong := (*layout.prose_faults(each, prose_files), *layout.unresolved(each)):
            diagnostics[each.id] = wrong
        elif has_prose:
            files += prose_files
        else:
            together[path].append(each)
    for path, group in together.items():
        order = ordered_fields(kinds[group[0].kind])
        files.append(NewFile(path, "\n".join(record_yaml(each.id, each.facts, order) for each in group)))
    return NewFiles(tuple(files), diagnostics)


def _path(each: NewRecord, kind: Kind, stem: str, into: str) -> str:
    if kind.prose:
        return prose_path(kind, each.id, each.year)
    if has_own_file(kind):
        return yaml_path(kind, each.id)
    date = date_of(each.kind, each.value)
    return into or yaml_path(kind, str(date.years[0]) if date and date.years else stem)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Lays out records with prose, and checks what readers of the files would find."""

    languages: tuple[str, ...]
    measures: Measures
    known: Mapping[str, set[str]]
    """By kind, the ids of all records, new ones included."""
    kinds: Kinds

    def prose_files(self, each: NewRecord, path: str) -> tuple[NewFile, ...]:
        """Return the file with the facts, and a translation stamped with its version for each language with words."""
        front = yaml_fields(each.facts, ordered_fields(self.kinds[each.kind]))
        original = NewFile(path, _markdown(front, each.words, self.languages[0]))
        version = self._version(original)
        files = [original]
        for language in self.languages[1:]:
            if words := each.words.get(language, {}):
                front = yaml_fields({name: words[name] for name in PROSE_WORDS if name in words})
                text = _markdown(f"{front}{original_line(version)}\n", each.words, language)
                files.append(NewFile(f"{path.removesuffix('.md')}.{language}.md", text))
        return tuple(files)

    def prose_faults(self, each: NewRecord, files: tuple[NewFile, ...]) -> tuple[Diagnostic, ...]:
        """Return the errors found by reading the files, and links that lead nowhere."""
        entries = [self._read(file) for file in files]
        originals = tuple(one for found, _ in entries for one in found if isinstance(one, Original))
        translations = tuple(one for found, _ in entries for one in found if isinstance(one, Translation))
        assert all(original.facts == each.value for original in originals), each.id
        records, unpaired = pair_translations(originals, translations, self.languages, "content", self.kinds)
        diagnostics = [one for _, found in entries for one in found] + list(unpaired)
        links = [link for record in records for body in record.bodies for link in body.prose.links]
        lost = [link for link in links if link.id not in self.known.get(link.kind, ())]
        return (
            *(Diagnostic(one.mistake, each.place, one.words) for one in diagnostics if one.is_error),
            *(self._unresolved(each.place, link.kind, link.id) for link in lost),
        )

    def unresolved(self, each: NewRecord) -> Iterator[Diagnostic]:
        """Report related records that do not exist; all other references were looked up by name."""
        for reference in references(each.value):
            if reference.field == "related" and reference.id not in self.known.get(reference.kind, ()):
                yield self._unresolved(each.place, reference.kind, reference.id)

    def _unresolved(self, place: Location, kind: str, identity: str) -> Diagnostic:
        meant = nearest(identity, self.known.get(kind, ()))
        words = {"kind": kind, "id": identity, "meant": meant, "name": "", "new": ""}
        return diagnostic(UNRESOLVED, place, **words)

    def _version(self, original: NewFile) -> str:
        entries, _ = self._read(original)
        return next((each.version for each in entries if isinstance(each, Original)), "")

    def _read(self, file: NewFile) -> tuple[tuple[Original | Translation, ...], tuple[Diagnostic, ...]]:
        """Read a file as the loader would."""
        slot = file_slot(file.path, self.languages, "content", self.kinds)
        document = parse_document(file.text.encode(), file.path, "content")
        if isinstance(slot, Diagnostic):
            return (), (slot,)
        if not isinstance(document, Document):
            return (), document
        return read_records(document, slot, self.languages, self.measures)


def _markdown(front: str, words: Mapping[str, Mapping[str, str]], language: str) -> str:
    body = words.get(language, {}).get("body", "")
    return f"---\n{front}---\n" + (f"\n{body}\n" if body else "")


def content_changes(root: Path, files: Iterable[NewFile], changed: Iterable[Change] = ()) -> tuple[Change, ...]:
    """Return the changes of the content folder: YAML files get new records at their end, others are new.

    `changed`: changes of records that are there already, which may be in the same YAML files.
    If the file of a record with prose exists already, `write_changes` refuses.
    """
    changes = {each.path: each for each in changed}
    for each in files:
        before = None if each.path.endswith(".md") else _present(root / each.path)
        earlier = changes.get(each.path)
        changes[each.path] = Change(each.path, before, _with_more(earlier.after if earlier else before, each.text))
    return tuple(changes.values())


def _with_more(before: bytes | None, text: str) -> bytes:
    ended = b"" if not before else before if before.endswith(b"\n") else before + b"\n"
    return ended + (b"\n" if ended else b"") + text.encode()


def _present(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None
