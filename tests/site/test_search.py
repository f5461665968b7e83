"""What search finds things by, in numbers that stay, and in scripts that hold together."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.support.exported import open_data
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.i18n import strings
from yearbook.site.edition import Edition, arrange
from yearbook.site.search.entries import _LINES, _NAMES, _PARTS, SearchEntry, entry_keys, search_entry
from yearbook.site.search.index import (
    BODY,
    INDEX_NAME,
    OFTEN,
    TITLE,
    SearchDocument,
    document_numbers,
    search_document,
    search_index,
)
from yearbook.site.search.scripts import (
    LARGEST_SCRIPT,
    NEAR_NAME,
    script_number,
    script_numbers,
    search_scripts,
    term_shards,
    text_script_starts,
)
from yearbook.site.search.tokenizer import Tokenizer, fold, hash_of, tokenizer_options
from yearbook.site.views.elements import Run

SCRIPTS = ROOT / "templates" / "assets" / "js"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """The small yearbook in both languages."""
    folder = tmp_path_factory.mktemp("small")
    order = BuildOptions(small_world(folder / "content"), ROOT / "templates", folder / "site")
    yearbook, _ = read_yearbook(order)
    languages = strings.read_languages(order.folders, yearbook.configuration.languages)
    files = open_data(yearbook).files
    return {code: replace(each, files=files) for code, each in arrange(yearbook, languages).items()}


def content(asset: Any) -> tuple[str, Any]:
    """What a script hands over: (name, content)."""
    found = re.fullmatch(r'yearbookSearch\("([^"]+)",(.*)\);\n', asset.data.decode(), re.DOTALL)
    assert found, asset.path
    return found[1], json.loads(found[2])


# Terms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("３２１６亿元", "3216亿元"),
        ("ＰＭ２．５", "pm2.5"),
        ("10.5%。", "10.5% "),
        ("1,500,000人", "1500000人"),
        ("2017，216个", "2017 216个"),
        ("1,50", "1 50"),
        (".5 a.b 1.2.", " 5 a b 1.2 "),
        ("Zhèngzhōu ÉLAN Ⅳ", "zhengzhou elan iv"),
        ("二七\u2f54区", "二七水区"),  # a Kangxi radical
        ("300～320", "300 320"),
        ("“1+3+18”", " 1+3+18 "),
        ("总\u200b工\u00ad会", "总工会"),
    ],
)
def test_texts_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_chinese_is_cut_into_pairs_across_scripts_and_never_across_signs() -> None:
    cutter = Tokenizer(tokenizer_options("zh"))
    assert cutter.terms("U创港，“区”5%") == ["u创", "创港", "5%"]


def test_chinese_figures_are_cut_into_threes_too_with_what_stands_at_either_end() -> None:
    cutter = Tokenizer(tokenizer_options("zh"))
    assert cutter.terms("第10.5%，7") == ["第1", "10", "0.", ".5", "5%", "第10", "10.", "0.5", ".5%"]
    assert cutter.terms("16年 45 5年2") == ["16", "6年", "45", "5年", "年2", "16年"]
    assert cutter.terms("16") == ["16"]


def test_english_is_cut_into_stems_and_its_han_into_pairs() -> None:
    cutter = Tokenizer(tokenizer_options("en"))
    assert cutter.terms("The charities’ PM2.5 (总工会, 区) cost 1,500") == [
        "the", "chariti", "pm2.5", "总工", "工会", "区", "cost", "1500",
    ]  # fmt: skip


# Numbers


def many_keys(count: int) -> list[tuple[str, str]]:
    return [("honor", f"record-{each}") for each in range(count)]


def test_numbers_do_not_depend_on_order() -> None:
    mixed = many_keys(500)
    random.Random(1).shuffle(mixed)
    assert document_numbers(mixed) == document_numbers(many_keys(500))
    assert len(set(document_numbers(mixed).values())) == 500


def test_one_more_record_leaves_nearly_all_numbers_as_they_were() -> None:
    before = document_numbers(many_keys(500))
    for each in range(100):
        after = document_numbers([*many_keys(500), ("unit", f"new-{each}")])
        assert sum(after[key] != before[key] for key in before) < 25
    assert max(before.values()) < 1100


def test_numbers_are_written_so_that_they_can_be_told_apart() -> None:
    values = [*range(5000), 10**6, 10**9]
    text = "".join(map(script_number, values))
    assert read(text) == values
    assert not set(text) & set('"\\! ')


def read(text: str) -> list[int]:
    """What the browser does."""
    found, value, scale = [], 0, 1
    for each in text:
        digit = ord(each) - 35 - (ord(each) > 92)
        if digit < 46:
            found.append(value + digit * scale)
            value, scale = 0, 1
        else:
            value, scale = value + (digit - 46) * scale, scale * 45
    return found


def test_postings_are_steps() -> None:
    postings = [4 * 7 + TITLE, 4 * 7000 + BODY, 4 * 7001 + INDEX_NAME]
    place, found = 0, []
    for each in read(script_numbers(postings)):
        place += each >> 2
        found.append(place * 4 + (each & 3))
    assert found == postings


# Shares of terms


def many(count: int) -> dict[str, list[int]]:
    chance = random.Random(2)
    made = {
        f"{chr(0x4E00 + each)}{chr(0x5E00 + each)}": sorted(chance.sample(range(9999), 20)) for each in range(count)
    }
    return made | {"二七": list(range(0, 99999, 2))}


def test_every_term_is_in_the_share_that_its_hash_names() -> None:
    postings = many(3000)
    made = term_shards(postings)
    for term, values in postings.items():
        bits = "".join(str(hash_of(term) >> each & 1) for each in range(32))
        (name,) = [each for each in made if bits.startswith(each)]
        assert f"!{term} {script_numbers(values)}!" in made[name]
    hot = [each for each in made.values() if len(each) > LARGEST_SCRIPT + 1]
    assert len(hot) == 1 and hot[0].startswith("!二七 ")


def test_a_share_that_grows_too_large_is_cut_and_no_other_changes() -> None:
    before, after = term_shards(many(3000)), term_shards(many(3000) | {"新增": list(range(0, 60000, 3))})
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    assert len(gone) == 1 and len(come) >= 2
    assert all(each.startswith(tuple(gone)) for each in come)
    assert all(before[each] == after[each] for each in before.keys() & after.keys())


# Entries


def entries(edition: Edition) -> list[SearchEntry]:
    """Every record that is searched, in the order of the book."""
    return [search_entry(edition, edition.yearbook.get(*key)) for key in entry_keys(edition)]


def texts(entry: SearchEntry) -> list[str]:
    return [each.text for each in entry.passages]


def by_id(one: Edition) -> dict[str, SearchEntry]:
    return {each.id: each for each in entries(one)}


def test_every_record_is_found_with_its_years_and_level(editions: dict[str, Edition]) -> None:
    found = by_id(editions["zh"])
    assert set(found) == {each.id for each in editions["zh"].yearbook}
    honor = found["green-city"]
    assert (honor.title, honor.years, honor.years_word, honor.level) == (
        Run("绿化先进单位"),
        (2017,),
        "2017",
        "municipal",
    )
    assert found["long-road"].years_word == "2017—2018"
    assert honor.names == (Run("Advanced Unit in Greening", "en"),)


def test_facts_prose_notes_and_quotes_are_searched_as_they_are_shown(editions: dict[str, Edition]) -> None:
    chinese, english = (texts(by_id(editions[each])["green-city"]) for each in ("zh", "en"))
    assert {"绿化办在长路两侧植树。", "绿化办公室", "全市增速第一", "两处说法不一。", "“植树1200个”"} <= set(chinese)
    assert any("植树 · 1200个 · 1000个 · 总结较晚。" in each for each in chinese)
    assert {"A prize for trees.", "Greening Office", "The two accounts differ."} <= set(english)
    assert any("Trees planted · 1,200" in each for each in english)
    quotes = [each for each in by_id(editions["en"])["green-city"].passages if "植树1200个" in each.text]
    assert [each.lang for each in quotes] == ["zh-Hans"]


def test_what_only_points_elsewhere_is_left_out(editions: dict[str, Edition]) -> None:
    found = by_id(editions["zh"])
    assert not any("长路工程" in each for each in texts(found["green-city"]))  # related
    assert not any("绿化先进单位" in each for each in texts(found["green-office"]))  # what it received
    assert not any("再种" in each for each in texts(found["2018"]))  # what was promised for the year


def test_a_unit_has_all_its_names(editions: dict[str, Edition]) -> None:
    names = {each.text for each in by_id(editions["zh"])["green-office"].names}
    assert names >= {"林业办公室", "绿化办", "Greening Office", "Forestry Office"}
    assert "绿办" in texts(by_id(editions["zh"])["green-office"])


def test_records_without_a_page_of_their_own_are_found_with_their_sources(editions: dict[str, Edition]) -> None:
    found = by_id(editions["en"])
    assert {"1 June 2018 (inferred; From the signature.)", "Small District", "“通车”"} <= set(
        texts(found["road-opens"])
    )
    assert {"They were planted.", "Kept"} <= set(texts(found["plant-more"]))
    assert found["greening"].names == (Run("绿化", "zh-Hans"),)


def test_a_year_is_found_by_its_number_and_motto(editions: dict[str, Edition]) -> None:
    found = by_id(editions["en"])["2017"]
    assert {"2017", "The year of greening"} <= {each.text for each in found.names}
    assert "“绿化年”" in texts(found)  # the words of its source


def test_the_strongest_place_counts(editions: dict[str, Edition]) -> None:
    bare = replace(by_id(editions["zh"])["greening"], title=Run("甲乙"), names=(Run("甲乙丙丁"),))
    entry = replace(bare, passages=(Run("丙丁戊己。己庚"), Run("己庚，己庚")))
    found = search_index([search_document(entry, Tokenizer(tokenizer_options("zh")))])
    places = {term: values[0] & 3 for term, values in found.postings.items()}
    assert places == {"甲乙": TITLE, "乙丙": INDEX_NAME, "丙丁": INDEX_NAME, "丁戊": BODY, "戊己": BODY, "己庚": OFTEN}


# Scripts


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_scripts_hold_together(editions: dict[str, Edition], code: str) -> None:
    found = entries(editions[code])
    assets = search_scripts(editions[code], cards(found, code))
    assert assets == search_scripts(editions[code], cards(found, code))
    assert all(each.path.startswith(f"{code}/search/") for each in assets)
    (first, table), *others = map(content, assets)
    assert first == "index"
    names = [*(f"terms-{each}" for each in table["terms"]), *(f"texts-{each}" for each, _ in table["texts"])]
    assert [name for name, _ in others] == names
    shown = {int(slot): entry for name, part in others if name.startswith("texts") for slot, entry in part.items()}
    assert sorted(row[0] for row in rows(table)) == sorted(shown)
    for slot, order, facet, _ in rows(table):
        kind, _, level, years = table["facets"][facet]
        entry = found[order]
        assert (table["kinds"][kind][0], shown[slot][0]) == (entry.kind, entry.id)
        assert (level, tuple(years)) == (entry.level, entry.years)


def rows(table: Any) -> Iterator[tuple[int, int, int, int]]:
    slot, values = -1, read(table["entries"])
    for start in range(0, len(values), 4):
        slot += values[start]
        yield (slot, *values[start + 1 : start + 4])  # type: ignore[misc] # four of them


def test_results_lead_to_pages_and_places(editions: dict[str, Edition]) -> None:
    chinese = editions["zh"]
    patterns = {
        name: pattern for name, _, pattern in content(search_scripts(chinese, cards(entries(chinese)))[0])[1]["kinds"]
    }
    assert patterns["honor"] == "honors/*.html"
    assert patterns["event"] == "chronicle.html#*"


def cards(entries: list[SearchEntry], code: str = "zh") -> list[SearchDocument]:
    cutter = Tokenizer(tokenizer_options(code))
    return [search_document(each, cutter) for each in entries]


def test_a_change_of_one_text_rewrites_few_scripts(editions: dict[str, Edition]) -> None:
    chinese = editions["zh"]
    model = by_id(chinese)["green-city"]
    chance = random.Random(3)
    han = [chr(each) for each in range(0x4E00, 0x5000)]
    every = [replace(model, id=f"r{each}", passages=(Run("".join(chance.choices(han, k=300))),)) for each in range(300)]
    before = {each.path: each.data for each in search_scripts(chinese, cards(every))}
    every[7] = replace(every[7], passages=(*every[7].passages, Run("补记")))
    after = {each.path: each.data for each in search_scripts(chinese, cards(every))}
    assert len(before) > 40
    assert {path for path in after if after[path] != before.get(path)} <= {
        "zh/search/index.js",
        *(path for path in after if "补记" in after[path].decode()),
    }
    assert len([path for path in after if after[path] != before.get(path)]) == 3


def test_a_script_of_texts_begins_where_a_number_is_the_smallest_around() -> None:
    mixed = list(range(5000))
    random.Random(4).shuffle(mixed)
    starts = text_script_starts(mixed)
    sizes = [end - start for start, end in zip(starts, [*starts[1:], len(mixed)], strict=True)]
    assert starts[0] == 0 and min(sizes[1:-1]) > NEAR_NAME and max(sizes) < 8 * NEAR_NAME
    assert sum(sizes) / len(sizes) == pytest.approx(2 * NEAR_NAME + 1, rel=0.05)
    assert (text_script_starts([]), text_script_starts([7])) == ([], [0])


def test_one_more_entry_changes_the_script_of_texts_that_it_is_put_in_and_no_other() -> None:
    mixed = list(range(2000))
    random.Random(5).shuffle(mixed)
    before = parts(mixed)
    for at in range(0, 2000, 37):
        after = parts([*mixed[:at], -1 if at % 2 else 5000, *mixed[at:]])
        assert len(before - after) <= 3 and len(after - before) <= 3


def parts(ordered: list[int]) -> set[tuple[int, ...]]:
    starts = text_script_starts(ordered)
    return {tuple(ordered[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)}


def test_scripts_of_texts_follow_the_book(editions: dict[str, Edition]) -> None:
    """Finds that are equally good are shown in its order."""
    chinese = editions["zh"]
    every = [replace(by_id(chinese)["green-city"], id=f"r{each}") for each in range(300)]
    (_, table), *others = map(content, search_scripts(chinese, cards(every)))
    scripts = [part for name, part in others if name.startswith("texts")]
    assert [next(iter(part)) for part in scripts] == [str(each) for each, _ in table["texts"]]
    assert [text[0] for part in scripts for text in part.values()] == [each.id for each in every]
    assert 10 < len(scripts) < 40


def test_the_scripts_written_by_hand_are_small() -> None:
    written = [each.read_bytes() for each in sorted(SCRIPTS.glob("*.js")) if not each.name.startswith("vendor-")]
    assert len(gzip.compress(b"\n".join(written), 9)) < 12_000


def test_what_is_searched_of_a_view_is_there() -> None:
    """A field that is renamed in a view must not fall out of search unseen."""
    for table in (_NAMES, _LINES, _PARTS):
        for view, names in table.items():
            assert set(names) <= {each.name for each in fields(view)}, view
