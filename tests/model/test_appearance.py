"""The accent colour and the breaks of the title."""

from __future__ import annotations

import re

import pytest

from tests.support.paths import ROOT
from yearbook.model.appearance import (
    LEAST_CONTRAST,
    NIGHT,
    PAPER,
    Accent,
    Appearance,
    accent_of,
    contrast,
    is_title,
    readable,
    title_parts,
)
from yearbook.model.texts import Text


def test_grounds_are_those_of_the_style_sheet() -> None:
    tokens = (ROOT / "templates/assets/css/20-tokens.css").read_text()
    assert (re.search(r"--paper: (#\w+);", tokens) or [""])[1] == PAPER
    assert (re.search(r"--night: (#\w+);", tokens) or [""])[1] == NIGHT


@pytest.mark.parametrize(
    ("colour", "ground", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(colour: str, ground: str, ratio: float) -> None:
    assert contrast(colour, ground) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffff00", "#b0261b", "#1f5f8b", "#ffffff", "#000000"])
@pytest.mark.parametrize("ground", [PAPER, NIGHT])
def test_a_nearby_colour_can_be_read(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground), ground) >= LEAST_CONTRAST
    if contrast(colour, ground) >= LEAST_CONTRAST:
        assert readable(colour, ground) == colour


def test_the_accent_of_dark_pages_is_derived_or_given() -> None:
    assert accent_of(Appearance()) is None
    derived = accent_of(Appearance(accent="1F5F8B"))
    assert derived is not None
    assert derived.light == "#1f5f8b"
    assert contrast(derived.dark, NIGHT) >= LEAST_CONTRAST
    assert accent_of(Appearance(accent="#1f5f8b", accent_dark="9fd0f0")) == Accent("#1f5f8b", "#9fd0f0")


def test_a_title_breaks_where_the_yearbook_says() -> None:
    breaks = Text((("zh", "云梯|年鉴"), ("en", "A Yearbook|of Yunti")))
    assert title_parts("云梯年鉴", breaks, "zh") == (("", "云梯"), ("", "年鉴"))
    assert title_parts("A Yearbook of Yunti", breaks, "en") == (("", "A Yearbook"), (" ", "of Yunti"))
    assert title_parts("云梯年鉴", None, "zh") == (("", "云梯年鉴"),)
    assert is_title("A Yearbook|of Yunti", "A Yearbook of Yunti")
    assert is_title("云梯|年鉴", "云梯年鉴")
    assert not is_title("云梯|年报", "云梯年鉴")
