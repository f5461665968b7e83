"""Change records by the rows of a spreadsheet that have their ids: exactly the cells that differ from an export.

The rows are compared with those that an export of the record would have. What no column holds, and columns that the
sheet lacks, stay as they are; so do rows and lines that are missing, which are reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import ContentFolder
from yearbook.authoring.field_edits import FieldValues, RecordText, set_body, set_fields
from yearbook.authoring.spreadsheets.columns import PROSE_WORDS
from yearbook.authoring.spreadsheets.exporting import Markdown, export_records
from yearbook.authoring.spreadsheets.field_tree import PathValues, path_pattern
from yearbook.authoring.spreadsheets.new_ids import RowGroup, cell_location, row_groups
from yearbook.authoring.spreadsheets.record_builder import ImportOptions, row_values
from yearbook.authoring.spreadsheets.sheet_table import SheetTable, find_table
from yearbook.authoring.spreadsheets.sheets import Sheet, SheetCell
from yearbook.authoring.yaml_writer import original_line, yaml_fields
from yearbook.content.records import Record
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import Kind

MOVES_FILE = DiagnosticKind(
    "YB262",
    "the year of a record is that of its folder, and is not changed here",
    hint="move its files to the folder of the other year",
)
FEWER_PARTS = DiagnosticKind(
    "YB263",
    "{record} has {count} of these, and here are {found}",
    hint="delete one in the file {path}; here, leave its cells as they are",
)
_LANGUAGE = "en"  # of the export that is compared; any language in which choices have words will do

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value that differs."""

    record: str
    """kind:id."""
    path: _Path
    before: str
    """Empty: it was not there."""
    after: str
    """Empty: it is removed."""


@dataclass(frozen=True, slots=True)
class UpdateContext:
    """What is needed to change records beside the yearbook."""

    folder: ContentFolder
    markdown: Markdown


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """The changes of all records that tables name by their ids."""

    cells: tuple[CellChange, ...] = ()
    files: tuple[Change, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    """Rows with errors, of which nothing is changed: (path of the sheet, number)."""


def read_changes(tables: Iterable[SheetTable], options: ImportOptions, context: UpdateContext) -> RecordChanges:
    """Compare the rows of tables with the records whose ids they give. Nothing is written."""
    records = options.yearbook.records[options.kind]
    exported = _exported(options, context.markdown)
    old_groups = {each[0].text("id"): each for each in row_groups(exported, options.kind)}
    cells: list[CellChange] = []
    diagnostics: list[Diagnostic] = []
    refused: list[tuple[str, int]] = []
    by_record: dict[str, dict[_Path, str | None]] = defaultdict(dict)
    for table in tables:
        groups = existing_groups(table, options)
        wanted = {each.column.pattern for each in table.columns}
        before = row_values(exported, options, [old_groups[each] for each in groups])
        after = row_values(table, options, groups.values())
        for (identity, group), (old, _), (new, wrong) in zip(groups.items(), before, after, strict=True):
            compared = {path: value for path, value in old.items() if path_pattern(path) in wanted}
            found = (*wrong, *_refusals(table, group, records[identity], (compared, new)))
            diagnostics += found
            refused += [(table.sheet.path, row.number) for row in group if found]
            if not found:
                changed = _differences(compared, new)
                by_record[identity] |= changed
                cells += [_cell_change(f"{options.kind}:{identity}", path, old, text) for path, text in changed.items()]
    return RecordChanges(
        cells=tuple(cells),
        files=tuple(_files(context.folder, records, by_record)),
        diagnostics=tuple(diagnostics),
        refused=tuple(refused),
    )


def existing_groups(table: SheetTable, options: ImportOptions) -> dict[str, RowGroup]:
    """Return the rows of records that are there already, by id."""
    groups = {each[0].text("id"): each for each in row_groups(table, options.kind)}
    return {each: group for each, group in groups.items() if each in options.yearbook.records[options.kind]}


def without_existing(table: SheetTable, options: ImportOptions) -> SheetTable:
    """Return a table without the rows of records that are there already."""
    left_out = {row.number for group in existing_groups(table, options).values() for row in group}
    return replace(table, rows=tuple(each for each in table.rows if each.number not in left_out))


def _exported(options: ImportOptions, markdown: Markdown) -> SheetTable:
    """Return the table that an export of all records of the kind has."""
    data = export_records(options.yearbook, options.kind, _LANGUAGE, markdown).data
    rows = tuple(tuple(SheetCell(each) for each in row) for row in (data.headings, *data.rows))
    table, _ = find_table(Sheet(path="", name="", rows=rows), options.kind, options.columns, options.measures)
    assert table is not None
    return table


def _differences(old: PathValues, new: PathValues) -> dict[_Path, str | None]:
    changed = {path: each.text for path, each in new.items() if path not in old or old[path].text != each.text}
    return {**changed, **dict.fromkeys(path for path in old if path not in new)}


def _cell_change(record: str, path: _Path, old: PathValues, text: str | None) -> CellChange:
    return CellChange(record=record, path=path, before=old[path].text if path in old else "", after=text or "")


def _refusals(
    table: SheetTable, group: RowGroup, record: Record, values: tuple[PathValues, PathValues]
) -> Iterator[Diagnostic]:
    """Report another year, and lists of parts that became shorter: it is not known which of them is meant to go."""
    old, new = values
    if ("year",) in new and new["year",].text != str(record.year):
        yield diagnostic(MOVES_FILE, cell_location(table, group[0], "year"))
    sizes = _part_counts(new)
    for path, count in _part_counts(old).items():
        if sizes.get(path, 0) < count:
            row, words = group[0], {"record": ":".join(record.key), "count": count, "found": sizes.get(path, 0)}
            fields = [each.column.field for each in table.columns if each.column.path[0] == path[0]]
            yield diagnostic(FEWER_PARTS, cell_location(table, row, *fields), path=record.origin.path, **words)


def _part_counts(values: PathValues) -> dict[_Path, int]:
    """Return the number of items of each list of parts: of items with fields of their own."""
    found: dict[_Path, set[int]] = defaultdict(set)
    for path in values:
        for at, step in enumerate(path[:-1]):
            if isinstance(step, int):
                found[path[:at]].add(step)
    return {path: len(numbers) for path, numbers in found.items()}


def _files(
    folder: ContentFolder, records: Mapping[str, Record], changes: Mapping[str, Mapping[_Path, str | None]]
) -> Iterator[Change]:
    """Yield the changed files. A YAML file may hold several of the records."""
    paths = {each.path for each in folder.tree.files}
    before: dict[str, bytes | None] = {}
    made: dict[str, bytes] = {}
    first = folder.languages[0]
    for identity, changed in changes.items():
        record = records[identity]
        for path, part in _by_file(record, changed, first).items():
            if path not in made:
                present = before[path] = folder.read(path) if path in paths else None
                made[path] = _new_translation(record, first) if present is None else present
            made[path] = _changed(made[path], path, (folder.kinds[record.kind], record), part)
    for path, after in made.items():
        if before[path] != after:
            yield Change(path, before[path], after)


def _by_file(record: Record, changed: Mapping[_Path, str | None], first: str) -> dict[str, dict[_Path, str | None]]:
    """Divide the changes of a record among its file with the facts and its translations."""
    own = record.origin.path
    files: dict[str, dict[_Path, str | None]] = defaultdict(dict)
    for path, text in changed.items():
        is_word = record.has_own_files and path[0] in (*PROSE_WORDS, "body")
        if is_word and path[1] != first:
            files[f"{own.removesuffix('.md')}.{path[1]}.md"][path[:1]] = text
        else:
            files[own][path[:1] if is_word else path] = text
    return files


def _new_translation(record: Record, first: str) -> bytes:
    """Return the beginning of a translation that is not there yet."""
    title = record.title.get(first) or ""
    return f"---\n{yaml_fields({'title': title})}{original_line(record.version)}\n---\n".encode()


def _changed(data: bytes, path: str, of: tuple[Kind, Record], values: Mapping[_Path, str | None]) -> bytes:
    kind, record = of
    text = RecordText(kind=kind, path=path, id="" if kind.prose else record.id)
    facts: FieldValues = {each: value for each, value in values.items() if each != ("body",)}
    data = set_fields(data, text, facts)
    return set_body(data, path, values["body",] or "") if ("body",) in values else data
