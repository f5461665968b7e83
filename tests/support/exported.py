"""Read exported files back, and a yearbook with an edition, a licence and changed records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from yearbook.content.yearbook import Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import DataPackage, data_of_records, data_package
from yearbook.data.feeds import feeds
from yearbook.data.markdown_twins import llms, markdown_twin, markdown_twin_path
from yearbook.data.record_json import data_files_json, record_line
from yearbook.data.tables import DataTable, record_rows, table_files
from yearbook.i18n.language import Language
from yearbook.model import urls
from yearbook.model.configuration import Licence
from yearbook.model.dates import parse_when
from yearbook.model.texts import Text

BASE = "https://example.org/yearbook/"
NASTY = '=HYPERLINK("http://x/?a=1&b=2";"</script><b>") %_#$~^\\{} *[x](y)* ]]> \u2028|`'
"""A title that means something to each format."""


def table(yearbook: Yearbook, name: str) -> list[dict[str, str]]:
    return next(rows_of(asset) for each, asset in tables(yearbook) if each.name == name)


def tables(yearbook: Yearbook) -> tuple[tuple[DataTable, OutputFile], ...]:
    """Every table with its CSV file."""
    return table_files(yearbook, {each.key: record_rows(each, yearbook) for each in yearbook})


def json_files(yearbook: Yearbook) -> tuple[OutputFile, ...]:
    """The JSON file of all records, then those of the kinds."""
    languages = yearbook.configuration.languages
    return data_files_json(yearbook, {each.key: record_line(each, languages) for each in yearbook})


def open_data(yearbook: Yearbook) -> DataPackage:
    """The open data."""
    return data_package(yearbook, data_of_records(yearbook))


def rows_of(asset: OutputFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(asset.data.decode("utf-8-sig"), newline=""), strict=True))


def document(assets: tuple[OutputFile, ...], path: str) -> Any:
    return json.loads(next(each.data for each in assets if each.path == path))


def twins(yearbook: Yearbook, languages: Sequence[Language]) -> tuple[OutputFile, ...]:
    """A twin of every record that has a page of its own, in every language: `zh/honors/x.md`."""
    return tuple(
        OutputFile(markdown_twin_path(record, language.code), markdown_twin(record, language, yearbook).encode())
        for language in languages
        for kind in urls.RECORD_PAGES
        for record in yearbook.all(kind)
    )


def everything(yearbook: Yearbook, languages: tuple[Language, ...]) -> list[OutputFile]:
    return [
        *open_data(yearbook).assets,
        *feeds(yearbook, languages, BASE),
        *twins(yearbook, languages),
        *llms(yearbook, languages, BASE),
    ]


LICENCE = Licence(
    id="CC-BY-4.0",
    name=Text((("zh", "署名"), ("en", "Attribution"))),
    address="https://creativecommons.org/licenses/by/4.0/",
    deed=Text((("zh", "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"),)),
)


def edition_of(day: str, yearbook: Yearbook, changed: Mapping[str, str] = MappingProxyType({})) -> Yearbook:
    """The yearbook as published on a day, under a licence; `changed`: `kind:id` → the day of its last change."""
    configuration = replace(yearbook.configuration, published=parse_when(day), licence=LICENCE)
    records = {
        kind: {
            identity: replace(record, facts=replace(record.facts, changed=parse_when(changed[f"{kind}:{identity}"])))
            if f"{kind}:{identity}" in changed
            else record
            for identity, record in of_kind.items()
        }
        for kind, of_kind in yearbook.records.items()
    }
    return Yearbook(configuration, records, yearbook.uses)
