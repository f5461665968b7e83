"""Where things stand on the pages of books: notes below values, words below maps, upright pictures, short chapters."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PageObject

from tests.support.books import TEMPLATES, Printed, editions_of, elements, printed, tables
from tests.support.illustrated import photo
from tests.support.mapped import MAPPED
from tests.support.reported import REPORTED
from tests.support.small import FILES, small_world
from yearbook.book.composition import compose_book
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.typesetting import Typesetter, read_typesetter
from yearbook.core.overlay import Folders

POINT = 72 / 25.4  # points in a millimetre


def texts(page: PageObject) -> list[tuple[str, float, float]]:
    """The texts of a page, each with where it begins: points from the left and from the lower edge."""
    found: list[tuple[str, float, float]] = []

    def seen(text: str, matrix: list[float], line: list[float], *_: Any) -> None:
        x, y = line[4], line[5]
        a, b, c, d, e, f = matrix
        found.append((text, x * a + y * c + e, x * b + y * d + f))

    page.extract_text(visitor_text=seen)
    return found


def images(page: PageObject) -> list[tuple[float, float]]:
    """Width and height of each image of a page, in points."""
    found: list[tuple[float, float]] = []

    def seen(operator: bytes, operands: list[Any], matrix: list[float], *_: Any) -> None:
        if operator == b"Do":
            found.append((abs(matrix[0]), abs(matrix[3])))

    page.extract_text(visitor_operand_before=seen)
    return found


def place_of(found: Printed, words: str) -> tuple[int, float, float]:
    """The page of a text, and where it begins."""
    for number, page in enumerate(found.reader.pages):
        for text, x, y in texts(page):
            if words in text:
                return number, x, y
    pytest.fail(f"{words} is nowhere")


@pytest.mark.parametrize(("language", "note"), [("zh", "原为8.8亿元"), ("en", "revised March 2018 from")])
def test_a_revision_stands_below_its_value_and_not_among_the_ranks(language: str, note: str, tmp_path: Path) -> None:
    book = compose_book(editions_of(small_world(tmp_path, dict(REPORTED))), Request(Scope.ALL, language))
    rows = next(each for each in tables(book, "series") if any(note in cell for row in each for cell in row))
    (place,) = (number for number, row in enumerate(rows) if note in row[-1])
    assert len(rows[place]) == 1
    assert "2017" in rows[place - 1][0]


@pytest.mark.parametrize("language", ["zh", PARALLEL_LANGUAGE])
def test_the_words_of_a_map_stand_right_below_it(language: str, tmp_path: Path, typesetter: Typesetter) -> None:
    editions = editions_of(small_world(tmp_path, dict(MAPPED)))
    found = printed(typesetter, compose_book(editions, Request(Scope.ENTRY, language, "place", "county")))
    page, scale_x, scale_y = place_of(found, "公里")
    below, words_x, words_y = place_of(found, "等距圆柱投影")
    assert page == below
    assert 8 < scale_y - words_y < 30
    assert 0 <= scale_x - words_x < 100
    with pikepdf.open(io.BytesIO(found.data)) as file:
        assert "/Caption" in {str(each.S) for each in elements(file.Root.StructTreeRoot)}, "pages may part them"


@pytest.mark.parametrize("language", ["zh", PARALLEL_LANGUAGE])
def test_an_upright_picture_is_no_higher_than_a_third_of_the_page(language: str, tmp_path: Path) -> None:
    shown = "pictures: [{file: tall.png, alternative: {zh: 塔, en: A tower}}]\n            form: award"
    honor = FILES["honors/2018/clean-streets.md"].replace("form: award", shown)
    body = honor.replace("三个单位获奖", "![塔](media/tall.png)\n\n            三个单位获奖")
    editions = editions_of(small_world(tmp_path, {"honors/2018/clean-streets.md": body, "media/tall.png": ""}))
    typesetter = replace(read_typesetter(Folders(TEMPLATES)), pictures={"media/tall.png": photo("PNG", (600, 1500))})
    found = printed(typesetter, compose_book(editions, Request(Scope.ALL, language)))
    sizes = [size for page in found.reader.pages for size in images(page)]
    assert len(sizes) >= 2
    for width, height in sizes:
        assert height / width == pytest.approx(2.5, rel=0.02)
        assert height <= found.book.paper.height * POINT / 3


@pytest.mark.parametrize("language", ["zh", PARALLEL_LANGUAGE])
def test_a_table_of_twelve_columns_is_set_in_parts(language: str, tmp_path: Path, typesetter: Typesetter) -> None:
    def row(*cells: str) -> str:
        return f"|{'|'.join(cells)}|\n            "

    figures = (f"1234{number}.5" for number in range(10, 21))
    table = row("街道", *(f"{each}月" for each in range(1, 12))) + row(*["---"] * 12) + row("长路", *figures)
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", f"{table}\n            三个单位获奖")
    editions = editions_of(small_world(tmp_path, {"honors/2018/clean-streets.md": honor}))
    book = compose_book(editions, Request(Scope.ALL, language))
    found = [each for each in tables(book, "") if "街道" in each[0]]
    sides = 2 if language == PARALLEL_LANGUAGE else 1
    assert [len(each[0]) for each in found] == [5, 5, 4] * sides
    assert all(each[1][0] == "长路" for each in found)
    text = "".join(printed(typesetter, book).pages)
    assert all(f"1234{number}.5" in text for number in range(10, 21))


def test_short_chapters_of_a_parallel_book_share_a_page(whole: dict[str, Printed]) -> None:
    found = whole[PARALLEL_LANGUAGE]
    short = [each.label for each in found.book.chapters if each.continues]
    assert "class:glossary" in short
    assert found.book.chapters[0].label not in short
    glossary = next(number for number, text in enumerate(found.pages) if "术语Glossary" in text and "目录" not in text)
    assert "单位Units" in found.pages[glossary] or "Other" in found.pages[glossary]
