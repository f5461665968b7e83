"""A cache that a stranger wrote: it runs nothing, takes little memory, and the site is that of the content."""

from __future__ import annotations

import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markupsafe import Markup

from tests.support.builds import Contents, built, contents, edit
from tests.support.declared import BUILT_IN, DECLARED
from tests.support.hostile_files import hostile_bytes, mutated, plain
from tests.support.paths import ROOT
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.content import loading
from yearbook.content.declarations import read_declarations
from yearbook.content.loading import FileGroup, FolderContext, LoadedGroup, cached_group, read_group, unpack_group
from yearbook.content.tree import read_tree
from yearbook.core.cache import (
    CARDS,
    FINDINGS,
    GROUPS,
    NO_CACHE,
    READINGS,
    RECORD_DATA,
    WARNINGS,
    UnsoundCacheError,
    cached_warnings,
    decode_cache,
    encode_cache,
    pack,
    unpacker,
)
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.messages import Message, message
from yearbook.core.toolchain import toolchain
from yearbook.data.data_package import RecordData
from yearbook.i18n import collation
from yearbook.model.own_kinds import kinds_of
from yearbook.site.search.index import SearchDocument

pytestmark = pytest.mark.usefixtures("templates_read_once")


@pytest.fixture(autouse=True)
def cache_fits() -> None:
    """Here it does not."""


PARTS = (GROUPS, FINDINGS, CARDS, READINGS, RECORD_DATA, WARNINGS)
BODY = "honors/2017/green-city.md"
_DOUBT = DiagnosticKind("YB459", "there is {count}", hint="see {where}", severity=Severity.WARNING)


def edited(options: BuildOptions, tmp_path: Path) -> Contents:
    """Edit a text, so that the cache is used, and return what a clean build makes of it."""
    edit(options.content / BODY, "---\n\n", "---\n\n添一句。\n\n")
    return built(BuildOptions(options.content, options.templates, tmp_path / "clean"))


def spoil(options: BuildOptions, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change every value of a part, with all digests right."""
    file = options.output.with_name(".site.cache")
    whole = decode_cache(file.read_bytes(), toolchain())
    parts = {each: dict(whole.of(each)) for each in PARTS}
    parts[part] = {key: change(each) for key, each in parts[part].items()}
    file.write_bytes(encode_cache(toolchain(), parts))


@pytest.mark.parametrize("name", ["pickle", "marshal", "deep lists"])
def test_a_hostile_file_in_place_of_the_cache_is_ignored(options: BuildOptions, tmp_path: Path, name: str) -> None:
    pipeline.build(options)
    clean = edited(options, tmp_path)
    options.output.with_name(".site.cache").write_bytes(hostile_bytes(tmp_path / "trap")[name])
    assert built(options) == clean
    assert not (tmp_path / "trap").exists()


def with_digest(data: bytes) -> bytes:
    head = len(data).to_bytes(8) + data
    return digest_bytes(head).encode() + head


def test_hostile_bytes_with_right_digests_are_no_cache(tmp_path: Path) -> None:
    """In place of the file, of its table of contents, of a part."""
    for each in hostile_bytes(tmp_path / "trap").values():
        assert decode_cache(each, "this") == decode_cache(with_digest(each), "this") == NO_CACHE
        contents = msgspec.msgpack.encode(("this", [(GROUPS, digest_bytes(each), len(each))]))
        assert decode_cache(with_digest(contents) + each, "this").of(GROUPS) == {}
    for slot in mutated(["this", [[GROUPS, "0" * 40, 3]]]):
        assert decode_cache(with_digest(msgspec.msgpack.encode(slot)) + b"abc", "this").of(GROUPS) == {}
    assert not (tmp_path / "trap").exists()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["pickle", "a mapping"])
def test_hostile_values_with_right_digests_are_ignored(
    options: BuildOptions, tmp_path: Path, part: str, name: str
) -> None:
    pipeline.build(options)
    if part != WARNINGS:  # they are used only if nothing changed
        edit(options.content / BODY, "---\n\n", "---\n\n添一句。\n\n")
    clean = built(BuildOptions(options.content, options.templates, tmp_path / "clean"))
    spoil(options, part, lambda _: zlib.compress(hostile_bytes(tmp_path / "trap")[name]))
    assert built(options) == clean
    assert not (tmp_path / "trap").exists()


def test_values_of_the_right_types_that_nothing_fits_are_ignored(options: BuildOptions, tmp_path: Path) -> None:
    pipeline.build(options)
    clean = edited(options, tmp_path)

    def empty_titles(packed: bytes) -> bytes:
        found = plain(zlib.decompress(packed))
        for each in found["records"]:
            each["title"]["values"] = []
        return zlib.compress(msgspec.msgpack.encode(found))

    spoil(options, GROUPS, empty_titles)
    assert built(options) == clean


@pytest.mark.parametrize("reading", [(), ("²",)])
def test_readings_that_no_dictionary_gives_are_ignored(
    options: BuildOptions, tmp_path: Path, reading: tuple[str, ...]
) -> None:
    pipeline.build(options)
    clean = edited(options, tmp_path)
    collation.sort_key.cache_clear()  # as in a new process
    spoil(options, READINGS, lambda packed: pack({han: reading * len(han) for han in unpacker(dict[str, Any])(packed)}))
    assert built(options) == clean


def test_the_pinyin_of_titles_is_cached(options: BuildOptions) -> None:
    collation.sort_key.cache_clear()
    pipeline.build(options)
    cache = decode_cache(options.output.with_name(".site.cache").read_bytes(), toolchain())
    readings = unpacker(dict[str, tuple[str, ...]])(cache.of(READINGS)[""])
    assert readings["绿化先进单位"] == ("lv4", "hua4", "xian1", "jin4", "dan1", "wei4")


def read(folder: Path) -> Iterator[tuple[FileGroup, LoadedGroup, str]]:
    """Every group of a folder with its result, and the digest of its files."""
    tree = read_tree(folder, "content")
    configuration, _ = loading.configuration(folder, tree)
    assert configuration
    own, _ = read_declarations(folder, tree, configuration.languages)
    assert own
    digests = {each.path: each.digest for each in tree.files}
    context = FolderContext(
        root=folder,
        name="content",
        languages=configuration.languages,
        measures=configuration.all_measures,
        own=own,
    )
    for group in loading.file_groups(tree, configuration.languages, kinds_of(own))[0]:
        files = tuple((path, digests[path]) for path, _ in group)
        yield group, read_group(context, group), digest(files)


@pytest.fixture(scope="module", params=["own kinds", "own fields", "Erqi"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "Erqi":
        return ROOT / "content"
    return world(tmp_path_factory.mktemp("of") / "content", DECLARED if request.param == "own kinds" else BUILT_IN)


def test_what_was_read_is_the_same_from_the_cache(folder: Path) -> None:
    """In every type, which the digest tells: marked text is no text, a choice no word."""
    for group, found, whole in read(folder):
        again = cached_group(group, pack(found), whole)
        assert again == found
        assert digest((again.records, again.named)) == digest((found.records, found.named))


def test_a_wrong_type_in_any_slot_is_refused_or_is_a_value(tmp_path: Path) -> None:
    """No slot takes what its field does not: what is accepted is a value that can be packed and is itself again."""
    chance = random.Random(2016)
    accepted = refused = 0
    for group, found, _ in read(world(tmp_path / "content", BUILT_IN)):
        every = list(mutated(plain(zlib.decompress(pack(found)))))
        for each in chance.sample(every, min(len(every), 2000)):
            packed = zlib.compress(msgspec.msgpack.encode(each), 0)
            try:
                value = unpack_group(group, packed)
            except UnsoundCacheError:
                refused += 1
            else:
                accepted += 1
                assert unpack_group(group, pack(value)) == value
                assert digest((value.records, value.named))
    assert refused > accepted > 0


def test_a_group_of_other_files_is_refused(tmp_path: Path) -> None:
    (group, found, whole), (_, other, other_whole), *_ = read(world(tmp_path / "content", BUILT_IN))
    cached_group(group, pack(found), whole)
    for packed, files in ((pack(found), other_whole), (pack(other), whole), (pack(other), other_whole)):
        with pytest.raises(UnsoundCacheError):
            cached_group(group, packed, files)


@pytest.mark.parametrize("kind", [tuple[Diagnostic, ...], SearchDocument, RecordData, dict[str, bytes], LoadedGroup])
def test_hostile_values_are_refused_in_little_memory(kind: Any, tmp_path: Path) -> None:
    bombs = [zlib.compress(bytes(100_000_000), 9), zlib.compress(b"\x91" * 100_000_000, 9), b"", b"\x78"]
    tried = [*bombs, *map(zlib.compress, hostile_bytes(tmp_path / "trap").values())]
    tried += [zlib.compress(each, 0) for each in hostile_bytes(tmp_path / "trap").values()]
    unpack = unpacker(kind)
    tracemalloc.start()
    try:
        for each in tried:
            with pytest.raises(UnsoundCacheError):
                unpack(each)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1_200_000
    finally:
        tracemalloc.stop()
    assert not (tmp_path / "trap").exists()


def test_what_packs_very_well_is_kept_too() -> None:
    assert unpacker(str)(pack("好" * 1_000_000)) == "好" * 1_000_000


PLACE = Location("content/a.md", 1, 2, 3)


@pytest.mark.parametrize(
    "each",
    [
        diagnostic(DiagnosticKind("YB459", "there is {count}"), PLACE, count=1),  # an error
        diagnostic(_DOUBT, PLACE, count=1),  # a word is missing
        Diagnostic(DiagnosticKind("YB459", "{count:>999999999}", "", Severity.WARNING), PLACE, (("count", "1"),)),
        Diagnostic(DiagnosticKind("YB459", "{count.__class__}", "", Severity.WARNING), PLACE, (("count", "1"),)),
        Diagnostic(DiagnosticKind("YB459", "{count", "", Severity.WARNING), PLACE, (("count", "1"),)),
        diagnostic(_DOUBT, PLACE, count=message("{a!r}", a=1), where="a"),
        diagnostic(_DOUBT, PLACE, count=(message("a"), Message("a", given=(("zh", "{a:99}"),))), where=""),
    ],
)  # fmt: skip
def test_a_warning_that_no_build_has_written_is_refused(each: Diagnostic) -> None:
    with pytest.raises(UnsoundCacheError):
        cached_warnings(pack((each,)))


def test_warnings_are_the_same_from_the_cache(options: BuildOptions) -> None:
    nested = message("{a} and {b:02}", a=message("c"), b=3)
    found = (diagnostic(_DOUBT, PLACE, count=(nested, "d"), where="e"), diagnostic(_DOUBT, PLACE, count="", where=""))
    assert cached_warnings(pack(found)) == found
    warnings = pipeline.build(options).warnings
    assert warnings == cached_warnings(pack(warnings)) == pipeline.build(options).warnings
    assert contents(options.output)


@pytest.mark.parametrize("wrong", [7, None, b"a", ["a"]])
def test_marked_text_is_made_of_texts_alone(wrong: object) -> None:
    assert unpacker(Markup)(pack("a")) == Markup("a")
    with pytest.raises(UnsoundCacheError):
        unpacker(Markup)(pack(wrong))
