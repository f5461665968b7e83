"""Atom feeds, read back."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from tests.support.exported import BASE, LICENCE, NASTY, edition_of
from yearbook.content.yearbook import Yearbook
from yearbook.data.feeds import feeds
from yearbook.data.record_info import last_reported
from yearbook.i18n.language import Language
from yearbook.site.edition import arrange

ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_need_the_public_address(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    assert feeds(yearbook, languages, "") == ()


def test_there_is_a_feed_for_each_language_and_each_year(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    paths = [each.path for each in feeds(yearbook, languages, BASE)]
    assert paths == [f"{code}/{name}.xml" for code in ("zh", "en") for name in ("feed", "feed-2017", "feed-2018")]


def test_a_feed_is_atom(nasty: Yearbook, languages: tuple[Language, ...]) -> None:
    """RFC 4287, §4.1: what a feed and an entry must have, once each."""
    for asset in feeds(nasty, languages, BASE):
        feed = ElementTree.fromstring(asset.data)
        assert feed.tag == f"{ATOM}feed"
        for owner in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(owner.findall(f"{ATOM}{name}")) == 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", owner.findtext(f"{ATOM}updated") or "")
            assert (owner.findtext(f"{ATOM}id") or "").startswith(BASE)
            assert any(each.get("rel") == "alternate" for each in owner.findall(f"{ATOM}link"))
        ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids) > 0
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert feed.findtext(f"{ATOM}entry/{ATOM}title") == NASTY.replace("\x00", "")
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links["self"] == BASE + asset.path


def test_updated_is_the_date_of_the_newest_source(yearbook: Yearbook) -> None:
    assert last_reported(yearbook.get("honor", "clean-streets"), yearbook) == date(2018, 6, 30)  # the letter, of June
    assert last_reported(yearbook.get("program", "two-steps"), yearbook) == date(2018, 1, 5)  # the report
    assert last_reported(yearbook.get("honor", "green-city"), yearbook) == date(2018, 6, 30)  # in a disputed figure
    assert last_reported(yearbook.get("source", "report"), yearbook) == date(2018, 1, 5)
    assert last_reported(yearbook.get("year", "2018"), yearbook) == date(2018, 12, 31)  # cites nothing


def test_entries_are_newest_first_and_borrowed_words_are_marked(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    english = next(each for each in feeds(yearbook, languages, BASE) if each.path == "en/feed.xml")
    feed = ElementTree.fromstring(english.data)
    moments = [each.findtext(f"{ATOM}updated") or "" for each in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    title = next(each for each in feed.iter(f"{ATOM}title") if each.text == "街道整洁奖")
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"


def test_updated_is_the_last_change_or_the_edition(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    dated = edition_of("2019-05-06", yearbook, {"program:two-steps": "2019-07-08", "honor:green-city": "2019-01-02"})
    for asset in feeds(dated, languages, BASE):
        feed = ElementTree.fromstring(asset.data)
        found = {
            each.findtext(f"{ATOM}id", "").rpartition("/")[2]: each.findtext(f"{ATOM}updated")
            for each in feed.findall(f"{ATOM}entry")
        }
        if "two-steps.html" in found:  # newest first
            assert next(iter(found)) == "two-steps.html"
            assert feed.findtext(f"{ATOM}updated") == found["two-steps.html"] == "2019-07-08T00:00:00Z"
        if "green-city.html" in found:
            assert list(found)[-1] == "green-city.html"
            assert found["green-city.html"] == "2019-01-02T00:00:00Z"
        rest = {day for name, day in found.items() if name not in ("two-steps.html", "green-city.html")}
        assert rest == {"2019-05-06T00:00:00Z"}
        children = [each.tag.removeprefix(ATOM) for each in feed]
        assert children.index("rights") < children.index("entry")
        assert feed.findtext(f"{ATOM}rights") == ("署名" if asset.path.startswith("zh") else "Attribution")
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert links["license"] == LICENCE.address


def test_entries_changed_on_one_day_are_ordered_by_their_sources(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    made = [
        ElementTree.fromstring(feeds(each, languages, BASE)[0].data)
        for each in (yearbook, edition_of("2019-05-06", yearbook))
    ]
    before, after = ([each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")] for feed in made)
    assert before == after


def test_years_are_those_of_the_pages(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    pages = arrange(yearbook, languages)[languages[0].code]
    for record in yearbook:
        listed = [year for year in sorted(pages.by_year[record.kind]) if record in pages.of_year(year, record.kind)]
        assert list(record.years) == listed, record.key
