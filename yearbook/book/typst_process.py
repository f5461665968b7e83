"""Typst: templates and the data of a book → where everything comes to stand, and a PDF.

It sees the templates, the fonts of the packages that this project pins, and the data. It sees no system font, no clock
and no network, so that the same book gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a and PDF/UA-1, both at once."""

Work = tuple[Mapping[str, bytes], str, int]
"""Name → template or picture, of which `main.typ` is set; the data, as JSON; the time that the file bears, in seconds.

The data is not among the files, each of which is parsed as a template: for a book that took 25 MB. And it is one text:
of several inputs Typst takes now one and now another first, and then remembers nothing of before.
"""
_REMEMBERED = 11
"""So many documents back Typst remembers parts of."""


def read_fonts() -> typst.Fonts:
    """The fonts of the packages that this project pins."""
    folders = [Path(module.__file__ or "").parent for module in (pylopdf_fonts_zh_cn, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def survey(fonts: typst.Fonts, work: Work) -> Any:
    """What the template reports at its end. Raises RuntimeError, mostly a TypstError, where it does not get there."""
    files, data, _ = work
    try:
        found = typst.query(  # type: ignore[type-var] # its stubs do not say that it takes files by name
            dict(files),
            "<places>",
            field="value",
            one=True,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": data},
        )
    except RuntimeError:
        imprint(fonts, work)  # it says what is wrong, which a query does not
        raise
    return json.loads(found)


def imprint(fonts: typst.Fonts, work: Work) -> bytes:
    """The PDF. Raises TypstError, which says what is wrong."""
    files, data, seconds = work
    made = typst.compile(  # type: ignore[call-overload] # its stubs do not say that it takes files by name
        dict(files),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=seconds,
        sys_inputs={"data": data},
    )
    assert isinstance(made, bytes)  # a PDF is one file
    return made


def forget(fonts: typst.Fonts) -> None:
    """Let Typst give up what it remembers of earlier settings, which it does as documents go by.

    Hardly anything of a setting serves the next, in which every number and link is another; of a large book it takes
    as much memory once more.
    """
    for number in range(_REMEMBERED):
        typst.compile(f"{number}".encode(), format="svg", font_paths=fonts, ignore_system_fonts=True)
