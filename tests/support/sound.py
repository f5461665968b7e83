"""The least yearbook that is sound, to which a test adds the records that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.support.worlds import world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError

SOUND: Mapping[str, str] = MappingProxyType(
    {
        "yearbook.yaml": """\
            title: {zh: 二七年鉴, en: Erqi Yearbook}
            languages: [zh, en]
            years: [2016, 2017]
            district: erqi
            scopes: {city: {zh: 全市, en: in the city}}
            bases: {growth: {zh: 增速, en: growth}}
            categories: {road: {zh: 道路, en: roads}}
            """,
        "units/bodies.yaml": """\
            erqi:
              names: [{name: {zh: 二七区, en: Erqi District}}]
              type: district
            traffic-office:
              names: [{name: {zh: 交通局, en: Traffic Office}}]
              type: government
            """,
        "sources/articles.yaml": """\
            summary-2016: {title: {zh: 总结, en: Summary}, kind: newspaper, date: 2016}
            """,
        "themes.yaml": """\
            warmth: {title: {zh: 温暖, en: Warmth}}
            """,
    }
)
"""Path below the content folder → text."""


def honor(more: str = "", body: str = "") -> str:
    """The file of an honor with what it must have, further fields, and a body."""
    front = "title: 文明城区\nform: title\nlevel: national\nsources: [{source: summary-2016, at: 文明城区}]\n"
    return f"---\n{front}{more}---\n{body}"


def translation(more: str = "", body: str = "") -> str:
    """The file of a translation."""
    return f"---\ntitle: Civilised City\n{more}---\n{body}"


def sound_world(folder: Path, more: Mapping[str, str | bytes] = MappingProxyType({})) -> Path:
    """The sound yearbook's content as the new folder `content` in `folder`, with `more` files or others instead."""
    return world(folder / "content", {**SOUND, **more})


def read(root: Path, *, drafts: bool = False) -> tuple[Yearbook, tuple[Diagnostic, ...]]:
    """The yearbook of a content folder, and its warnings."""
    return read_yearbook(BuildOptions(root, root, root, drafts=drafts))


def problems_of(root: Path) -> tuple[Diagnostic, ...]:
    """All that is wrong in a content folder, in the order in which it is told; nothing where no error is."""
    try:
        read(root)
    except DiagnosticsError as error:
        return error.diagnostics
    return ()
