"""A bad byte after a mark of byte order is one problem with its file, line and column, whatever reads the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.authoring.format_files import format_file
from yearbook.authoring.spreadsheets.own_headings import read_own_headings
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.geometry_files import read_geometry
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.documents.decoding import lines_of
from yearbook.core.documents.document import Document, parse_document, read_document
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.site.rendering.templates import read_templates

MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("before", "place"),
    [
        (b"", (1, 1)),
        (b"a", (1, 2)),
        (b"ab: ", (1, 5)),
        ("题".encode(), (1, 2)),
        ("题: 绿化".encode(), (1, 6)),
        ("题\r\n绿化".encode(), (2, 3)),
        ("题\r绿\n".encode(), (3, 1)),
    ],
)
@pytest.mark.parametrize(
    ("mark", "bad"),
    [(b"", b"\xff"), *((MARK, each) for each in (b"\xff", b"\xe4\xb8", b"\xed\xa0", b"\xc0\xaf", b"\x80"))],
)
def test_a_bad_byte_is_at_its_character(mark: bytes, before: bytes, place: tuple[int, int], bad: bytes) -> None:
    found = parse_document(mark + before + bad + b": rest\n", "a.yaml", "content")
    assert not isinstance(found, Document)
    (only,) = found
    assert (only.mistake.code, only.place.path) == ("YB111", "content/a.yaml")
    assert (only.place.line, only.place.column) == place


def test_a_file_with_the_mark_of_utf_8_is_not_taken_for_gbk(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(MARK + "a: 1\nb: 二七区荣誉录绿化先进单位".encode("gb18030"))
    found = read_document(tmp_path, "a.yaml", "content")
    assert not isinstance(found, Document)
    assert (found[0].mistake.code, found[0].place.line, found[0].place.column) == ("YB111", 2, 4)
    assert lines_of(tmp_path, "a.yaml")[0] == "a: 1"


BAD = b"# \xe7\xbb\xbf\n  \xff"
"""The bad byte is on the second line, third column."""


def build_of(folder: Path, path: str) -> BuildOptions:
    """A small yearbook in which one file of `content` or `templates` is marked and has a bad byte."""
    templates = Path(shutil.copytree(ROOT / "templates", folder / "templates"))
    content = small_world(folder / "content")
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(MARK + BAD)
    return BuildOptions(content, templates, folder / "site")


def of_content(options: BuildOptions) -> tuple[Diagnostic, ...]:
    read_yearbook(options)
    return ()


def of_headings(options: BuildOptions) -> tuple[Diagnostic, ...]:
    (options.content / "headings.yaml").rename(options.content.parent / "headings.yaml")
    yearbook = read_yearbook(options)[0]
    (options.content.parent / "headings.yaml").rename(options.content / "headings.yaml")
    read_own_headings(options.content, "honor", yearbook)
    return ()


def of_format(options: BuildOptions) -> tuple[Diagnostic, ...]:
    found = format_file((options.content / "themes.yaml").read_bytes(), "themes.yaml", None, "content")
    assert isinstance(found, tuple)
    return found


def of_geometry(options: BuildOptions) -> tuple[Diagnostic, ...]:
    found = read_geometry(options.content, "media/a.geojson", "content")
    assert isinstance(found, Diagnostic)
    return (found,)


def of_strings(options: BuildOptions) -> tuple[Diagnostic, ...]:
    read_languages(options.folders, ("zh", "en"))
    return ()


def of_templates(options: BuildOptions) -> tuple[Diagnostic, ...]:
    read_templates(options.folders)
    return ()


def of_own_templates(options: BuildOptions) -> tuple[Diagnostic, ...]:
    read_templates(Folders(options.templates, ROOT / "templates"))
    return ()


def of_table(options: BuildOptions) -> tuple[Diagnostic, ...]:
    """Tables of records and lists of names are read by the same function."""
    read_sheets(options.content / "table.csv")
    return ()


Reader = Callable[[BuildOptions], tuple[Diagnostic, ...]]
READERS: dict[str, tuple[str, Reader, str]] = {
    "the configuration": ("content/yearbook.yaml", of_content, ""),
    "records in YAML": ("content/themes.yaml", of_content, ""),
    "a record in Markdown": ("content/honors/2017/green-city.md", of_content, ""),
    "a translation": ("content/honors/2017/green-city.en.md", of_content, ""),
    "declared fields": ("content/fields.yaml", of_content, ""),
    "headings of tables": ("content/headings.yaml", of_headings, ""),
    "a file to format": ("content/themes.yaml", of_format, ""),
    "a map": ("content/media/a.geojson", of_geometry, ""),
    "words": ("templates/strings/en.yaml", of_strings, ""),
    "a template": ("templates/base.html", of_templates, ""),
    "an own template": ("templates/base.html", of_own_templates, ""),
    "a table": ("content/table.csv", of_table, "table.csv"),
}


@pytest.mark.parametrize("case", READERS)
def test_every_reader_says_where_it_is(tmp_path: Path, case: str) -> None:
    path, read, shown = READERS[case]
    options = build_of(tmp_path, path)
    try:
        found = read(options)
    except DiagnosticsError as error:
        found = error.diagnostics
    places = {(each.mistake.code, each.place.path, each.place.line, each.place.column) for each in found}
    assert ("YB111", shown or path, 2, 3) in places


def test_a_table_in_utf_8_with_a_bad_byte_is_not_taken_for_gbk(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("荣誉名称,年份\n绿化先进".encode() + b"\xb8\xb8" + "单位,2017\n".encode())
    with pytest.raises(DiagnosticsError) as caught:
        read_sheets(file)
    (only,) = caught.value.diagnostics
    assert (only.mistake.code, only.place.line, only.place.column) == ("YB111", 2, 5)


def test_a_table_in_gbk_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("荣誉名称,年份\n绿化先进单位,2017\n".encode("gb18030"))
    assert read_sheets(file)[0].rows[1][0].text == "绿化先进单位"
