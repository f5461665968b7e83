"""Check the records of a yearbook, in workers; findings are cached by all they depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from yearbook.checks.acceptance import report_findings, report_open_findings
from yearbook.checks.editorial.placeholders import unwritten_values
from yearbook.checks.registry import CheckTables, check_record, check_record_alone, check_tables
from yearbook.content.locations import CONFIGURATION, FIELDS
from yearbook.content.outlines import Fingerprint
from yearbook.content.records import Record
from yearbook.content.source_files import SourceFiles
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.cache import cached_warnings, pack, unpacker
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.digest import digest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import Workers, share


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What checking records needs; sent once to each worker."""

    root: Path
    """The content folder."""
    name: str
    """How people know it."""
    tables: CheckTables


def check_context(root: Path, name: str, yearbook: Yearbook) -> CheckContext:
    return CheckContext(root, name, check_tables(yearbook, name))


def check_yearbook(
    context: CheckContext,
    yearbook: Yearbook,
    fingerprints: Mapping[Key, Fingerprint],
    *,
    cached: Mapping[str, bytes],
    workers: Workers,
) -> tuple[tuple[Diagnostic, ...], dict[str, bytes]]:
    """Return all findings, and those of every record packed, by cache key; only what is not in `cached` is checked.

    Raises UnsoundCacheError.
    """
    tables, shared = context.tables, context.tables.shared.digest()
    keys = {
        each.key: digest((shared, tables.digest_around(each), fingerprints[each.key].whole, *each.key))
        for each in yearbook
    }
    new = [each for each in yearbook if keys[each.key] not in cached]
    found = iter(share(_check_packed, context, new, workers))
    packed = {key: cached[key] if key in cached else next(found) for key in keys.values()}
    unpack = unpacker(tuple[Diagnostic, ...])
    findings = (cached_warnings(each) if key in cached else unpack(each) for key, each in packed.items())
    return tuple(chain.from_iterable(findings)), packed


def check_alone(root: Path, name: str, records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield the errors of records that can be found without the rest of the yearbook, of which some cannot be read."""
    files = SourceFiles(root, name)
    for each in records:
        yield from report_open_findings(each, check_record_alone(each), files.locate, files.lines)


def check_settings(root: Path, name: str) -> Iterator[Diagnostic]:
    """Yield the texts that are still to be written in the files that declare what a yearbook is."""
    for path in (CONFIGURATION, FIELDS):
        document = read_document(root, path, name) if (root / path).is_file() else ()
        if isinstance(document, Document):
            yield from unwritten_values(document)


def recheck(
    context: CheckContext, previous: Iterable[Diagnostic], changed: Iterable[tuple[Record, Record]]
) -> tuple[Diagnostic, ...]:
    """Return the previous findings, with those of the changed records (old, new) replaced.

    Each changed record is compared with the others as they were at the last `check_yearbook`.
    """
    changed = tuple(changed)
    origins = (
        origin
        for record in chain.from_iterable(changed)
        for origin in (record.origin, *(each.origin for each in record.translations))
    )
    paths = {f"{context.name}/{each.path}" for each in origins}
    kept = (each for each in previous if each.place.path not in paths)
    return (*kept, *chain.from_iterable(_check(context, [new for _, new in changed])))


def _check_packed(context: CheckContext, records: Sequence[Record]) -> list[bytes]:
    """Check several records in a worker."""
    return [pack(tuple(each)) for each in _check(context, records)]


def _check(context: CheckContext, records: Iterable[Record]) -> Iterator[Iterator[Diagnostic]]:
    """Yield the diagnostics of each record."""
    files = SourceFiles(context.root, context.name)
    for each in records:
        yield report_findings(each, check_record(each, context.tables), files.locate, files.lines)
