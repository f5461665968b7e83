"""What a checker of PDF/UA-1 finds in the books. `make archive` runs this in an environment of its own, since one of
the checker's libraries has a licence (AGPL) that nothing else here has, and few need it.
"""

from __future__ import annotations

from pathlib import Path

import outloud
import pytest

from tests.support.books import BOOKS, made_books


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made_books(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("name", BOOKS)
def test_a_checker_finds_no_error(name: str, books: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(books[name])
    found = outloud.check(str(file), layers=["conformance"])
    assert not found.error
    assert found.stats["pages"] > 0
    assert found.errors == 0, found.findings
