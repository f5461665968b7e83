"""Which books the site offers, and their paths."""

from __future__ import annotations

from tests.support.books import (
    Editions,
)
from yearbook.book.requests import book_requests
from yearbook.model.kinds import KINDS
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import books


def test_every_book_of_the_site_has_its_own_path(small: Editions) -> None:
    paths = [each.path for each in book_requests(small)]
    assert len(paths) == len(set(paths)) == 3 * (1 + 2 + 3 + 2 + 1 + 1 + 1 + 1)
    assert "pdf/zh/book.pdf" in paths
    assert "pdf/en/years/2017.pdf" in paths
    assert "pdf/parallel/honors/green-city.pdf" in paths
    assert "pdf/zh/units/green-office.pdf" in paths


def test_pages_of_the_site_link_to_every_book(small: Editions) -> None:
    linked = {
        path
        for each in small.values()
        for kind in KINDS.values()
        if kind.book
        for record in each.all(kind)
        for _, path in books(PageContext(each, ""), record)
    }
    assert linked == {each.path for each in book_requests(small)}
