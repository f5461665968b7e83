"""Laying files out alike: no value changes, no remark is lost, a second time changes nothing, prose stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.paths import ROOT
from tests.support.sound import honor, read, sound_world, translation
from yearbook.authoring import format_files
from yearbook.authoring.changes import write_changes
from yearbook.authoring.format_files import format_content, format_file
from yearbook.authoring.translation_stamps import stamp_translations
from yearbook.authoring.yaml_layout import yaml_comments
from yearbook.content.locations import FileSlot, file_slot
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import plain

CONTENT = ROOT / "content"
REAL = tuple(
    each.relative_to(CONTENT).as_posix()
    for each in sorted(CONTENT.rglob("*"))
    if each.suffix in (".md", ".yaml") and each.name != "README.md" and each.stat().st_size < 4000
)
HONOR = "honors/2016/a.md"


def place(path: str) -> FileSlot | None:
    found = file_slot(path, ("zh", "en"), "content")
    return found if isinstance(found, FileSlot) else None


def laid_out(text: str | bytes, path: str = "units/a.yaml") -> str:
    made = format_file(text if isinstance(text, bytes) else text.encode(), path, place(path), "content")
    assert isinstance(made, bytes), made
    assert format_file(made, path, place(path), "content") == made
    return made.decode()


def said(data: bytes, path: str) -> tuple[object, str, list[str]]:
    """All that a file says: its values, its prose, its remarks."""
    document = parse_document(data, path, "content")
    assert isinstance(document, Document), (data.decode(), document)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    fields = text[: len(text) - len(document.body)].replace("---\n", "") if path.endswith(".md") else text
    return plain(document.front), document.body.rstrip(), sorted(yaml_comments(fields)) if "#" in fields else []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("a:   {b:  1,c: [x,y] }\n", "a: {b: 1, c: [x, y]}\n"),
        ("a:\n    b: x\n    c:\n    - y: 1\n    - y: 2\n", "a:\n  b: x\n  c:\n    - y: 1\n    - y: 2\n"),
        ("a:\n  b:\n    - x\n    - y\n", "a:\n  b: [x, y]\n"),
        ("a:\n  b:\n    - x  # why\n    - y\n", "a:\n  b:\n    - x  # why\n    - y\n"),
        ("a:\n  b:\n    - 'x, y'\n    - \"z\"\n", "a:\n  b: ['x, y', \"z\"]\n"),
        ("a:\n  b:\n    - x, y\n  c:\n    - z\n", "a:\n  b:\n    - x, y\n  c: [z]\n"),
        ("a:\n  b:\n    - x:y\n    - z\n", "a:\n  b: [x:y, z]\n"),
        (f"a:\n  b:\n    - {'x' * 60}\n    - {'y' * 60}\n", f"a:\n  b:\n    - {'x' * 60}\n    - {'y' * 60}\n"),
        (f"a:\n  b:\n    - {'汉' * 30}\n    - {'字' * 30}\n", f"a:\n  b:\n    - {'汉' * 30}\n    - {'字' * 30}\n"),
        (f"a:\n  b: [{'x' * 60}, {'y' * 60}]\n", f"a:\n  b: [{'x' * 60}, {'y' * 60}]\n"),
        ("a: {x: 1}\nb: {x: 2}\n\n\n\nc: {x: 3}\n\n", "a: {x: 1}\n\nb: {x: 2}\n\nc: {x: 3}\n"),
        ("a: {x: 1}\n# of b\n# still\nb: {x: 2}\n", "a: {x: 1}\n\n# of b\n# still\nb: {x: 2}\n"),
        ("\ufeff# top\r\n\r\na: {x: 1}  \r\n", "# top\n\na: {x: 1}\n"),
        ("a: {x: e\u0301}\n", "a: {x: é}\n"),
        ("a: {v: 1.10, w: 08, x: no, y: 1e3, z: 2016-09, t: 1:30, u: ~, n: null}", None),
        ("a: {v: '1.10', w: \"no\", x: '~', y: 'null'}\n", None),
        ("a:\n  x: |\n    one  \n\n\n    # no remark\n    two\n  y: >-\n    folded\n    text\n", None),
        ("a:\n  x: one\n    two\n", "a:\n  x: one two\n"),
        ("a: {v:  True, w:  +12, x:  -0}\n", "a: {v: True, w: +12, x: -0}\n"),
    ],
)
def test_one_form(typed: str, wanted: str | None) -> None:
    made = laid_out(typed)
    if wanted is not None:
        assert made == wanted
    else:
        assert said(made.encode(), "a.yaml") == said(typed.encode(), "a.yaml")


def test_a_key_without_a_value_gets_none() -> None:
    """A comma that should be in quotation marks stays for the check, which says so."""
    typed = "parks:\n  title: {zh: 花园, en: Gardens, parks}\n"
    assert laid_out(typed, "themes.yaml") == typed


def test_fields_stand_in_order_with_the_remarks_above_them() -> None:
    typed = (
        "---\n# of the level\nlevel: national\nsources: [{source: s, at: x}]  # last\n"
        "title: 甲\n\n# of the form,\n# two lines\nform: title\n# the end\n---\n正文\n"
    )
    assert laid_out(typed, HONOR) == (
        "---\ntitle: 甲\n\n# of the form,\n# two lines\nform: title\n# the end\n# of the level\nlevel: national\n"
        "sources: [{source: s, at: x}]  # last\n---\n正文\n"
    )


def test_fields_of_each_record_of_a_file_stand_in_order() -> None:
    typed = (
        "b:\n  type: school\n  names: [{name: {zh: 乙}}]\n\n# of a\na:\n  note: {zh: 注}\n"
        "  # why\n  type: school\n  other: x\n  names: [{name: {zh: 甲}}]\nc: {type: school, names: []}\n"
    )
    assert laid_out(typed) == (
        "b:\n  names: [{name: {zh: 乙}}]\n  type: school\n\n# of a\na:\n  names: [{name: {zh: 甲}}]\n"
        "  # why\n  type: school\n  note: {zh: 注}\n  other: x\n\nc: {type: school, names: []}\n"
    )


def test_a_translation_and_the_configuration_have_their_form_too() -> None:
    assert (
        laid_out("---\noriginal: '1'\ntitle: A\n---\n", "honors/2016/a.en.md") == "---\ntitle: A\noriginal: '1'\n---\n"
    )
    typed = "years: [2016]\ntitle: {zh: 甲}\n\n\n# remark\nscopes:\n    city: {zh: 市}\n"
    assert laid_out(typed, "yearbook.yaml") == "years: [2016]\ntitle: {zh: 甲}\n\n# remark\nscopes:\n  city: {zh: 市}\n"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("", ""),
        ("\n\n", ""),
        ("\r\n正文  \r\n第二行 \r\n\r\n\r\n", "\n正文  \n第二行\n"),
        ("\n\n- 甲\n\n\n\n  ---\n\n\t码\n \t\n", "\n\n- 甲\n\n\n\n  ---\n\n\t码\n"),
        ("没有行尾", "没有行尾\n"),
        ("两个空格  ", "两个空格\n"),
    ],
)
def test_prose_stays_but_for_its_line_ends_and_blank_end(body: str, wanted: str) -> None:
    head = "---\ntitle: 甲\n---"
    typed = f"{head}\n{body}" if body else head
    assert laid_out(typed, HONOR) == f"{head}\n{wanted}"


@settings(max_examples=40, deadline=None)
@given(data=st.data(), path=st.sampled_from(REAL))
def test_whatever_hands_do_to_real_files_no_value_changes(data: st.DataObject, path: str) -> None:
    text = (CONTENT / path).read_text("utf-8")
    document = parse_document(text.encode(), path, "content")
    assert isinstance(document, Document)
    head, body = text[: len(text) - len(document.body)], document.body
    lines = head.split("\n")
    for _ in range(data.draw(st.integers(0, 6))):
        number = data.draw(st.integers(1, max(1, len(lines) - 2)))
        lines[number - 1] = data.draw(st.sampled_from(SLIPS))(lines[number - 1])
    typed = "\n".join(lines) + body + data.draw(st.sampled_from(["", "\n", "\n \n", "\n\n"]))
    raw = typed.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"]))).encode()
    if not isinstance(parse_document(raw, path, "content"), Document):
        return
    made = laid_out(raw, path)
    assert said(made.encode(), path) == said(raw, path)


SLIPS = (
    lambda line: line + "  ",
    lambda line: line + "  # remark" if line.strip() not in ("---", "") else line,
    lambda line: line + "\n\n\n" if line.strip() != "---" else line,
    lambda line: line.replace(": ", ":   ", 1),
    lambda line: line.replace(", ", ",  ", 2),
    lambda line: line.replace("[", "[ ", 1),
    lambda line: "# 说明\n" + line if not line.startswith((" ", "---")) and line else line,
    lambda line: re.sub(r"^(\w+): \[([^\[\]{}\"]+)\]$", lambda m: f"{m[1]}:\n- " + "\n- ".join(m[2].split(", ")), line),
)

TEXTS = st.text(st.sampled_from("aZ09 汉字，。“”'\"#:,-[]{}&*!|>%@`?~\\./"), min_size=1, max_size=12)
VALUES: st.SearchStrategy[object] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)


@settings(max_examples=60, deadline=None)
@given(records=st.dictionaries(st.sampled_from(["one", "two", "three"]), VALUES, min_size=1), seed=st.integers(0, 7))
def test_whatever_is_written_no_value_changes(records: dict[str, object], seed: int) -> None:
    raw = "\n".join(f"{name}: {written(value, seed)}" for name, value in records.items()).encode()
    if not isinstance(parse_document(raw, "units/a.yaml", "content"), Document):
        return  # a text that `source` refuses
    made = laid_out(raw)
    assert said(made.encode(), "a.yaml")[0] == said(raw, "a.yaml")[0]


def written(value: object, seed: int) -> str:
    """As YAML in brackets, quoted where it must be or where the seed says so."""
    if isinstance(value, str):
        bare = bool(re.fullmatch(r"[\w汉字。，][\w汉字。， ./]*", value)) and not value.endswith(" ")
        return value if bare and seed % 2 else "'" + value.replace("'", "''") + "'"
    space = " " * (seed % 3)
    if isinstance(value, list):
        return f"[{space}{f',{space} '.join(written(each, seed) for each in value)}{space}]"
    assert isinstance(value, dict)
    return "{" + f",{space} ".join(f"{key}: {space}{written(each, seed)}" for key, each in value.items()) + "}"


def test_a_folder_is_laid_out_and_the_rest_stays(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(body="正文\n\n\n"), "honors/2016/b.md": honor(body="正文\n\n\n")})
    everything = format_content(root)
    assert {each.path for each in everything.changes} > {HONOR, "honors/2016/b.md"}
    assert [each.path for each in format_content(root, [HONOR]).changes] == [HONOR]
    assert [each.path for each in format_content(root, ["honors"]).changes] == [HONOR, "honors/2016/b.md"]
    assert format_content(root, ["hon"]).count == 0
    write_changes(root, everything.changes, "content")
    assert format_content(root).changes == ()


def test_a_translation_stays_as_good_as_it_was(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(body="正文\n\n\n"), "honors/2016/a.en.md": translation()})
    stamp_translations(read(root)[0], root, frozenset({"honor:a"}), everything=False)
    old = read(root)[0].get("honor", "a").version
    write_changes(root, format_content(root).changes, "content")
    record = read(root)[0].get("honor", "a")
    assert record.version != old
    assert [each.made_from for each in record.translations] == [record.version]


def test_what_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    broken: dict[str, str | bytes] = {
        HONOR: "---\ntitle: [\n---\n",
        "honors/2016/b.md": "标题".encode("gbk") * 20,
        "units/c.yaml": "a: {b:\t1}\n",
    }
    root = sound_world(tmp_path, broken)
    found = format_content(root)
    assert {each.place.path for each in found.diagnostics} == {f"content/{path}" for path in broken}
    assert not {each.path for each in found.changes} & set(broken)


def test_composed_form_is_made_so_that_the_file_can_be_read(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {HONOR: honor(body="Cafe\u0301\n")})
    write_changes(root, format_content(root).changes, "content")
    assert read(root)[0].get("honor", "a").bodies[0].prose.text == "Café"


@pytest.mark.parametrize(("old", "new"), [("# why", ""), ("# why", "# because"), ("1.10", "1.1"), ("zh: 甲", "zh: 乙")])
def test_a_step_that_goes_wrong_is_left_out(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "a: {v: 1.10, zh: 甲}  # why\n"
    assert old in typed
    monkeypatch.setattr(format_files, "put_in_brackets", lambda fields: fields.replace(old, new))
    assert laid_out(typed) == typed
