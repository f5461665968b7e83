"""Write `data/datapackage.json`, which tells programs how to read the yearbook's tables and JSON files.

After Data Package 2.0 (https://datapackage.org/standard/data-package/, profile
https://datapackage.org/profiles/2.0/datapackage.json): with fields, keys, sizes and hashes. Titles and descriptions
give all languages in one text, because no reader of packages knows translated ones yet. `created` is the beginning in
UTC of the day of the edition, not the time of the build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.columns import CsvColumn
from yearbook.data.record_json import data_files_json
from yearbook.data.record_schema import schema_file
from yearbook.data.tables import DataTable, table_files
from yearbook.model.structure import Description
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


def data_package(yearbook: Yearbook) -> DataPackage:
    """Everything in `data/`."""
    tables = table_files(yearbook)
    whole, *kinds = data_files_json(yearbook)
    schema = schema_file()
    package = _package(yearbook, tables, (whole, *kinds))
    listed = (
        _json_entry(whole),
        *(_table_entry(*each) for each in tables),
        *(_json_entry(each) for each in kinds),
    )
    return DataPackage((package, schema, whole, *(each for _, each in tables), *kinds), listed)


def _table_entry(table: DataTable, asset: OutputFile) -> DataFile:
    return DataFile(
        path=asset.path,
        format="csv",
        bytes=len(asset.data),
        rows=asset.data.count(b"\r\n") - 1,  # line ends of rows are CR LF; those within a cell are LF
        description=table.description,
        columns=table.columns,
    )


def _json_entry(asset: OutputFile) -> DataFile:
    description = _WHOLE if "yearbook" in asset.path else _ONE_KIND
    return DataFile(path=asset.path, format="json", bytes=len(asset.data), rows=0, description=description, columns=())


_WHOLE = Description("The whole yearbook: all records with all facts.", "整部年鉴：全部记录与事实。")
_ONE_KIND = Description("All records of one kind, as in yearbook.json.", "一类记录，格式同 yearbook.json。")


def _package(
    yearbook: Yearbook, tables: Sequence[tuple[DataTable, OutputFile]], documents: Iterable[OutputFile]
) -> OutputFile:
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
    if sources := yearbook.all("source"):
        package["sources"] = [{"title": _both(each.title)} for each in sources]
    package["resources"] = [*(_table(*each) for each in tables), *(_document(each) for each in documents)]
    return OutputFile("data/datapackage.json", (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode())


def _table(table: DataTable, asset: OutputFile) -> _Json:
    return {
        "name": table.name,
        "type": "table",
        **_file(asset),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": str(table.description),
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _document(asset: OutputFile) -> _Json:
    name = asset.path.removeprefix("data/").removesuffix(".json")
    about = _WHOLE if name == "yearbook" else _ONE_KIND
    described = {"encoding": "utf-8", "description": str(about)}
    return {"name": f"{name}-json", **_file(asset), "format": "json", "mediatype": "application/json", **described}


def _file(asset: OutputFile) -> _Json:
    """A path is relative to the package's own file."""
    digest = sha256(asset.data).hexdigest()
    return {"path": asset.path.removeprefix("data/"), "bytes": len(asset.data), "hash": f"sha256:{digest}"}


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
