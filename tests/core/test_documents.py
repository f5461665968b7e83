"""Reading content: what is read is what was written, at its place, and every mistake is one clear problem."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sys
import unicodedata
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.paths import CASES
from tests.support.worlds import world
from yearbook.content.tree import is_leftover, read_tree
from yearbook.core.diagnostics import Diagnostic, show
from yearbook.core.documents.decoding import LARGEST_FILE, STRAY, lines_of
from yearbook.core.documents.document import Document, parse_document, read_document
from yearbook.core.documents.nodes import Items, Mapping, Node, Scalar, key_of, locate, plain
from yearbook.core.documents.parsing import FASTEST, MakeParser, parse_mapping

MOST_CALLS = 1_000_000
"""Of functions, for a file that means harm: eight for each of its values, of which the most are 100,000."""

EXAMPLES = sorted(each for each in (CASES / "documents").iterdir() if each.is_dir())
PARSERS: list[MakeParser] = [FASTEST, yaml.BaseLoader]
both_parsers = pytest.mark.parametrize("make_parser", PARSERS, ids=["fastest", "python"])


def fields(text: str, make_parser: MakeParser = FASTEST) -> Mapping:
    mapping = parse_mapping(text, "content/a.yaml", make_parser=make_parser)
    assert isinstance(mapping, Mapping), mapping
    return mapping


def only_problem(data: str | bytes, path: str = "a.yaml") -> Diagnostic:
    found = parse_document(data.encode() if isinstance(data, str) else data, path, "content")
    assert not isinstance(found, Document)
    (diagnostic,) = found
    return diagnostic


def codes(found: object) -> list[str]:
    return [each.mistake.code for each in found] if isinstance(found, tuple) else []


# --- mistakes: one each, in its exact words


@both_parsers
@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.name)
def test_a_mistake_is_told_once_and_in_these_words(
    case: Path, make_parser: MakeParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = partial(parse_mapping, make_parser=make_parser)
    monkeypatch.setattr("yearbook.core.documents.document.parse_mapping", parse)
    (file,) = case.glob("entry.*")
    found = read_document(case, file.name, "content")
    assert not isinstance(found, Document)
    assert len(found) == 1
    lines = lines_of(case, file.name)
    told = "\n\n".join(show(found[0], lines, language) for language in ("en", "zh"))
    assert told + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"a: " + b"x" * LARGEST_FILE, "YB110"),
        (b"a: " + b"x" * 100_001, "YB133"),
        (b"a: [" + b"x," * 50_000 + b"]", "YB132"),
        (b"[" * 100_000, "YB121"),
        (b"a: " + b"[" * 100_000, "YB131"),
        (b"a: " + b"{a: " * 100_000, "YB131"),
        (b"- " * 100_000, "YB121"),
        (b"a:\n " + b"- " * 100_000, "YB131"),
        (b"a: &a [x,x]\n" + b"".join(b"b%d: &b%d [*a,*a]\n" % (i, i) for i in range(99)), "YB126"),
        (b"a:\n  <<: [{b: c}, {<<: {d: e}}]\n", "YB128"),
    ],
    ids=["large", "long", "many", "brackets", "nested", "braces", "dashes", "list", "laughs", "merge"],
)
def test_bombs_end_at_once_in_one_problem(text: bytes, code: str) -> None:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    sys.setprofile(count)
    try:
        found = only_problem(text)
    finally:
        sys.setprofile(None)
    assert found.mistake.code == code
    assert calls < MOST_CALLS


@both_parsers
@pytest.mark.parametrize(("text", "code"), [("&a\nb: c\n", "YB126"), ("!a\nb: c\n", "YB129"), ("&a b: c\n", "YB126")])
def test_the_top_has_no_anchor_or_tag(text: str, code: str, make_parser: MakeParser) -> None:
    assert codes(parse_mapping(text, "a.yaml", make_parser=make_parser)) == [code]


@both_parsers
@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\ud800", "\\0", "\\L", "\\x7f", "\\q"])
def test_an_escape_gives_no_forbidden_character(escape: str, make_parser: MakeParser) -> None:
    found = parse_mapping(f'a: b\nc: "x\\\\{escape}"\n', "a.yaml", make_parser=make_parser)
    assert isinstance(found, tuple)
    (diagnostic,) = found
    assert diagnostic.mistake.code == "YB144"
    assert (diagnostic.place.line, diagnostic.place.column) == (2, 8)


def test_a_slip_that_breaks_the_next_line_is_told_once() -> None:
    found = parse_mapping("name: ｛b: c｝\nrecipients:\n  zh：甲\n", "a.yaml")
    assert codes(found) == ["YB140"]
    found = parse_mapping("name:\n  zh：甲\n  en: b\n", "a.yaml")
    assert codes(found) == ["YB135"]


def test_every_duplicate_is_told_with_its_first_line() -> None:
    found = parse_mapping("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n", "a.yaml")
    assert isinstance(found, tuple)
    assert [(each.place.line, dict(each.words)["first"]) for each in found] == [(2, "2"), (3, "1"), (4, "1")]


@pytest.mark.parametrize(
    "text",
    [
        "title: “四段管理法”在全区推行\n",
        "name: 注：见附件\n",
        "items:\n  - 注：见附件\n  - https://example.org/a\n",
        "note: {zh: 发放，救助, en: Paid}\n",
        "value: 10:30\nurl: https://example.org/a:b\n",
        "list: ['甲，乙', 丙、丁]\n",
        "text: |\n  title：甲\n  a: *b\n",
        "text: 甲\n  乙\n",
        "link:\n  https://example.org/a\n",
        "note: 甲，form：乙\n",
        "items:\n  - 甲，乙\n",
        "text: C# and a*b & c 100% @ home\n",
        "'a b': c\n2016: d\nzh-Hans.x: e\n",
    ],
)
@both_parsers
def test_sound_text_is_not_suspected(text: str, make_parser: MakeParser) -> None:
    expected = yaml.load(text, yaml.BaseLoader)
    assert plain(fields(text, make_parser)) == expected


# --- values and their places


@both_parsers
def test_nothing_is_given_a_type(make_parser: MakeParser) -> None:
    written = [
        "no",
        "on",
        "1:30",
        "08",
        "2016-09",
        "1e3",
        "null",
        "~",
        ".inf",
        "0x1F",
        "1_000",
        "<<",
        "=",
        "3216亿元",
    ]
    mapping = fields("".join(f"k{n}: {each}\n" for n, each in enumerate(written)) + "empty:\n", make_parser)
    values = [value for _, value in mapping.pairs]
    assert [value.text for value in values if isinstance(value, Scalar)] == [*written, ""]
    assert all(value.plain for value in values if isinstance(value, Scalar))


@both_parsers
def test_places_are_those_of_the_file(make_parser: MakeParser) -> None:
    text = "a: 二七 区  # note\nb: {c: [x, 'y z'], d: }\ne:\n  - |\n    text\n  - 长\n    句\nf:   \n"
    mapping = fields(text, make_parser)

    def at(*path: str | int) -> tuple[int, int, int]:
        node = locate(mapping, path)
        return node.line, node.column, node.length if isinstance(node, Scalar) else -1

    assert at("a") == (1, 4, 4)
    assert at("b") == (2, 4, -1)
    assert at("b", "c", 1) == (2, 12, 5)
    assert at("b", "d") == (2, 22, 0)
    assert at("e", 0) == (4, 5, 1)
    assert at("e", 1) == (6, 5, 1)
    assert at("f") == (8, 3, 0)
    assert at() == (1, 1, -1)


def test_locate_and_key_of_go_as_deep_as_they_can() -> None:
    mapping = fields("units:\n  - {lead: a, suport: b}\n")
    item = locate(mapping, ("units", 0))
    assert isinstance(item, Mapping)
    assert locate(mapping, ("units", 0, "support")) is item
    assert locate(mapping, ("units", 7, "lead")) == item_list(mapping)
    assert key_of(mapping, ("units", 0, "suport")) == Scalar("suport", True, 2, 15, 6)
    assert key_of(mapping, ("units", 0, "none")) == Scalar("units", True, 1, 1, 5)
    assert key_of(mapping, ("none",)) is None


def item_list(mapping: Mapping) -> Node:
    value = mapping.get("units")
    assert isinstance(value, Items)
    return value


def test_plain_knows_nothing_from_the_word_for_it() -> None:
    assert plain(fields("a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: [x, ]\ng: {h: }\n")) == {
        "a": None, "b": None, "c": None, "d": "null", "e": "", "f": ["x"], "g": {"h": None},
    }  # fmt: skip


# A text may hold anything but what `decoding` refuses; a tab is refused in fields.
letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n：，、“”－\u3000")
words = (
    st.text(letters, max_size=30)
    .filter(lambda text: not STRAY.search(text))
    .map(lambda text: unicodedata.normalize("NFC", text))
)
names = st.from_regex(r"[A-Za-z][a-z0-9_-]{0,9}", fullmatch=True)
values = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
SUSPECT = frozenset("：，－—–―−‐‑｛［“”‘’＂＇") | {
    chr(each) for each in range(0x80, 0x3001) if unicodedata.category(chr(each)) == "Zs"
}


class Quoting(yaml.SafeDumper):
    """Quotes every text, as a person must where full-width signs could be taken for YAML's own."""


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def as_text(node: Node) -> object:
    """Without any idea of nothing: what `plain` gives, but every scalar a text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [as_text(each) for each in node.nodes]
    return {key.text: as_text(value) for key, value in node.pairs}


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    below = node.nodes if isinstance(node, Items) else [each for pair in node.pairs for each in pair]
    return [scalar for each in below for scalar in scalars(each)]


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.dictionaries(names, values, max_size=5), st.booleans())
def test_what_yaml_writes_comes_back_with_its_place(content: dict[str, object], flow: bool) -> None:
    written = yaml.safe_dump(content, allow_unicode=True, width=10**6)
    dumper = yaml.SafeDumper if SUSPECT.isdisjoint(written) else Quoting
    text = yaml.dump(content, Dumper=dumper, allow_unicode=True, default_flow_style=flow)
    mapping = fields(text)
    assert mapping == fields(text, yaml.BaseLoader)
    assert as_text(mapping) == content
    lines = text.split("\n")
    for each in scalars(mapping):
        source = lines[each.line - 1][each.column - 1 : each.column - 1 + each.length]
        if each.plain:
            assert each.text.startswith(source)
            assert source or not each.text
        elif len(source) > 1 and source[-1] == source[0]:
            assert yaml.load(source, yaml.BaseLoader) == each.text
        else:
            assert source[0] in "\"'|>"


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=60) | st.text("ab:：,，-－ \n\t#'\"[]{}&*!|>%@`?\\u0\u3000", max_size=40).map(str.encode))
def test_no_bytes_raise_anything(data: bytes) -> None:
    for path, whole in (("a.yaml", data), ("a.md", b"---\n" + data + b"\n---\n")):
        found = parse_document(whole, path, "content")
        if not isinstance(found, Document):
            assert found
            for each in found:
                for language in ("en", "zh"):
                    assert show(each, (), language)


def test_both_parsers_refuse_and_accept_the_same() -> None:
    chance = random.Random(7)
    signs = ["甲", "b: ", ": ", "- ", "\n", "\na: ", "\n  ", ", ", "# ", "x:y", *"a[]{}'\"：&*|>"]
    for _ in range(600):
        text = "".join(chance.choices(signs, k=chance.randint(1, 14)))
        first, second = (parse_mapping(text, "a.yaml", make_parser=each) for each in PARSERS)
        if isinstance(first, Mapping) or isinstance(second, Mapping):
            assert first == second, text
        # How a mistake is explained may differ in rare cases: the two give up at different places.


@both_parsers
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("accent: #1f6b4a\n", (1, 9)),
        ("accent:  #1f6b4a # green\n", (1, 10)),
        ("title: Building #3\n", (1, 17)),
        ("list:\n  - #1f6b4a\n", (2, 5)),
        ("list:\n  - Building #3\n", (2, 14)),
        ("accent: # green\nnext: 2 # two\nlast: 3 #three\n", None),
        ("list: #three\n  - b\n", None),
        ("text: |\n  #3\n", None),
        ("quoted: '#3'\n", None),
    ],
)
def test_a_value_that_is_read_as_a_comment_is_named(
    text: str, at: tuple[int, int] | None, make_parser: MakeParser
) -> None:
    found = parse_mapping(text, "content/a.yaml", make_parser=make_parser)
    places = [(each.place.line, each.place.column) for each in found] if isinstance(found, tuple) else []
    assert places == ([at] if at else [])


# --- documents


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_body_comes_back_exactly(end: str, mark: bytes) -> None:
    text = "---\ntitle: 甲\nform: title\n---  \n\n正文\t一\n\n---\n\n二  \n"
    found = parse_document(mark + text.replace("\n", end).encode(), "honors/a.md", "content")
    assert isinstance(found, Document)
    assert found.body == "\n正文\t一\n\n---\n\n二  \n"
    assert found.body_line == 5
    assert plain(found.front) == {"title": "甲", "form": "title"}
    assert str(found.place(locate(found.front, ("form",))).path) == "content/honors/a.md"
    assert found.place(locate(found.front, ("form",))).line == 3
    assert found.place_in_body(2, 3, 4).line == 6
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# nothing yet\n---", "---\n\n---\nx"])
def test_front_matter_may_be_empty(text: str) -> None:
    found = parse_document(text.encode(), "a.md", "content")
    assert isinstance(found, Document)
    assert found.front.pairs == ()
    assert found.body == ("x" if text.endswith("x") else "")


def test_a_yaml_file_is_all_fields() -> None:
    found = parse_document(b"---\na: 1\n", "a.yaml", "content")
    assert isinstance(found, Document)
    assert (plain(found.front), found.body, found.front.line) == ({"a": "1"}, "", 2)


def test_files_that_are_gone_or_closed(tmp_path: Path) -> None:
    assert codes(read_document(tmp_path, "gone.md", "content")) == ["YB101"]
    (tmp_path / "folder.md").mkdir()
    assert codes(read_document(tmp_path, "folder.md", "content")) == ["YB102"]
    assert lines_of(tmp_path, "gone.md") == ()


def test_lines_are_shown_whatever_the_bytes(tmp_path: Path) -> None:
    world(tmp_path, {
        "bad": b"a\xff\r\nb\rc\n", "gbk": "二七区".encode("gb18030"), "wide": "二七".encode("utf-16"),
        "mark": b"\xef\xbb\xbfa\x0cb",
    })  # fmt: skip
    assert lines_of(tmp_path, "bad") == ("a�", "b", "c", "")
    assert lines_of(tmp_path, "gbk") == ("二七区",)
    assert lines_of(tmp_path, "wide") == ("二七",)
    assert lines_of(tmp_path, "mark") == ("a\x0cb",)


@pytest.mark.parametrize("size", range(2, 7))
def test_gbk_is_known_however_the_file_is_cut(size: int) -> None:
    text = "title: " + "二七区荣誉录"[:size]
    assert only_problem(text.encode("gb18030")).mistake.code == "YB112"
    assert only_problem(text.encode()[:-1]).mistake.code == "YB111"


# --- trees


def test_a_tree_is_sorted_and_passes_leftovers_over(tmp_path: Path) -> None:
    kept: dict[str, str | bytes] = {
        "b.yaml": "b: 1",
        "a/z.md": "---",
        "a.yaml": "",
        "media/a.jpg": b"\xff\xd8",
        "media/a.yaml": "x: y",
        "media/开幕式 (1).JPG": b"\xff\xd8",
        "media/证书 1.pdf": b"%PDF-1.7",
    }
    hidden = [".hidden", ".git/x.md", ".DS_Store", "a/.#z.md", "a/.z.md.swp"]
    left = ["a/z.md~", "#z.md#", "Thumbs.db", "z.md.orig", "z.md.bak", "~$z.docx", "4913"]
    readme = ["README.md", "a/README.en.md"]
    tree = read_tree(world(tmp_path, {**kept, **dict.fromkeys(hidden + left + readme, "")}), "content")
    assert tree.diagnostics == ()
    assert [each.path for each in tree.files] == sorted(kept)
    assert [each.is_document for each in tree.files] == [True, True, True, False, True, False, False]
    assert tree.files[0].size == 0
    assert tree.files[2].digest != tree.files[0].digest
    assert tree == read_tree(tmp_path, "content")
    assert is_leftover(".a.md.swp")
    assert not is_leftover("a.md")


@pytest.mark.parametrize("size", [5, 32_768, 40_000, 99_000])
def test_the_digest_is_that_of_the_document(tmp_path: Path, size: int) -> None:
    (file,) = read_tree(world(tmp_path, {"a.yaml": "a: " + "b" * (size - 3)}), "content").files
    found = read_document(tmp_path, file.path, "content")
    assert isinstance(found, Document)
    assert found.digest == file.digest
    assert (file.size, plain(found.front)) == (size, {"a": "b" * (size - 3)})


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("a.yml", "YB106", ".yaml"),
        ("a.txt", "YB106", ".md"),
        ("a.JPG", "YB106", "media/"),
        ("a.png", "YB106", "media/"),
        ("a.docx", "YB106", "media/"),
        ("media/a.docm", "YB106", "other files in .pdf"),
        ("media/a.html", "YB106", "other files in .pdf"),
        ("a", "YB106", "Entries end in"),
        ("con.md", "YB109", "Rename"),
        ("a?.md", "YB109", "Rename"),
        ("nul/a.md", "YB109", "Rename"),
        ("e\u0301.md", "YB107", "Rename"),
    ],
)
def test_names_that_will_not_do(tmp_path: Path, path: str, code: str, hint: str) -> None:
    (diagnostic,) = read_tree(world(tmp_path, {path: ""}), "content").diagnostics
    assert diagnostic.mistake.code == code
    assert hint in diagnostic.hint()
    assert diagnostic.place.path.startswith("content/")
    assert "{" not in diagnostic.hint("zh")


def test_names_that_differ_by_case_only(tmp_path: Path) -> None:
    tree = read_tree(world(tmp_path, {"A.md": "", "b/x.md": "", "B/y.md": "", "c/a.md": ""}), "content")
    if len(tree.files) < 4:
        pytest.skip("this file system ignores case")
    assert [(each.place.path, dict(each.words)["other"]) for each in tree.diagnostics] == [("content/b", "content/B")]
    world(tmp_path, {"a.md": ""})
    assert codes(read_tree(tmp_path, "content").diagnostics) == ["YB108", "YB108"]


@pytest.mark.skipif(os.name == "nt", reason="bytes that are not text cannot be names there")
def test_names_that_are_not_text(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.md"))).write_text("")
    except OSError:
        pytest.skip("this file system refuses such names")
    (diagnostic,) = read_tree(tmp_path, "content").diagnostics
    assert (diagnostic.mistake.code, diagnostic.place.path) == ("YB109", "content/��.md")


def test_links(tmp_path: Path) -> None:
    root = world(tmp_path, {"content/a/a.md": "", "outside.md": "", "elsewhere/b.md": ""}) / "content"
    links = {"out.md": "../outside.md", "far": "../elsewhere", "a/up": "..", "self.md": "self.md"}
    links |= {"none.md": "x.md", "inside.md": "a/a.md", "away.md": "../none.md"}
    for name, target in links.items():
        (root / name).symlink_to(target)
    tree = read_tree(root, "content")
    assert [(each.place.path[8:], each.mistake.code) for each in tree.diagnostics] == [
        ("a/up", "YB104"),
        ("away.md", "YB103"),
        ("far", "YB103"),
        ("none.md", "YB105"),
        ("out.md", "YB103"),
        ("self.md", "YB104"),
    ]
    assert [each.path for each in tree.files] == ["a/a.md", "inside.md"]


def test_a_folder_that_is_not_there_or_is_a_file(tmp_path: Path) -> None:
    world(tmp_path, {"file": ""})
    for name in ("none", "file"):
        assert codes(read_tree(tmp_path / name, "content").diagnostics) == ["YB100"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert codes(read_tree(tmp_path, "content").diagnostics) == ["YB102"]


def test_reading_changes_nothing(tmp_path: Path) -> None:
    root = world(tmp_path / "one", {"a.md": "---\na: b\n---\nc\r\n"})
    shutil.copytree(root, tmp_path / "two")
    read_tree(root, "content")
    read_document(root, "a.md", "content")
    assert (root / "a.md").read_bytes() == (tmp_path / "two/a.md").read_bytes()
    assert [each.name for each in root.iterdir()] == ["a.md"]
