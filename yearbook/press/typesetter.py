"""Typst: templates and the data of a book → where everything comes to stand, and a PDF.

It sees the templates, the fonts of the packages that this project pins, and the data. It sees no system font, no clock
and no network, so that the same book gives the same bytes on every machine.

This file is also a program, which needs no other file of this one: hardly anything that Typst remembers of one setting
of a book serves the next, in which every number and link is another, and it goes with the process.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

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
Made = TypeVar("Made")


def read_fonts() -> typst.Fonts:
    """The fonts of the packages that this project pins."""
    folders = [Path(module.__file__ or "").parent for module in (pylopdf_fonts_zh_cn, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def survey(fonts: typst.Fonts, work: Work) -> str:
    """What the template reports at its end, as JSON. Raises RuntimeError where it does not get there."""
    files, data, _ = work
    found: str = typst.query(  # type: ignore[type-var] # its stubs do not say that it takes files by name
        dict(files),
        "<places>",
        field="value",
        one=True,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    return found


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


def survey_and_imprint(fonts: typst.Fonts, work: Work) -> tuple[str, bytes]:
    """Both, of which the second finds everything laid out."""
    return survey(fonts, work), imprint(fonts, work)


def apart(task: Callable[[typst.Fonts, Work], Made], work: Work) -> Made:
    """What one of these functions makes, in a process of its own. Raises CalledProcessError where it raises."""
    command = (sys.executable, "-P", __file__)  # this folder is not among those of modules: it has names of others
    asked = pickle.dumps((task.__name__, work))
    done = subprocess.run(command, input=asked, capture_output=True, check=True)  # noqa: S603 - no shell
    made: Made = pickle.loads(done.stdout)  # noqa: S301 - from below
    return made


if __name__ == "__main__":
    name, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from above
    sys.stdout.buffer.write(pickle.dumps(globals()[name](read_fonts(), given)))
