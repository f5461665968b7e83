"""The options of `pdf`."""

from __future__ import annotations

import click
import pytest

from tests.support.books import WHOLE, Editions, editions_of
from tests.support.small import small_world
from yearbook.book.requests import PARALLEL_LANGUAGE, SIXTEENMO, Request, Scope
from yearbook.cli.pdf import book_file_name
from yearbook.cli.pdf import book_request as asked


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return editions_of(small_world(tmp_path_factory.mktemp("small")))


def test_options_choose_a_book(small: Editions) -> None:
    assert asked(small) == WHOLE["zh"]
    assert asked(small, year="2017", language="en") == Request(Scope.YEAR, "en", "year", "2017")
    assert asked(small, unit="green-office").scope is Scope.UNIT
    assert asked(small, entry="honor:green-city") == asked(small, entry="green-city")
    sheet = asked(small, entry="roads", language=PARALLEL_LANGUAGE, size="16k", bleed=True)
    assert (sheet.kind, sheet.paper, sheet.bleed) == ("ledger", SIXTEENMO, True)
    assert str(book_file_name(sheet)) == "roads.parallel.16k.bleed.pdf"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": "2017", "unit": "green-office"}, "choose one of them: --year, --unit"),
        ({"year": "2019"}, "there is no year “2019”; did you mean “201"),
        ({"unit": "green-ofice"}, "did you mean “green-office”"),
        ({"entry": "event:road-opens"}, "a sheet is of one of honor"),
        ({"entry": "honor:nothing-like-it"}, "there is no honor “nothing-like-it”"),
        ({"entry": "green-cty"}, "there is no record “green-cty”; did you mean “honor:green-city”?"),
        ({"entry": "long-rood"}, "did you mean “project:long-road”?"),
        ({"language": "fr"}, "there is no “fr”; there are zh, en, parallel"),
    ],
)
def test_wrong_options_are_usage_errors(small: Editions, options: dict[str, str], message: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        asked(small, **options)  # type: ignore[arg-type]
    assert message in caught.value.format_message()
