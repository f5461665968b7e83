"""The finished PDF as an archive and a screen reader need it: what PDF/A-2a and PDF/UA-1 ask, as far as its structure
says it. A checker of PDF/UA, which has an environment of its own, looks at the same books: `make archive`.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from tests.support.books import BOOKS, below, elements, made_books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made_books(tmp_path_factory.mktemp("small"))


@pytest.fixture(params=BOOKS)
def pdf(request: pytest.FixtureRequest, books: dict[str, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(books[request.param])) as file:
        yield file


def test_the_file_has_a_colour_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = list(pdf.Root.OutputIntents)
    assert intent.S == Name.GTS_PDFA1
    assert len(intent.DestOutputProfile.read_bytes()) > 300


def test_the_file_has_no_scripts_no_encryption_and_no_links_to_files(pdf: pikepdf.Pdf) -> None:
    assert not pdf.is_encrypted
    assert not {"/AA", "/OpenAction", "/AcroForm"} & set(pdf.Root.keys())
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {}))
    actions = [each for each in dictionaries(pdf) if each.get("/S") in (Name.JavaScript, Name.Launch, Name.GoToR)]
    assert actions == []


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every object of the file that has keys."""
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream))


def test_every_font_is_embedded_with_a_unicode_map(pdf: pikepdf.Pdf) -> None:
    fonts = [each for each in dictionaries(pdf) if each.get("/Type") == Name.Font]
    composite = [each for each in fonts if each.Subtype == Name.Type0]
    assert composite
    for each in composite:
        assert "/ToUnicode" in each
        descriptor = each.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
        assert str(descriptor.FontName)[7] == "+", "a subset"
    assert {str(each.Subtype) for each in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}


def test_nothing_is_transparent(pdf: pikepdf.Pdf) -> None:
    states = [each for each in dictionaries(pdf) if each.get("/Type") == Name.ExtGState]
    assert all(float(each.get(key, 1)) == 1 for each in states for key in ("/ca", "/CA"))
    assert not [each for each in dictionaries(pdf) if "/SMask" in each]


def test_title_language_and_tab_order_are_declared(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.Root.Lang)[:2] in ("zh", "en")
    assert pdf.Root.MarkInfo.Marked
    for page in pdf.pages:
        assert page.get("/Tabs", Name.S) == Name.S or "/Annots" not in page
        for each in page.get("/Annots", ()):
            assert each.Subtype == Name.Link
            assert "/StructParent" in each
            assert str(each.get("/Contents", "")), "what a screen reader says of the link"


def test_headings_go_down_one_level_at_a_time(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(each.S)[2:]) for each in elements(pdf.Root.StructTreeRoot) if str(each.S)[:2] == "/H"]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_have_header_cells(pdf: pikepdf.Pdf) -> None:
    found = list(elements(pdf.Root.StructTreeRoot))
    for table in (each for each in found if Name.Table == each.S):
        heads = [each for each in elements(table) if each.S == Name.TH]
        assert heads
        assert all(scope(each) in ("/Column", "/Row", "/Both") for each in heads)
        rows = [each for each in elements(table) if each.S == Name.TR]
        widths = {sum(int(cell_attribute(cell, "/ColSpan") or 1) for cell in below(row)) for row in rows}
        assert len(widths) == 1, "as many columns in every row"


def scope(cell: Any) -> str:
    return cell_attribute(cell, "/Scope")


def cell_attribute(cell: Any, name: str) -> str:
    """An attribute of a cell; empty where it has none."""
    given = cell.get("/A", {})
    owners = given if isinstance(given, pikepdf.Array) else [given]
    return next((str(each[name]) for each in owners if name in each), "")


def test_figures_have_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [each for each in elements(pdf.Root.StructTreeRoot) if Name.Figure == each.S]
    assert all(str(each.get("/Alt", "")).strip() for each in figures)
