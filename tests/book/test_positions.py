"""Positions reported by a typesetting pass: numbers of notes, running heads, places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.books import TEMPLATES, editions_of
from tests.support.small import small_world
from yearbook.book.composition import compose_book
from yearbook.book.document import Book
from yearbook.book.positions import RunningHead, read_positions
from yearbook.book.requests import Request, Scope


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    assert TEMPLATES.is_dir()
    return compose_book(editions_of(small_world(tmp_path_factory.mktemp("small"))), Request(Scope.ALL, "zh"))


def mark(kind: str, label: str, page: int, level: int = 0) -> list[Any]:
    return [kind, label, page, str(page), 70.0, 100.0, level]


def report(*marks: list[Any], pages: int = 9) -> dict[str, Any]:
    return {"pages": pages, "marks": marks}


def test_footnote_numbers_begin_with_one_on_every_page(book: Book) -> None:
    notes = [mark("note", f"honor:{each}/1", page) for each, page in (("a", 3), ("b", 3), ("c", 4), ("d", 4))]
    found = read_positions(book, report(*notes))
    assert [found.notes[f"honor:{each}/1"] for each in "abcd"] == [1, 2, 1, 2]


def test_running_heads_name_what_begins_or_continues_on_a_page(book: Book) -> None:
    places = {each.label: number for number, each in enumerate(book.chapters, 1)}
    marks = (
        mark("heading", "class:honors", 3, 1),
        mark("heading", "honor:green-city", 3, 3),
        mark("heading", "honor:clean-streets", 5, 3),
        mark("heading", "class:projects", 6, 1),
        mark("heading", "project:long-road", 8, 3),
    )
    heads = read_positions(book, report(*marks, pages=8)).heads
    honors, projects = places["class:honors"], places["class:projects"]
    assert heads == (
        RunningHead("", "", opens=False, thumb=0),
        RunningHead("", "", opens=False, thumb=0),
        RunningHead("荣誉", "【绿化先进单位】", opens=True, thumb=honors),
        RunningHead("荣誉", "【绿化先进单位】", opens=False, thumb=honors),
        RunningHead("荣誉", "【街道整洁奖】", opens=False, thumb=honors),
        RunningHead("项目", "", opens=True, thumb=projects),
        RunningHead("项目", "", opens=False, thumb=projects),
        RunningHead("项目", "【长路工程】", opens=False, thumb=projects),
    )


def test_positions_end_before_the_indexes(book: Book) -> None:
    index = book.indexes[0].label
    marks = (mark("heading", "class:honors", 3, 1), mark("heading", index, 5, 1), mark("anchor", "beyond", 6))
    found = read_positions(book, report(*marks))
    assert len(found.heads) == 4
    assert set(found.targets) == {"class:honors"}


def test_positions_are_written_as_json(book: Book) -> None:
    found = json.loads(read_positions(book, report(mark("heading", "class:honors", 1, 1), pages=1)).as_json())
    assert found["targets"] == {"class:honors": [1, "1", 70.0, 100.0]}
    assert found["heads"] == [{"chapter": "荣誉", "entry": "", "opens": True, "thumb": found["heads"][0]["thumb"]}]
