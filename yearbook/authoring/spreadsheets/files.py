"""New records → the files that hold them, proved to say what was meant before any is written.

Kinds with prose get a file each, and one more for each translation; of other kinds all go to the end of one file.
Nothing is written here: `changes` says what is to become of the folder, and never takes anything from a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from yearbook.authoring.changes import Change
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.spreadsheets.records import New
from yearbook.authoring.yaml_writer import record_yaml, yaml_fields
from yearbook.content.locations import FileSlot, file_slot
from yearbook.content.originals import Original, Translation
from yearbook.content.records import pair_translations
from yearbook.content.references import references
from yearbook.content.validation import read_records
from yearbook.content.yearbook import UNRESOLVED, Yearbook
from yearbook.core.diagnostics import Diagnostic, Location, diagnostic, nearest
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import KINDS

_BY_YEAR = frozenset({"commitment", "event", "ledger"})
"""Kinds without prose whose files are named after the year of the records."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be made, or lines for the end of one."""

    path: str
    """Below the content folder."""
    text: str


@dataclass(frozen=True, slots=True)
class NewFiles:
    """What new records came to as files."""

    files: tuple[File, ...]
    diagnostics: Mapping[str, tuple[Diagnostic, ...]]
    """Id → what is wrong with its record, each at the place of its title in the sheet. Empty where all is well."""


def record_files(records: Iterable[New], yearbook: Yearbook, stem: str, into: str = "") -> NewFiles:
    """The files of new records. `stem` names those of kinds that are kept neither by year nor by record."""
    languages = yearbook.configuration.languages
    found: list[File] = []
    diagnostics: dict[str, tuple[Diagnostic, ...]] = {}
    together: dict[str, list[New]] = defaultdict(list)
    known = {kind: set(each) for kind, each in yearbook.records.items()}
    records = tuple(records)
    for each in records:
        known[each.kind].add(each.id)
    for each in records:
        path = _path(each, stem, into)
        if KINDS[each.kind].prose:
            made = _with_prose(each, path, languages)
            wrong = _wrong_prose(each, made, languages, known)
            found += () if wrong else made
        else:
            wrong = ()
            together[path].append(each)
        wrong += tuple(_unresolved(each, known))
        if wrong:
            diagnostics[each.id] = wrong
    for path, group in together.items():
        kept = [each for each in group if each.id not in diagnostics]
        text = "\n".join(record_yaml(each.id, each.facts, _order(each)) for each in kept)
        found += [File(path, text)] if kept else []
    return NewFiles(tuple(found), diagnostics)


def _order(each: New) -> tuple[str, ...]:
    return ordered_fields(each.kind, KINDS[each.kind].facts)


def _path(each: New, stem: str, into: str) -> str:
    folder = KINDS[each.kind].folder
    if KINDS[each.kind].by_year:
        return f"{folder}/{each.year}/{each.id}.md"
    if KINDS[each.kind].prose:
        return f"{folder}/{each.id}.md"
    years = _years(each) if each.kind in _BY_YEAR else ()
    return into or f"{folder}/{years[0] if years else stem}.yaml"


def _years(each: New) -> tuple[int, ...]:
    period = each.value.date.date if each.kind == "event" else each.value.period
    return tuple(period.years)


def _with_prose(each: New, path: str, languages: tuple[str, ...]) -> tuple[File, ...]:
    """The file with the facts, and a translation for each language that has words, marked as made from it."""
    original = File(path, _file(yaml_fields(each.facts, _order(each)), each.words, languages[0]))
    version = _version(original, languages)
    found = [original]
    for language in languages[1:]:
        words = each.words.get(language, {})
        if words:
            front = {name: words[name] for name in ("title", "summary") if name in words}
            text = f"{yaml_fields(front)}original: '{version}'\n"
            found.append(File(f"{path.removesuffix('.md')}.{language}.md", _file(text, each.words, language)))
    return tuple(found)


def _file(front: str, words: Mapping[str, Mapping[str, str]], language: str) -> str:
    body = words.get(language, {}).get("body", "")
    return f"---\n{front}---\n" + (f"\n{body}\n" if body else "")


def _version(original: File, languages: tuple[str, ...]) -> str:
    entries, _ = _read(original, languages)
    return next((each.version for each in entries if isinstance(each, Original)), "")


def _read(file: File, languages: tuple[str, ...]) -> tuple[tuple[Original | Translation, ...], tuple[Diagnostic, ...]]:
    """What the file says when it is read as any other."""
    place = file_slot(file.path, languages, "content")
    document = parse_document(file.text.encode(), file.path, "content")
    if not isinstance(place, FileSlot) or not isinstance(document, Document):
        return (), (place,) if isinstance(place, Diagnostic) else tuple(document) if isinstance(document, tuple) else ()
    return read_records(document, place, languages)


def _wrong_prose(
    each: New, made: tuple[File, ...], languages: tuple[str, ...], known: Mapping[str, set[str]]
) -> tuple[Diagnostic, ...]:
    """The errors that reading the files would tell, and links that lead nowhere."""
    entries = [_read(file, languages) for file in made]
    originals = tuple(one for found, _ in entries for one in found if isinstance(one, Original))
    translations = tuple(one for found, _ in entries for one in found if isinstance(one, Translation))
    assert all(original.facts == each.value for original in originals), each.id
    records, wrong = pair_translations(originals, translations, languages, "content")
    diagnostics = [one for _, found in entries for one in found] + list(wrong)
    links = [link for record in records for body in record.bodies for link in body.prose.links]
    lost = [link for link in links if link.id not in known.get(link.kind, ())]
    return (
        *(Diagnostic(one.mistake, each.place, one.words) for one in diagnostics if one.is_error),
        *(_lost(each.place, link.kind, link.id, known) for link in lost),
    )


def _unresolved(each: New, known: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    """References in full that lead nowhere; all others were looked up by name."""
    for reference in references(each.value):
        if reference.field == "related" and reference.id not in known.get(reference.kind, ()):
            yield _lost(each.place, reference.kind, reference.id, known)


def _lost(place: Location, kind: str, identity: str, known: Mapping[str, set[str]]) -> Diagnostic:
    return diagnostic(UNRESOLVED, place, kind=kind, id=identity, meant=nearest(identity, known.get(kind, ())))


def changes(root: Path, made: Iterable[File], kind: str) -> tuple[Change, ...]:
    """What becomes of the content folder, for `desk.write`: a file of many records gets the new ones at its end.

    A record's own file is always a new one: where it is there already, `desk.write` refuses.
    """
    return tuple(_change(each, None if KINDS[kind].prose else _present(root / each.path)) for each in made)


def _change(made: File, before: bytes | None) -> Change:
    ended = b"" if not before else before if before.endswith(b"\n") else before + b"\n"
    return Change(made.path, before, ended + (b"\n" if ended else b"") + made.text.encode())


def _present(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None
