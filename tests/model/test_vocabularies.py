"""The vocabularies of a yearbook: shipped words with those that it declares."""

from __future__ import annotations

import pytest
import yaml

from tests.support.paths import ROOT
from yearbook.i18n.language import make_language
from yearbook.model.texts import Text
from yearbook.model.vocabularies import (
    SHIPPED_LEVELS,
    SHIPPED_STAGES,
    Level,
    Phase,
    Seal,
    Stage,
    levels_in_order,
    shipped_words,
    stages_in_order,
)

NAME = Text((("zh", "国际级"), ("en", "International")))


def test_a_yearbook_without_levels_of_its_own_has_the_shipped_ones() -> None:
    assert levels_in_order({}) == SHIPPED_LEVELS


@pytest.mark.parametrize(
    ("declared", "order"),
    [
        ({"a": Level(name=NAME)}, "national provincial municipal district a"),
        ({"a": Level(name=NAME, before="national")}, "a national provincial municipal district"),
        ({"a": Level(name=NAME, before="b"), "b": Level(name=NAME, before="district")},
         "national provincial municipal a b district"),
        ({"a": Level(name=NAME, before="unknown")}, "national provincial municipal district a"),
        ({"a": Level(name=NAME, before="b"), "b": Level(name=NAME, before="a")},
         "national provincial municipal district b a"),
        ({"district": Level(before="municipal")}, "national provincial district municipal"),
        ({"municipal": Level(omit=True), "a": Level(name=NAME, before="municipal")}, "national provincial a district"),
    ],
)  # fmt: skip
def test_levels_stand_where_the_yearbook_puts_them(declared: dict[str, Level], order: str) -> None:
    assert " ".join(levels_in_order(declared)) == order


def test_a_shipped_level_keeps_what_the_yearbook_does_not_change() -> None:
    found = levels_in_order({"national": Level(seal=Seal.DIAMOND, aliases=("中央",)), "municipal": Level(name=NAME)})
    assert (found["national"].name, found["national"].seal) == (SHIPPED_LEVELS["national"].name, Seal.DIAMOND)
    assert found["national"].aliases == ("中央", "国家", "全国", "部级", "国级")
    assert (found["municipal"].name, found["municipal"].seal) == (NAME, Seal.RING)


def test_a_renamed_stage_keeps_its_phase_and_none_of_the_words_made_of_its_old_name() -> None:
    found = stages_in_order({"new": Stage(name=NAME), "completed": Stage(aliases=("交付",))})
    assert (found["new"].phase, found["new"].planned, found["new"].reached) == (Phase.START, None, None)
    assert found["completed"].reached == SHIPPED_STAGES["completed"].reached
    assert found["completed"].aliases[0] == "交付"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_shipped_words_stand_in_one_place(language: str) -> None:
    written = yaml.safe_load((ROOT / f"templates/strings/{language}.yaml").read_text("utf-8"))
    shipped = shipped_words(language)
    assert not shipped.keys() & written.keys()
    words = make_language(language, written).words
    assert {group: {name: words.get(f"{group}.{name}") for name in each} for group, each in shipped.items()} == shipped


def test_a_strings_file_may_still_give_other_words() -> None:
    words = make_language("zh", {"levels": {"national": "全国"}}).words
    assert (words.get("levels.national"), words.get("levels.district")) == ("全国", "区级")
