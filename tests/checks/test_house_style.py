"""The house style of Chinese and English: what is found, where, what is proposed instead; and what is right."""

from __future__ import annotations

import random
import re

import pytest

from yearbook.checks.editorial import chinese_style, english_style, word_matching
from yearbook.checks.findings import Finding
from yearbook.checks.record_texts import TextSide
from yearbook.content.originals import Origin

CHECKS = {"zh": chinese_style.check_chinese, "en": english_style.check_english}


def findings(text: str, language: str) -> list[Finding]:
    return list(CHECKS[language](TextSide(language, text, Origin("a.md"), ("note", language))))


def found(text: str, language: str) -> list[tuple[str, str]]:
    """Code and underlined characters of each finding."""
    return [(each.mistake.code, text[each.start : each.start + each.length]) for each in findings(text, language)]


# --- Chinese


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("获奖,排名第一。", "YB460", ","),
        ("共三项:甲、乙。", "YB460", ":"),
        ("细颗粒物(PM2.5)", "YB460", "("),
        ("获奖.", "YB460", "."),
        ("共 3项", "YB461", " "),
        ("引进CSD 项目", "YB461", " "),
        ("获奖。 另有", "YB461", " "),
        ("去年获奖", "YB462", "去年"),
        ("今年获奖", "YB462", "今年"),
        ("我区获奖", "YB462", "我区"),
        ("在本市获奖", "YB462", "本市"),
        ("日前获奖", "YB462", "日前"),
        ("共３项", "YB465", "３"),
        ("完成19,466元", "YB465", "19,466"),
        ("建成300-320万平方米", "YB465", "300-320"),
        ("投入3千元", "YB465", "3千"),
        ("二〇一六年获奖", "YB465", "二〇一六年"),
        ("约500人左右", "YB465", "约500人左右"),
        ("超过500亿元以上", "YB465", "超过500亿元以上"),
        ('称为"五好"', "YB466", '"'),
        ("绿化……等...", "YB466", "..."),
        ("绿化…等", "YB466", "…"),
        ("三个二七—品质", "YB466", "—"),
        ("获奖，。", "YB466", "，。"),
        ("获奖！", "YB466", "！"),
        ("称为“五好", "YB466", "“"),
        ("（见上。", "YB466", "（"),
        ("见上）。", "YB466", "）"),
        ("喜获先进", "YB467", "喜获"),
        ("成效显著", "YB467", "成效显著"),
    ],
)
def test_chinese_that_is_not_in_style(text: str, code: str, at: str) -> None:
    assert (code, at) in found(text, "zh")


@pytest.mark.parametrize(
    "text",
    [
        "2016年12月，二七区获奖，排名第一。",
        "PM2.5、PM10和1+3+18，比例1:3。",
        "建设CSD International Centre项目。",
        "原文作“今年,我区 喜获”。",
        "见《去年的总结》。",
        "资本市场、基本市场、当今年轻人、说明年份、题目前、文明年度。",
        "2014—2016年，300～320万平方米，1至7月。",
        "三个二七——品质、田园、温暖……",
        "约500人，500人左右，5000瓦、3千米。",
        "“甲”“乙”（丙）。",
        "编号2016-11-23。",
        "",
    ],
)
def test_chinese_that_is_right(text: str) -> None:
    assert found(text, "zh") == []


def test_chinese_hints_say_what_to_write() -> None:
    (mark,) = findings("获奖,排名", "zh")
    assert dict(mark.words)["kept"] == "，"
    (space,) = findings("共 3项", "zh")
    assert space.at == ("共 3项"[:4],)
    (number,) = findings("建成300-320万平方米", "zh")
    assert "至" in str(dict(number.words)["advice"])


# --- English


@pytest.mark.parametrize(
    ("text", "code", "at", "kept"),
    [
        ("a service center", "YB470", "center", "centre"),
        ("Honored in 2016", "YB470", "Honored", "Honoured"),
        ("urbanization of towns", "YB470", "urbanization", "urbanisation"),
        ("Organized by", "YB470", "Organized", "Organised"),
        ("analyzed", "YB470", "analyzed", "analysed"),
        ("a program of work", "YB470", "program", "programme"),
        ("canceled", "YB470", "canceled", "cancelled"),
        ("the district's", "YB471", "'", "’"),
        ('called "Five-Good"', "YB471", '"', "“"),
        ("it isn’t known", "YB472", "isn’t", ""),
        ("It’s known", "YB472", "It’s", ""),
        ("they’ve won", "YB472", "they’ve", ""),
        ("50 million yuan", "YB473", "yuan", ""),
        ("RMB 50 million", "YB473", "RMB", ""),
        ("3 billion CNY", "YB473", "3 billion CNY", ""),
        ("up 10.5 %", "YB474", "10.5 %", "10.5%"),
        ("over 58 per cent", "YB474", "58 per cent", "58%"),
        ("in 2016-2018", "YB475", "2016-2018", "2016–2018"),
        ("300—320 projects", "YB475", "300—320", "300–320"),
        ("won - again", "YB475", " - ", " – "),
        ("3836 places", "YB476", "3836", "3,836"),
        ("some 19466 people", "YB476", "19466", "19,466"),
        ("won，again", "YB477", "，", ""),
        ("won  again", "YB477", "  ", ""),
        ("won , again", "YB477", " ,", ""),
        ("won last year", "YB478", "last year", ""),
        ("our district won", "YB478", "our district", ""),
        ("recently won", "YB478", "recently", ""),
        ("a glorious victory", "YB479", "glorious", ""),
    ],
)
def test_english_that_is_not_in_style(text: str, code: str, at: str, kept: str) -> None:
    assert (code, at) in found(text, "en")
    (each,) = [each for each in findings(text, "en") if each.mistake.code == code][:1]
    assert dict(each.words).get("kept", "") == kept


@pytest.mark.parametrize(
    "text",
    [
        "The service centre was honoured; urbanisation is organised by size and prize.",
        "The district’s people’s congress, the villages’ roads.",
        "CNY 3.2 billion, of which CNY 44.6 billion in 2017 CNY 40 billion.",
        "the board’s, an agent’t, the plan’s",
        "10.5%, seven 100 per cents, 58% of 3,836 places, in 2016 and in 1949.",
        "2016–2018, the 1+3+18 mechanism, PM2.5, 5A, South-to-North, 100-day, 2016-11-23.",
        "The article says “last year, our district's program - 3836 yuan”.",
        "Projects held in reserve for the next year.",
        "The term 300米建绿 (“build green”) is explained (see above).",
        "",
    ],
)
def test_english_that_is_right(text: str) -> None:
    assert found(text, "en") == []


def test_what_is_accepted_by_is_what_is_shown() -> None:
    (each,) = findings("3836 places", "en")
    assert each.at == ("3836",)


# --- many words at once


def test_the_longest_of_many_words_is_found() -> None:
    names = word_matching.word_pattern(["二七区", "郑州市二七区", "二七新区", "二七"])
    assert names.findall("郑州市二七区的二七新区在二七区，不在二七塔") == ["郑州市二七区", "二七新区", "二七区", "二七"]


def test_whole_words_alone() -> None:
    words = word_matching.word_pattern(["time progress", "time"], whole=True)
    assert words.findall("sometimes time progress, time") == ["time progress", "time"]


@pytest.mark.parametrize("words", [(), ("",)])
def test_no_words_find_nothing(words: tuple[str, ...]) -> None:
    assert word_matching.word_pattern(words).search("anything") is None


def test_signs_in_words_are_only_signs() -> None:
    assert word_matching.word_pattern(["1+3+18", "a.b"]).findall("1+3+18 1113318 axb a.b") == ["1+3+18", "a.b"]


def test_quotations_are_blanked_and_nothing_moves() -> None:
    text = "甲“乙丙”丁《戊》"
    assert word_matching.without_quotations(text) == "甲“□□”丁《□》"
    assert len(word_matching.without_quotations(text)) == len(text)


def test_nothing_that_the_pattern_finds_begins_otherwise_than_it_says() -> None:
    """A slip whose first character is not listed would never be looked at."""
    whole = re.compile(chinese_style._SLIPS, re.VERBOSE)
    pieces = [*filter(None, re.split(r"[|()\[\]?<>=:{}\s]+", whole.pattern)), *"汉字12.5万年，。；！ 　-—～…\"'"]
    chance = random.Random(15834)
    found = 0
    for _ in range(5_000):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 12)))
        spans = [match.span() for match in whole.finditer(text)]
        found += len(spans)
        assert [match.span() for match in chinese_style._PATTERN.finditer(text)] == spans, text
    assert found > 5_000
