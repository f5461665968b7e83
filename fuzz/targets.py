"""Fuzz the functions that read what people, and strangers, give the yearbook.

`python fuzz/targets.py <target> [options of libFuzzer] fuzz/corpus/<target>`; `make fuzz` runs all targets. A target
fails if it raises anything but diagnostics, or if its result breaks a promise.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["yearbook", "markdown", "yaml", "openpyxl"]):
    from tests.support.dangers import dangers
    from yearbook.authoring.spreadsheets.sheets import read_sheets
    from yearbook.core.diagnostics import DiagnosticsError, Location, show
    from yearbook.core.documents.document import Document, parse_document
    from yearbook.markdown.blocks import blocks
    from yearbook.markdown.conversion import convert
    from yearbook.markdown.tree import nodes
    from yearbook.model.dates import parse_when
    from yearbook.model.errors import InvalidValueError
    from yearbook.model.quantities import parse_quantity
    from yearbook.site.images import prepare_image
    from yearbook.site.svg import measure_svg

SCRATCH = Path(tempfile.mkdtemp())


def documents(data: bytes) -> None:
    for ending in (".md", ".yaml"):
        found = parse_document(data, f"a{ending}", "content")
        if not isinstance(found, Document):
            assert found
            lines = data.decode("utf-8", "replace").split("\n")
            assert all(show(each, lines, language) for each in found for language in ("en", "zh"))


def quantities(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for parse in (parse_quantity, parse_when):
        try:
            assert str(parse(text))
        except InvalidValueError as mistake:
            assert str(mistake)


def markdown(data: bytes) -> None:
    language = "zh" if data[:1] > b"\x7f" else "en"
    found, diagnostics = convert(data.decode("utf-8", "replace"), language, "content/a.md", 5)
    assert dangers(found.html) == []
    nodes(found.html)
    assert "".join("".join(each.html.split()) for each in blocks(found.html)) == "".join(str(found.html).split())
    assert all(each.text("zh") and each.text("en") for each in diagnostics)


def spreadsheets(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        if name == "a.csv" or data[:2] == b"PK":
            (SCRATCH / name).write_bytes(data)
            try:
                read_sheets(SCRATCH / name)
            except DiagnosticsError as error:
                assert error.diagnostics


def svg(data: bytes) -> None:
    measure_svg(data, Location("content/media/a.svg"))


def images(data: bytes) -> None:
    for ending in ("avif", "gif", "jpg", "png", "webp"):
        prepare_image(data, f"media/a.{ending}", "content")


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (documents, quantities, markdown, spreadsheets, svg, images)
}


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
