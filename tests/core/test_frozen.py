"""Values: the same as frozen dataclasses of the standard library in all that shows, and quicker."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from yearbook.core.digest import digest
from yearbook.core.frozen import dataclass
from yearbook.model.dates import parse_when
from yearbook.model.fields import Citation
from yearbook.model.ranks import Rank


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers and a name."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Single:
    only: str


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True, order=True)
class Ordered:
    first: int
    second: str


@dataclass(frozen=True, slots=True)
class Own:
    number: int

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "my own"

    def __reduce__(self) -> tuple[object, ...]:
        return Own, (self.number + 1,)


VALUES = (Point(1), Point(1, 2, ("a",)), Single("x"), Nothing(), Ordered(1, "b"))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_from_a_journey(value: Any) -> None:
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert type(again) is type(value)
    assert hash(again) == hash(value)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_like_that_of_the_standard_library(value: Any) -> None:
    fields = [(each.name, each.type, each) for each in dataclasses.fields(value)]
    standard: Any = dataclasses.make_dataclass(type(value).__name__, fields, frozen=True, slots=True)
    values = [getattr(value, name) for name, *_ in fields]
    assert repr(value) == repr(standard(*values))
    assert hash(value) == hash(standard(*values))
    assert dataclasses.replace(value) == value
    assert not hasattr(value, "__dict__")


def test_values_are_equal_by_their_fields_and_class() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(2, 1)
    assert len({Ordered(1, ""), Single("")}) == 2
    assert len({Point(1), Point(1, 0), Point(2)}) == 2
    assert min(Ordered(2, "a"), Ordered(1, "b")).first == 1


def test_what_a_class_says_itself_stands() -> None:
    assert (hash(Own(1)), repr(Own(1)), pickle.loads(pickle.dumps(Own(1))).number) == (7, "my own", 2)


def test_a_value_can_be_hashed_for_pages() -> None:
    assert digest(Point(1)) == digest(Point(1)) != digest(Point(2))


def test_a_class_whose_values_would_not_come_back_is_refused() -> None:
    with pytest.raises(ValueError, match="all its fields"):

        @dataclass(frozen=True, slots=True)
        class _Hidden:
            number: int = dataclasses.field(default=1, init=False)

    with pytest.raises(ValueError, match="frozen"):

        @dataclass(frozen=True, slots=False)
        class _Open:
            number: int


def test_a_part_of_a_record_is_sent_unchecked() -> None:
    """It was checked when it was made."""
    cited = Citation(source="a-source", at="some words")
    assert pickle.loads(pickle.dumps(cited)) == cited
    wrong = Rank(place=1, scope="s", basis="b")
    object.__setattr__(wrong, "place", -1)
    assert pickle.loads(pickle.dumps(wrong)).place == -1
    assert pickle.loads(pickle.dumps(parse_when("2016?"))) == parse_when("2016?")
