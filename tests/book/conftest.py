"""Fixtures for tests of books: the typesetter, the small yearbook, and its whole books."""

from __future__ import annotations

import pytest

from tests.support.books import (
    TEMPLATES,
    WHOLE,
    Editions,
    Printed,
    editions_of,
    printed,
)
from tests.support.small import small_world
from yearbook.book.composition import compose_book
from yearbook.book.typesetting import Typesetter, read_typesetter
from yearbook.core.overlay import Folders


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return read_typesetter(Folders(TEMPLATES))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return editions_of(small_world(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def whole(typesetter: Typesetter, small: Editions) -> dict[str, Printed]:
    return {language: printed(typesetter, compose_book(small, request)) for language, request in WHOLE.items()}
