"""Run Typst: templates and the data of a book in; the positions of its parts, or a PDF, out.

Typst sees the templates, the data and the fonts of the packages that this project pins: no system font, no clock and no
network, so that the same book gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

from yearbook.core.frozen import dataclass

STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a and PDF/UA-1, both at once."""


@dataclass(frozen=True, slots=True)
class TypstInput:
    """What one document is made of."""

    files: Mapping[str, bytes]
    """Templates by name, of which `main.typ` is compiled. Typst parses each of them as source text."""
    data: str
    """JSON. It is not among the files, because Typst would parse it as a template: 25 MB more for a book. And it is
    one text, because Typst reads several inputs in changing order and then reuses nothing of the pass before.
    """
    timestamp: int
    """Seconds since 1970."""
    root: Path | None = None
    """A folder with the pictures, which templates name by their paths in it."""


_REMEMBERED = 11
"""Typst's cache keeps what the last so many documents have used."""


def read_fonts() -> typst.Fonts:
    """Return the fonts of the packages that this project pins."""
    folders = [Path(module.__file__ or "").parent for module in (pylopdf_fonts_zh_cn, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def query_positions(fonts: typst.Fonts, source: TypstInput) -> Any:
    """Return what the template reports at its end. Raises RuntimeError, mostly a TypstError, if it does not."""
    try:
        found = typst.query(  # type: ignore[type-var] # its stubs do not say that it takes files by name
            dict(source.files),
            "<positions>",
            root=source.root,
            field="value",
            one=True,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": source.data},
        )
    except RuntimeError:
        compile_pdf(fonts, source)  # its error says what is wrong, that of a query does not
        raise
    return json.loads(found)


def compile_pdf(fonts: typst.Fonts, source: TypstInput) -> bytes:
    """Return the PDF. Raises TypstError, which says what is wrong."""
    made = typst.compile(  # type: ignore[call-overload] # its stubs do not say that it takes files by name
        dict(source.files),
        root=source.root,
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=source.timestamp,
        sys_inputs={"data": source.data},
    )
    assert isinstance(made, bytes)  # a PDF is one file
    return made


def clear_cache(fonts: typst.Fonts) -> None:
    """Empty Typst's cache by compiling tiny documents until all older parts are dropped.

    Hardly anything of a pass serves the next, in which every number and link is another; for a large book the cache
    takes as much memory once more.
    """
    for number in range(_REMEMBERED):
        typst.compile(f"{number}".encode(), format="svg", font_paths=fonts, ignore_system_fonts=True)
