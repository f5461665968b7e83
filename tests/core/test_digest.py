"""Digests: the same for equal values in every process, different for values that differ in any way."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from enum import Enum, Flag
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from yearbook.core.digest import digest, digest_bytes


class Level(Enum):
    NATIONAL = "national"
    MUNICIPAL = "municipal"


class Other(Enum):
    NATIONAL = "national"


class Right(Flag):
    READ = 1


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    text: object


@dataclass(frozen=True, slots=True)
class Twin:
    address: str
    text: object


@dataclass(frozen=True, slots=True)
class Renamed:
    address: str
    label: object


@dataclass(frozen=True)
class Single:
    only: object


@dataclass(frozen=True)
class Empty:
    pass


@dataclass(frozen=True)
class Hidden:
    shown: str
    note: str = field(default="", compare=False)


@dataclass
class Thawed:
    text: str


@dataclass(frozen=True)
class Textual(str):
    note: str


class Pair(NamedTuple):
    first: str
    second: str


# So that the fixed digests do not depend on how pytest imports this file.
Link.__module__ = Level.__module__ = "fixed"

DISTINCT: tuple[object, ...] = (
    *(
        1,
        True,
        "1",
        b"1",
        Decimal(1),
        Decimal("1.0"),
        Decimal("1E+1"),
        Decimal(10),
        (1,),
        ((1,),),
        2**31,
        2**70,
    ),
    *(
        0,
        False,
        None,
        "",
        b"",
        (),
        Markup(),
        ((),),
        ((), ()),
        Empty(),
        Single(()),
        Single(None),
        Single((None,)),
    ),
    *(
        ("a", "b"),
        ("ab",),
        (("a",), "b"),
        ("a", ("b",)),
        ("a", "b", ""),
        "ab",
        Markup("ab"),
        b"ab",
        (b"a", "b"),
    ),
    *(
        Link("a", "b"),
        Twin("a", "b"),
        Renamed("a", "b"),
        Link("a", ("b",)),
        Link("a", Markup("b")),
        Link("ab", ""),
    ),
    *(Level.NATIONAL, Level.MUNICIPAL, Other.NATIONAL, "national", ("NATIONAL", "national")),
    *(date(2016, 9, 1), "2016-09-01", date(2016, 9, 1).toordinal(), Hidden("a"), Hidden("a", "note")),
    *(MappingProxyType({"a": 1}), MappingProxyType({"a": True}), MappingProxyType({}), (("a", 1),)),
    *(MappingProxyType({"a": 1, "b": 2}), MappingProxyType({"b": 2, "a": 1})),
    *("\ud800\udc00", "\U00010000", "é", "e\N{COMBINING ACUTE ACCENT}"),
    *(("date", 736208), ("markup", "ab"), ("decimal", "1"), ("fixed.Link(address,text)", ("a", "b"))),
)


def test_values_that_differ_have_different_digests() -> None:
    digests = [digest(value) for value in DISTINCT]
    assert len(set(digests)) == len(DISTINCT)
    assert all(len(each) == 40 for each in digests)


def _shape(value: object) -> object:
    """Equality as digests see it: `==`, but also by type, and by text where equal numbers print apart."""
    if isinstance(value, Link):
        return (Link, _shape(value.address), _shape(value.text))
    if type(value) is tuple:
        return (tuple, *map(_shape, value))
    return (type(value), str(value) if isinstance(value, Decimal) else value)


LEAVES = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=3),
    st.integers(-3, 3) | st.integers(),
    st.booleans() | st.none() | st.sampled_from(Level),
    st.binary(max_size=2),
    st.decimals(allow_nan=False, places=1) | st.just(Decimal("1E+9")),
    st.dates(),
    st.text("<a", max_size=2).map(Markup),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.builds(Link, address=st.text("ab", max_size=2), text=inner)
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(VALUES, min_size=2, max_size=8))
def test_digests_are_equal_exactly_where_values_are(values: list[object]) -> None:
    shapes: dict[str, object] = {}
    for value in values:
        shapes.setdefault(digest(value), _shape(value))
        assert shapes[digest(value)] == _shape(value)
    assert len(set(map(digest, values))) == len({repr(_shape(value)) for value in values})


def test_who_shares_what_does_not_count() -> None:
    shared = "".join(["区", "残联"])
    link = Link(shared, shared)
    again = Link("".join(["区", "残联"]), sys.intern("".join(["区", "残联"])))
    assert digest((link, link)) == digest((link, again)) == digest((again, link))


def test_the_decimal_context_does_not_count() -> None:
    plain = digest(Decimal("1E+20"))
    with localcontext() as context:
        context.capitals = 0
        assert digest(Decimal("1E+20")) == plain


GOLDEN = (
    Link("../honors/a.html", ("全国残疾人工作先进单位", 2016, True, None, b"\x00", -(2**40), 2**70)),
    Decimal("3216.0"),
    date(2016, 9, 1),
    Level.NATIONAL,
    Markup("<p>二七</p>"),
    MappingProxyType({"zh": "年", "en": "Year"}),
)
FIXED = "8e0f45f3ca8ab6ccc11d55c3811fde5e8daf53f5"


def test_digests_do_not_change_with_python() -> None:
    assert digest(GOLDEN) == FIXED
    assert digest_bytes(b"<p>") == "d9c4c43abbec0d04141825b4bfeb8d248c04ab74"


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_digests_do_not_change_with_the_process(seed: str) -> None:
    command = "from test_digest import GOLDEN; from yearbook.core.digest import digest; print(digest(GOLDEN))"
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{tests.parent}{os.pathsep}{tests}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == FIXED


@pytest.mark.parametrize(
    "value",
    [
        *(
            [],
            {},
            set(),
            frozenset(),
            bytearray(b"a"),
            memoryview(b"a"),
            1.5,
            1j,
            ...,
            StopIteration,
            object,
            datetime(2016, 9, 1, tzinfo=UTC),
        ),
        *(Thawed("a"), Pair("a", "b"), Textual("a"), Right.READ, range(3), len),
        *(("a", []), Link("a", []), Link("a", ("b", {})), Single([]), MappingProxyType({"a": []})),
    ],
    ids=repr,
)
def test_mutable_and_unknown_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="digest"):
        digest(value)
