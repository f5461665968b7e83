"""What is remembered between builds: only what is whole and of this program; and nothing depends on it but time."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.builds import contents, edit
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build import aggregates, pages, pipeline
from yearbook.build.job import RecipeResult
from yearbook.build.options import BuildOptions
from yearbook.build.plan import Recipe
from yearbook.content import loading
from yearbook.core.cache import CARDS, GROUPS, NO_CACHE, decode_cache, encode_cache, pack, unpacker
from yearbook.core.digest import digest_bytes
from yearbook.core.toolchain import toolchain

BODY = "honors/2017/green-city.md"


@pytest.fixture
def order(tmp_path: Path) -> BuildOptions:
    return BuildOptions(small_world(tmp_path / "content"), ROOT / "templates", tmp_path / "site")


def remembered(order: BuildOptions) -> Path:
    return order.output.with_name(".site.cache")


def test_what_was_encoded_is_decoded() -> None:
    parts = {GROUPS: {"key": pack(("绿化", 3))}, CARDS: {"other": b"x"}}
    again = decode_cache(encode_cache("this", parts), "this")
    assert {each: again.of(each) for each in parts} == parts
    assert unpacker(tuple[str, int])(again.of(GROUPS)["key"]) == ("绿化", 3)
    assert again.of("others") == {}


def test_another_toolchain_begins_anew() -> None:
    assert decode_cache(encode_cache("this", {GROUPS: {"key": b"x"}}), "other") == NO_CACHE


def test_bytes_that_are_damaged_anywhere_are_no_memory() -> None:
    parts = {GROUPS: {"key": pack("value")}, CARDS: {"other": b"x"}}
    data = encode_cache("this", parts)
    for place in range(len(data)):
        for bit in range(8):
            spoilt = bytearray(data)
            spoilt[place] ^= 1 << bit
            found = decode_cache(bytes(spoilt), "this")
            whole = [each for each in parts if found.of(each) == parts[each]]
            assert len(whole) < len(parts)
            assert all(found.of(each) == {} for each in parts if each not in whole)
    for length in range(len(data)):
        assert decode_cache(data[:length], "this").of(CARDS) == {}


def test_a_whole_file_of_another_form_is_no_memory() -> None:
    data = marshal.dumps(("this", {GROUPS: {"key": b"x"}}))
    assert decode_cache(digest_bytes(data).encode() + data, "this") == NO_CACHE


@pytest.mark.parametrize("spoil", ["deleted", "damaged", "empty", "a folder", "of another toolchain"])
def test_without_it_the_site_is_the_same(order: BuildOptions, tmp_path: Path, spoil: str) -> None:
    pipeline.build(order)
    edit(order.content / BODY, "---\n\n", "---\n\n添一句。\n\n")
    file = remembered(order)
    data = file.read_bytes()
    file.unlink()
    if spoil == "damaged":
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif spoil == "empty":
        file.touch()
    elif spoil == "a folder":
        file.mkdir()
    elif spoil == "of another toolchain":
        memory = decode_cache(data, toolchain())
        file.write_bytes(encode_cache("other", {each: memory.of(each) for each in memory.parts}))
    pipeline.build(order)
    clean = BuildOptions(order.content, order.templates, tmp_path / "clean")
    pipeline.build(clean)
    assert contents(order.output) == contents(clean.output)


def test_only_what_changed_is_read_again(order: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build(order)
    edit(order.content / BODY, "---\n\n", "---\n\n添一句。\n\n")
    read: list[str] = []
    original = loading.read_group

    def watched(folder: loading.FolderContext, group: loading.FileGroup) -> loading.LoadedGroup:
        read.append(group[0][0])
        return original(folder, group)

    monkeypatch.setattr(loading, "read_group", watched)
    pipeline.build(order)
    assert read == [BODY]


def test_only_what_is_made_of_what_changed_is_made_again(order: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build(order)
    file = order.content / BODY
    file.write_text(file.read_text("utf-8") + "\n添一句。\n", "utf-8")
    made: list[Recipe] = []

    def watched(work: Callable[[Any, Sequence[Any]], list[RecipeResult]]) -> Callable[[Any, Sequence[Any]], Any]:
        def working(context: object, items: Sequence[Any]) -> list[RecipeResult]:
            made.extend(each if isinstance(each, Recipe) else each[0] for each in items)
            return work(context, items)

        return working

    for module, name in ((pages, "_render_recipes"), (aggregates, "_render_items")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    pipeline.build(order)
    assert [(each.name, each.reference.language, each.reference.id) for each in made] == [
        ("page", "zh", "green-city"),
        ("page", "en", "green-city"),
        ("page", "", "honor:green-city"),
        ("data", "", ""),
        ("feeds", "", ""),
        ("lists", "", ""),
        ("search", "zh", ""),  # the English words are as they were
    ]


def test_warnings_are_said_again_though_nothing_is_looked_at(order: BuildOptions) -> None:
    first = pipeline.build(order)
    assert first.warnings
    second = pipeline.build(order)
    assert second.decision.is_nothing
    assert second.warnings == first.warnings


def test_it_holds_what_the_last_build_needed_and_no_more(order: BuildOptions) -> None:
    pipeline.build(order)
    size = remembered(order).stat().st_size
    for number in range(5):
        edit(order.content / BODY, "---\n\n", f"---\n\n添{number}。\n\n")
        pipeline.build(order)
    assert remembered(order).stat().st_size < size * 1.05
