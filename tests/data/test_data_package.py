"""The Data Package, strictly checked after https://datapackage.org/profiles/2.0/, for all that is used of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tests.support.exported import LICENCE, document, edition_of, open_data
from yearbook.content.yearbook import Yearbook

PACKAGE = {"$schema", "name", "title", "description", "homepage", "created", "languages", "keywords", "contributors",
           "licenses", "sources", "resources"}  # fmt: skip
RESOURCE = {
    "name",
    "type",
    "path",
    "bytes",
    "hash",
    "format",
    "mediatype",
    "encoding",
    "description",
    "dialect",
    "schema",
}
CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_the_package_describes_every_file_and_no_other(yearbook: Yearbook, nasty: Yearbook) -> None:
    for each in (edition_of("2019-05-06", yearbook), edition_of("2019-05-06", nasty)):
        made = open_data(each)
        files = {asset.path: asset.data for asset in made.assets}
        package = json.loads(files["data/datapackage.json"])
        assert set(package) <= PACKAGE
        assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "署名 / Attribution", "path": LICENCE.address}]
        assert package["created"] == "2019-05-06T00:00:00Z"
        check_package(package, files)
        described = {f"data/{resource['path']}" for resource in package["resources"]}
        assert described == set(files) - {"data/datapackage.json", "data/yearbook.schema.json"}


def check_package(package: dict[str, Any], files: Mapping[str, bytes]) -> None:
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["title"] == "小区年鉴 / A Small Yearbook"
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    tables = {}
    for resource in package["resources"]:
        content = files[f"data/{resource['path']}"]
        assert set(resource) <= RESOURCE
        assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["encoding"] == "utf-8"
        if resource["format"] == "csv":
            assert resource["mediatype"] == "text/csv"
            assert resource["type"] == "table"
            tables[resource["name"]] = check_table(resource, content)
    for resource in package["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            (field,), reference = key["fields"], key["reference"]
            target = reference.get("resource", resource["name"])
            assert ("resource" not in reference) == (target == resource["name"])
            known = {row[name] for row in tables[target] for name in reference["fields"]}
            assert {row[field] for row in tables[resource["name"]]} - {""} <= known, (resource["name"], field)


def check_table(resource: dict[str, Any], content: bytes) -> list[dict[str, str]]:
    described = resource["schema"]
    dialect = resource["dialect"]
    text = content.decode("utf-8-sig")
    reader = csv.DictReader(
        io.StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
        doublequote=dialect["doubleQuote"],
        strict=True,
    )
    rows = list(reader)
    assert reader.fieldnames == [each["name"] for each in described["fields"]]
    for field in described["fields"]:
        assert set(field) <= {"name", "type", "description", "constraints"}
        assert re.search("[a-z]", field["description"])
        assert re.search("[\u4e00-\u9fff]", field["description"])
        for row in rows:
            check_cell(field, row[field["name"]])
    keys = [tuple(row[name] for name in described["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert described["missingValues"] == [""]
    return rows


def check_cell(field: dict[str, Any], cell: str) -> None:
    constraints = field.get("constraints", {})
    assert set(constraints) <= {"required", "enum"}
    if cell == "":
        assert not constraints.get("required"), field
        return
    CASTS[field["type"]](cell)
    assert cell in constraints.get("enum", [cell])


def test_a_page_can_list_the_files(yearbook: Yearbook) -> None:
    made = open_data(yearbook)
    honors = next(each for each in made.files if each.path == "data/honors.csv")
    assert (honors.format, honors.rows, honors.description.zh) == ("csv", 2, "一项荣誉。")
    assert honors.columns[0].name == "id"
    assert not {"licenses", "created"} & set(document(made.assets, "data/datapackage.json"))
