"""What other sites show of a shared page."""

from __future__ import annotations

import re

from tests.support.exported import BASE
from yearbook.data.open_graph import Shared, SharePicture, open_graph
from yearbook.i18n.language import Language


def test_open_graph_values_of_a_page(languages: tuple[Language, ...]) -> None:
    chinese = languages[0]
    page = Shared("标题", "甲" * 300, "zh/honors/a.html", SharePicture("share/zh/2017.png", "图"), entry=True)
    shown = open_graph(page, "年鉴", BASE, chinese, languages)
    assert (shown.type, shown.locale, shown.alternates) == ("article", "zh_CN", ("en_GB",))
    assert (shown.url, shown.image) == (BASE + "zh/honors/a.html", BASE + "share/zh/2017.png")
    assert (shown.image_width, shown.image_height, shown.image_alt) == (1200, 630, "图")
    assert len(shown.description) == 200
    assert shown.description.endswith("甲…")
    hidden = open_graph(page, "年鉴", "", chinese, languages)
    assert (hidden.url, hidden.image) == ("", "")


def test_a_description_is_cut_between_words(languages: tuple[Language, ...]) -> None:
    page = Shared("t", "word " * 60, "en/index.html", SharePicture("share/cover.png", ""))
    shown = open_graph(page, "Book", "", languages[1], languages)
    assert re.fullmatch(r"(word )+word…", shown.description)
