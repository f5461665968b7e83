"""Write `data/datapackage.json`, which tells programs how to read the yearbook's tables and JSON files.

After Data Package 2.0 (https://datapackage.org/standard/data-package/, profile
https://datapackage.org/profiles/2.0/datapackage.json): with fields, keys, sizes and hashes. Titles and descriptions
give all languages in one text, because no reader of packages knows translated ones yet. `created` is the beginning in
UTC of the day of the edition, not the time of the build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.columns import CsvColumn
from yearbook.data.record_json import data_file_name, data_files_json, record_line
from yearbook.data.record_schema import schema_file
from yearbook.data.tables import DataTable, TableRows, record_rows, table_files
from yearbook.model.docstrings import Description
from yearbook.model.kinds import SOURCE
from yearbook.model.texts import Text

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of the open data, for the page that offers them."""

    path: str
    """From the site's top: `data/honors.csv`."""
    format: str
    """`csv` or `json`."""
    bytes: int
    rows: int
    """Rows of a table, without its head; 0 for other files."""
    description: Description
    columns: tuple[CsvColumn, ...]
    """None for files that are not tables."""


@dataclass(frozen=True, slots=True)
class DataPackage:
    """The open data of a yearbook: its files, and their description for a page."""

    assets: tuple[OutputFile, ...]
    files: tuple[DataFile, ...]
    """All but the package's and the schema's own."""


_WHOLE = Description("The whole yearbook: all records with all facts.", "整部年鉴：全部记录与事实。")
_ONE_KIND = Description("All records of one kind, as in yearbook.json.", "一类记录，格式同 yearbook.json。")


@dataclass(frozen=True, slots=True)
class RecordData:
    """What one record gives to the open data."""

    line: bytes
    """Its line in JSON files, without the end of the line."""
    rows: TableRows


def record_data(record: Record, yearbook: Readable) -> RecordData:
    """Return what one record gives to the open data. Of other records only those that it names are read."""
    return RecordData(record_line(record, yearbook.configuration.languages), record_rows(record, yearbook))


def data_of_records(yearbook: Yearbook) -> dict[Key, RecordData]:
    """Return what each record gives to the open data."""
    return {each.key: record_data(each, yearbook) for each in yearbook}


def data_package(yearbook: Yearbook, data: Mapping[Key, RecordData]) -> DataPackage:
    """Everything in `data/`. `data`: what each record gives to it."""
    tables = table_files(yearbook, {key: each.rows for key, each in data.items()})
    left_out = _left_out(yearbook, [table for table, _ in tables])
    tables = tuple(each for each in tables if each[0].name not in left_out)
    whole, *kinds = data_files_json(yearbook, {key: each.line for key, each in data.items()})
    kinds = [each for each in kinds if each.path.removeprefix("data/").removesuffix(".json") not in left_out]
    resources = [*(_table(*each) for each in tables), _document(whole, _WHOLE)]
    resources += (_document(each, _ONE_KIND) for each in kinds)
    assets = (_package(yearbook, resources), schema_file(yearbook.own), whole, *(file for _, file in tables), *kinds)
    listed = (
        _json_entry(whole, _WHOLE),
        *(_table_entry(*each) for each in tables),
        *(_json_entry(each, _ONE_KIND) for each in kinds),
    )
    return DataPackage(assets, listed)


def _left_out(yearbook: Yearbook, tables: Iterable[DataTable]) -> set[str]:
    """Return the files that there are not: of optional kinds without records, unless a key of another refers to one."""
    empty = {data_file_name(each.name) for each in yearbook.kinds.values() if each.optional and not yearbook.all(each)}
    return empty - {column.refers_to for table in tables if table.name not in empty for column in table.columns}


def _table_entry(table: DataTable, file: OutputFile) -> DataFile:
    return DataFile(
        path=file.path,
        format="csv",
        bytes=len(file.data),
        rows=file.data.count(b"\r\n") - 1,  # line ends of rows are CR LF; those within a cell are LF
        description=table.description,
        columns=table.columns,
    )


def _json_entry(file: OutputFile, description: Description) -> DataFile:
    return DataFile(path=file.path, format="json", bytes=len(file.data), rows=0, description=description, columns=())


def _package(yearbook: Yearbook, resources: list[_Json]) -> OutputFile:
    configuration = yearbook.configuration
    package: _Json = {
        "$schema": PROFILE,
        "name": f"{configuration.district}-yearbook",
        "title": _both(configuration.title),
    }
    if configuration.description:
        package["description"] = _both(configuration.description)
    if configuration.address:
        package["homepage"] = configuration.address
    if configuration.published:
        package["created"] = f"{configuration.published}T00:00:00Z"
    package["languages"] = list(configuration.languages)
    package["keywords"] = [str(year) for year in configuration.years]
    if configuration.publisher:
        package["contributors"] = [{"title": _both(configuration.publisher), "roles": ["publisher"]}]
    if terms := configuration.licence:
        package["licenses"] = [{"name": terms.id, "path": terms.address, "title": _both(terms.name)}]
    if sources := yearbook.all(SOURCE):
        package["sources"] = [{"title": _both(each.title)} for each in sources]
    package["resources"] = resources
    return OutputFile("data/datapackage.json", (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode())


def _table(table: DataTable, file: OutputFile) -> _Json:
    return {
        "name": table.name,
        "type": "table",
        **_file(file, "csv", "text/csv"),
        "encoding": "utf-8",
        "description": str(table.description),
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _document(file: OutputFile, description: Description) -> _Json:
    name = file.path.removeprefix("data/").removesuffix(".json")
    return {
        "name": f"{name}-json",
        **_file(file, "json", "application/json"),
        "encoding": "utf-8",
        "description": str(description),
    }


def _file(file: OutputFile, file_format: str, media_type: str) -> _Json:
    """A path is relative to the package's own file."""
    return {
        "path": file.path.removeprefix("data/"),
        "bytes": len(file.data),
        "hash": f"sha256:{sha256(file.data).hexdigest()}",
        "format": file_format,
        "mediatype": media_type,
    }


def _schema(table: DataTable) -> _Json:
    schema: _Json = {
        "fields": [_field(each) for each in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [_foreign_key(table, each) for each in table.columns if each.refers_to]
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(column: CsvColumn) -> _Json:
    field: _Json = {"name": column.name, "type": column.type}
    if description := str(column.description):
        field["description"] = description
    constraints: _Json = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(table: DataTable, column: CsvColumn) -> _Json:
    """A key to the table itself names no resource (Table Schema, foreignKeys)."""
    reference: _Json = {"fields": ["id"]}
    if column.refers_to != table.name:
        reference = {"resource": column.refers_to, **reference}
    return {"fields": [column.name], "reference": reference}


def _both(text: Text) -> str:
    return " / ".join(each for _, each in text.values)
