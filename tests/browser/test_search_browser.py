"""Search in a real Chromium, over http and from a disk: both halves agree, all is found, and nothing else.

The pages are those of the real yearbook.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.conftest import ORDER
from yearbook.build.loading import read_yearbook
from yearbook.i18n import strings
from yearbook.site.edition import Edition, arrange
from yearbook.site.search.entries import SearchEntry, entry_keys, search_entry
from yearbook.site.search.tokenizer import Tokenizer, fold, tokenizer_options

RECLASSED = {"\U0001171e"}
"""A vowel sign of Ahom, which Unicode after the version of Python 3.11 counts among the marks with a width."""


ENDINGS = (
    "", "s", "es", "ed", "ing", "ly", "er", "ies", "ied", "ness", "ment", "ation", "ational", "isation", "ist", "ogist",
    "ful", "less", "ability", "ism", "ive",
)  # fmt: skip
SPECIAL = (
    "skis", "skies", "sky", "dying", "news", "inning", "international", "interval", "interfere", "proceed", "exceed",
)  # fmt: skip
ALL = """async (queries) => {
    const all = [];
    for (const each of queries) all.push(await yearbookSearch.all(each));
    return all;
}"""


@dataclass(frozen=True)
class Made:
    """What the search of the site was made from."""

    entries: dict[str, tuple[SearchEntry, ...]]
    fields: dict[str, dict[tuple[str, str], tuple[str, ...]]]
    """Language → (kind, id) → every text of the entry, folded."""


def _entries(edition: Edition) -> tuple[SearchEntry, ...]:
    return tuple(search_entry(edition, edition.yearbook.get(*key)) for key in entry_keys(edition))


@pytest.fixture(scope="module")
def made() -> Made:
    yearbook, _ = read_yearbook(ORDER)
    languages = strings.read_languages(ORDER.folders, yearbook.configuration.languages)
    found = {code: _entries(each) for code, each in arrange(yearbook, languages).items()}
    fields = {
        code: {
            (each.kind, each.id): tuple(fold(run.text) for run in (each.title, *each.names, *each.passages))
            for each in every
        }
        for code, every in found.items()
    }
    return Made(found, fields)


STATUS = "[data-search-status]"
RESULTS = "[data-search-results] > li"


def after(page: Any, act: Callable[[], Any]) -> str:
    """Does something, and waits until the page says how the search that follows went."""
    page.evaluate("document.querySelector('[data-search-results]').dataset.shown = ''")
    act()
    page.wait_for_function("document.querySelector('[data-search-results]').dataset.shown")
    return str(page.inner_text(STATUS))


def ask(page: Any, query: str) -> str:
    """Types a query."""
    return after(page, lambda: page.fill("[data-search] input", query))


def titles(page: Any) -> list[str]:
    return [str(each) for each in page.locator(f"{RESULTS} .line-title").all_inner_texts()]


# Both halves agree


def test_every_character_is_folded_alike(page: Any, http: str) -> None:
    page.goto(f"{http}zh/search.html")
    every = map(chr, range(sys.maxunicode + 1))
    known = [each for each in every if unicodedata.category(each) not in ("Cn", "Cs", "Co")]
    assert len(known) > 140_000
    for start in range(0, len(known), 50_000):
        part = known[start : start + 50_000]
        theirs = page.evaluate("part => part.map((each) => yearbookSearch.fold(each).text)", part)
        differ = {each: (fold(each), other) for each, other in zip(part, theirs, strict=True) if fold(each) != other}
        assert differ.keys() <= RECLASSED, differ


def test_every_text_is_folded_alike(page: Any, http: str, made: Made) -> None:
    page.goto(f"{http}zh/search.html")
    texts = [
        "３２１６亿元，１０．５％", "1,234,567.89", "1,2345 12,345 1,23", "..5.5.. a.b 3.,4", "Ⅳ ½ ㎡ ﬁ İSTANBUL ΑΣ ß",
        "e\u0301́é", "\U00020000二\U0002f800", "a\u200bb\u00adc",
        *(run.text for code in ("zh", "en") for each in made.entries[code] for run in each.passages),
    ]  # fmt: skip
    theirs = page.evaluate("texts => texts.map((each) => yearbookSearch.fold(each).text)", texts)
    assert [pair for pair in zip(map(fold, texts), theirs, strict=True) if pair[0] != pair[1]] == []
    places = page.evaluate(
        "texts => texts.every((each) => { const f = yearbookSearch.fold(each);"
        " return f.at.length === f.text.length + 1 && f.at.every((at, i) => !i || at >= f.at[i - 1]); })",
        texts,
    )
    assert places


def test_a_query_is_cut_into_terms_of_every_text_that_holds_it(page: Any, http: str, made: Made) -> None:
    page.goto(f"{http}zh/search.html")
    cutter = Tokenizer(tokenizer_options("zh"))
    runs = ["10", "16年", "年16", "2016", "10.5%", "第3号", "3216亿元", "\U0002000016\U00020001年2", "甲乙丙", "甲"]
    runs += sorted({each for texts in made.fields["zh"].values() for text in texts for each in text.split()})
    cuts = page.evaluate("runs => runs.map(yearbookSearch.cut)", runs)
    for run, cut in zip(runs, cuts, strict=True):
        assert set(cut) <= set(cutter.terms(run)), run
        ends = [at + len(each) for each in cut for at in range(len(run)) if run.startswith(each, at)]
        assert len(run) < 2 or (run.startswith(cut[0]) and len(run) in ends), run
    assert cuts[:8] == [
        ["10"], ["16年"], ["年16"], ["201", "016"], ["10.", "0.5", ".5%"], ["第3", "3号"],
        ["321", "216", "16亿", "亿元"],
        ["\U0002000016", "16\U00020001", "\U00020001年", "年2"],
    ]  # fmt: skip


def test_both_stemmers_give_the_same_stems(page: Any, http: str, made: Made) -> None:
    """The words of the yearbook with all common endings put on, and words that the stemmer treats on their own."""
    page.goto(f"{http}en/search.html")
    roots = {word for texts in made.fields["en"].values() for text in texts for word in re.findall("[a-z]{2,}", text)}
    words = sorted({root + ending for root in roots for ending in ENDINGS} | set(SPECIAL))
    assert len(words) > 40_000
    cutter = Tokenizer(tokenizer_options("en"))
    page.evaluate("() => yearbookSearch.open()")
    theirs = page.evaluate("words => words.map((each) => yearbookSearch.stem(each))", words)
    ours = [cutter._stem(each) for each in words]
    assert [each for each in zip(words, ours, theirs, strict=True) if each[1] != each[2]] == []


# All is found, and nothing else


def found(page: Any, queries: list[str]) -> list[set[tuple[str, str]]]:
    """For each query the entries that the page finds, all of them."""
    return [{(kind, identity) for kind, identity in each} for each in page.evaluate(ALL, queries)]


def compare(page: Any, queries: list[str], truth: list[set[tuple[str, str]]]) -> None:
    """Recall is whole, and precision at least 99 %."""
    answers = found(page, queries)
    missed = [(query, right - got) for query, right, got in zip(queries, truth, answers, strict=True) if right - got]
    assert missed == []
    right = sum(len(one & other) for one, other in zip(truth, answers, strict=True))
    assert right / sum(map(len, answers)) >= 0.99


def holding(made: Made, code: str, run: str) -> set[tuple[str, str]]:
    return {key for key, texts in made.fields[code].items() if any(fold(run) in text for text in texts)}


def test_any_two_to_four_characters_in_a_row_are_found(page: Any, start: str, made: Made) -> None:
    chance = random.Random(7)
    every = [run.text for each in made.entries["zh"] for run in (each.title, *each.names, *each.passages)]
    queries: list[str] = []
    while len(queries) < 600:
        text = chance.choice(every)
        size, at = chance.randint(2, 4), chance.randrange(len(text))
        query = text[at : at + size]
        if len(query) == size == len(fold(query)) and " " not in fold(query):
            queries.append(query)
    page.goto(f"{start}zh/search.html")
    compare(page, queries, [holding(made, "zh", each) for each in queries])


def test_amounts_and_names_are_found(page: Any, start: str, made: Made) -> None:
    amount = r"\d[\d.]*(?:%|[万亿]?(?:元|平方米|人次|亩|公里)|个百分点)"
    pattern = re.compile(rf"{amount}|[A-Za-z]+[\u4e00-\u9fff]+|PM[\d.]+|CSD")
    text = "\n".join(run.text for each in made.entries["zh"] for run in each.passages)
    amounts = sorted(set(pattern.findall(text)))
    units = [each for each in made.entries["zh"] if each.kind == "unit"]
    names = [run.text for each in units for run in (each.title, *each.names) if not run.lang]
    queries = [each for each in (*amounts, *names) if " " not in fold(each) and len(fold(each)) > 1]
    assert {"3216亿元", "10.5%", "U创港", "PM2.5", "CSD"} <= set(queries) and len(queries) > 200
    page.goto(f"{start}zh/search.html")
    compare(page, queries, [holding(made, "zh", each) for each in queries])


def test_english_is_found_by_stem_and_names_by_their_characters(page: Any, start: str, made: Made) -> None:
    cutter = Tokenizer(tokenizer_options("en"))
    terms = {key: {term for text in texts for term in cutter.terms(text)} for key, texts in made.fields["en"].items()}
    every = (word for texts in made.fields["en"].values() for text in texts for word in re.findall("[a-z]{4,}", text))
    words, chance = sorted(set(every)), random.Random(8)
    asked = [chance.sample(words, chance.randint(1, 2)) for _ in range(150)]
    asked += [[each] for each in ("321.6", "10.5%", "PM2.5", "1,500")]
    truth = [{key for key, own in terms.items() if set(cutter.terms(" ".join(each))) <= own} for each in asked]
    page.goto(f"{start}en/search.html")
    compare(page, [" ".join(each) for each in asked], truth)
    names = [each.title.text for each in made.entries["zh"] if each.kind == "unit"]
    hans = [each for each in chance.sample(names, 60) if re.fullmatch("[\u4e00-\u9fff]{2,}", each)]
    compare(page, hans, [holding(made, "en", each) for each in hans])


# The page


def test_the_nearest_title_comes_first(page: Any, start: str, made: Made) -> None:
    page.goto(f"{start}zh/search.html")
    ask(page, "二七新区")
    assert titles(page)[0] == "二七新区"
    assert page.locator(f"{RESULTS} mark").first.inner_text() == "二七新区"


def test_the_policy_of_the_page_lets_its_scripts_work(strict: Any, start: str) -> None:
    for code in ("zh", "en"):
        strict.goto(f"{start}{code}/search.html?q=慈善")
        strict.wait_for_selector(RESULTS)
        strict.goto(f"{start}{code}/honors/index.html?level=national")
        strict.wait_for_selector("form[data-filters][data-ready]")
        assert strict.locator("[data-item]:visible").count() < strict.locator("[data-item]").count()


def test_slash_leads_to_the_box_from_any_page(page: Any, start: str) -> None:
    for path in ("zh/index.html", "en/honors/charity-promoter.html"):
        page.goto(start + path)
        page.keyboard.press("/")
        page.wait_for_url(f"{start}{path[:2]}/search.html")
        page.wait_for_function("document.activeElement.name === 'q'")
    page.focus("[data-search] select")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("1/2")
    assert page.input_value("[data-search] input") == "1/2"


def test_arrows_walk_through_the_results_and_enter_opens(page: Any, start: str) -> None:
    page.goto(f"{start}zh/search.html")
    ask(page, "慈善")
    links = page.locator(f"{RESULTS} a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") == links.nth(1).evaluate("each => each.href")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"


def test_enter_opens_the_result_at_its_page(page: Any, start: str, made: Made) -> None:
    title = next(each.title.text for each in made.entries["zh"] if each.id == "charity-promoter")
    page.goto(f"{start}zh/search.html?q={title}&kind=honor")
    page.wait_for_selector(RESULTS)
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{start}zh/honors/charity-promoter.html")
    page.go_back()
    page.wait_for_selector(RESULTS)
    assert page.input_value("[data-search] input") == title


def test_the_address_holds_what_was_asked(page: Any, start: str) -> None:
    page.goto(f"{start}en/search.html")
    ask(page, "good days")
    after(page, lambda: page.select_option("[name=kind]", "honor"))
    after(page, lambda: page.select_option("[name=year]", "2016"))
    address = page.url
    assert address == f"{start}en/search.html?q=good+days&kind=honor&year=2016"
    assert titles(page)
    assert set(page.locator(f"{RESULTS} .line-kind").all_inner_texts()) == {"Honour"}
    assert set(page.locator(f"{RESULTS} .line-year").all_inner_texts()) == {"2016"}
    assert page.locator(f"{RESULTS} .seal").count() == page.locator(RESULTS).count()
    shown = titles(page)
    page.goto(f"{start}en/index.html")
    page.goto(address)
    page.wait_for_selector(RESULTS)
    assert (titles(page), page.input_value("[name=kind]"), page.input_value("[name=year]")) == (shown, "honor", "2016")
    assert page.get_attribute("a[data-language]", "href").endswith("zh/search.html?q=good+days&kind=honor&year=2016")


def test_the_page_says_how_many_there_are(page: Any, start: str, made: Made) -> None:
    page.goto(f"{start}en/search.html")
    assert page.get_attribute(STATUS, "role") == "status"
    several = ask(page, "charities")
    assert re.fullmatch(r"“charities”: \d+ results", several)
    assert ask(page, "zzzz") == "Nothing was found for “zzzz”."
    assert page.locator(RESULTS).count() == 0
    page.goto(f"{start}zh/search.html")
    assert ask(page, "区") == "请至少输入两个汉字或字符。"
    assert ask(page, "  ") == ""


def test_more_are_shown_when_asked_for(page: Any, start: str, made: Made) -> None:
    page.goto(f"{start}zh/search.html")
    total = len(holding(made, "zh", "二七"))
    assert ask(page, "二七") == f"“二七”：找到{total}条"
    first = titles(page)
    assert len(first) == 12
    page.click("[data-search-more]")
    page.wait_for_function("document.querySelectorAll('[data-search-results] > li').length === 24")
    assert titles(page)[:12] == first
    following = page.locator(f"{RESULTS} a").nth(12)
    assert page.evaluate("document.activeElement.href") == following.evaluate("each => each.href")


def test_markup_in_a_query_stays_text(page: Any, start: str) -> None:
    page.goto(f"{start}en/search.html")
    assert ask(page, "<img src=x> $& {n}") == "Nothing was found for “<img src=x> $& {n}”."


def test_borrowed_text_bears_its_language(page: Any, start: str) -> None:
    page.goto(f"{start}en/search.html")
    ask(page, "慈善")
    marked = page.locator(f"{RESULTS} .line-summary:has(mark)")
    assert {marked.nth(each).get_attribute("lang") for each in range(marked.count())} == {"zh-Hans"}


def test_an_index_that_does_not_load_is_said_and_asked_for_again(browser: Any, http: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{http}zh/search.html")
    page.route("**/terms-*", lambda route: route.abort())
    assert ask(page, "绿化") == "索引没有载入，请检查网络后再试。"
    page.unroute("**/terms-*")
    page.keyboard.press("Enter")
    page.wait_for_selector(RESULTS)
    context.close()


def test_without_scripts_the_indexes_are_named(browser: Any, start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{start}zh/search.html")
    assert page.locator("noscript").inner_text().startswith("检索需要浏览器支持 JavaScript")
    links = [each.get_attribute("href") for each in page.locator("noscript a").all()]
    assert {"subjects.html", "units/index.html"} <= set(links)
    context.close()


def test_every_script_is_asked_for_once(page: Any, http: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}zh/search.html")
    for query in ("郑州市二七区", "二七区", "郑州市 二七区"):
        ask(page, query)
    scripts = [each for each in asked if "/search/" in each]
    assert len(scripts) == len(set(scripts)) > 3


def test_figures_and_long_texts_ask_for_few_scripts(browser: Any, http: str, made: Made) -> None:
    """Where hardly a pair is told from others, and where there are many."""
    longest = {
        code: max((run.text for each in made.entries[code] for run in each.passages if not run.lang), key=len)
        for code in ("zh", "en")
    }
    asked = [
        ("zh", "2016年", 4),
        ("zh", "216", 2),
        ("zh", longest["zh"], 8),
        ("en", longest["en"], 8),
        ("zh", "二七 区", 1),
    ]
    for code, query, most in asked:
        context = browser.new_context(bypass_csp=True)
        page, scripts = context.new_page(), list[str]()
        page.on("request", lambda request, scripts=scripts: scripts.append(request.url))
        page.goto(f"{http}{code}/search.html")
        page.evaluate("yearbookSearch.open()")
        ask(page, query)
        assert page.locator(RESULTS).count() >= 1
        terms, texts = (len([each for each in scripts if f"/search/{kind}-" in each]) for kind in ("terms", "texts"))
        assert 1 <= terms <= most and 1 <= texts <= 16, (query, terms, texts)
        context.close()
