"""The levels of a yearbook: shipped ones with those that it declares."""

from __future__ import annotations

import pytest
import yaml

from tests.support.paths import ROOT
from yearbook.model.texts import Text
from yearbook.model.vocabularies import SHIPPED_LEVELS, Level, Seal, levels_in_order

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


def test_shipped_names_are_those_of_the_pages() -> None:
    for language in ("zh", "en"):
        words = yaml.safe_load((ROOT / f"templates/strings/{language}.yaml").read_text())
        shipped = {each: level.name.get(language) for each, level in SHIPPED_LEVELS.items() if level.name}
        assert shipped == words["levels"]
