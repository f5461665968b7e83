"""A form shows every field of every kind, and each can be entered; entering what is there changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.authoring.editing.conftest import Desk, desk_of
from tests.support.paths import ROOT
from yearbook.authoring.editing.forms import FormContext, FormField, blank_item, record_form
from yearbook.authoring.editing.interface_texts import interface_texts
from yearbook.authoring.editing.operations import (
    BODY,
    Operation,
    RecordPlace,
    apply_operations,
    fields_of_record,
    read_file,
    read_value,
)
from yearbook.authoring.editing.plain_values import value_at, with_value
from yearbook.authoring.editing.record_places import record_place
from yearbook.authoring.field_edits import RecordText
from yearbook.content.field_examples import example
from yearbook.core.documents.document import Document
from yearbook.core.documents.nodes import Mapping, Plain, plain
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.model.kinds import KINDS, Kind
from yearbook.model.structure import ModelField, Pointer, ValueType, fields_of


@pytest.fixture(scope="module")
def real() -> Desk:
    """The real yearbook; nothing is written."""
    return desk_of(ROOT / "content")


def context(desk: Desk, language: str = "zh") -> FormContext:
    result = desk.workspace.loaded()
    assert result is not None
    assert result.configuration is not None
    folders = Folders(ROOT / "templates")
    words = read_languages(folders, (language,), result.configuration.all_measures, result.own)[0]
    return FormContext(words, result.configuration, interface_texts(language))


def leaves(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for each in fields:
        if each.fields or each.is_list:
            yield from leaves(each.fields)
        else:
            yield each


def test_what_a_form_shows_of_every_real_record_is_what_its_files_hold(real: Desk) -> None:
    made = context(real)
    groups = real.workspace.groups()
    read: dict[str, Document] = {}
    for key, group in groups.items():
        place = record_place(key, group, ("zh", "en"))
        files = {path: (ROOT / "content" / path).read_bytes() for path, _ in group}
        read |= {path: read_file(data, path) for path, data in files.items() if path not in read}
        shown = tuple(leaves(record_form(files, place, made)))
        values = [each.value for each in shown if each.value is not None]
        assert sorted(map(str, values)) == sorted(map(str, _written(place, read))), key
        for each in shown:
            if each.value is not None and each.pointer != BODY:
                fields = fields_of_record(read[each.path], place.texts[each.path])
                assert value_at(fields, each.pointer, place.facts, "zh") == each.value
                assert with_value(fields, each.pointer, each.value, place.facts, "zh") == fields
    assert len(groups) > 800


def _written(place: RecordPlace, read: dict[str, Document]) -> Iterator[Plain]:
    """Every single value in the files of a record, but for the stamp of a translation."""
    for path, text in place.texts.items():
        if path in read:
            for name, value in fields_of_record(read[path], text).items():
                if name != "original":
                    yield from _single(value)
            if body := read[path].body.strip("\n"):
                yield body


def _single(value: Plain) -> Iterator[Plain]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _single(each)
    elif isinstance(value, list):
        for each in value:
            yield from _single(each)
    elif value is not None:
        yield value


def test_entering_what_is_there_changes_no_byte_of_any_real_file(real: Desk) -> None:
    made, seen = context(real), set()
    for key, group in real.workspace.groups().items():
        if group[0][0] in seen:
            continue
        seen.add(group[0][0])
        place = record_place(key, group, ("zh", "en"))
        files = {path: (ROOT / "content" / path).read_bytes() for path, _ in group}
        entered = [
            Operation("", key, each.path, each.pointer, before=None, after=each.value)
            for each in leaves(record_form(files, place, made))
            if each.value is not None
        ]
        assert apply_operations(files, place, entered) == files, key


def set_of(kind: Kind) -> Iterator[tuple[Pointer, Plain]]:
    """Every value that a record of a kind may have, with an example, parts and all."""
    for each in fields_of(kind.facts):
        yield from _below(kind.facts, each, (each.name,))


def _below(owner: type, field: ModelField, pointer: Pointer) -> Iterator[tuple[Pointer, Plain]]:
    inside = (*pointer, "lead", 0) if field.keyed else (*pointer, 0) if field.many else pointer
    if field.value_type is ValueType.PART:
        for each in fields_of(field.part):
            yield from _below(field.part, each, (*inside, each.name))
    elif field.value_type is ValueType.TEXT:
        yield from (((*inside, language), f"词{language}") for language in ("zh", "en"))
    else:
        node = parse_mapping(f"{example(owner, field)}\n", "", in_markdown=False)
        assert isinstance(node, Mapping)
        value = plain(node)
        assert isinstance(value, dict)
        found = value[field.name]
        found = found["lead"] if isinstance(found, dict) and field.keyed else found
        yield inside, found[0] if isinstance(found, list) and field.many else found


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_of_every_kind_can_be_entered(kind: Kind) -> None:
    path = f"{kind.folder}/a.md" if kind.prose else "a.yaml"
    text = RecordText(kind, path, "" if kind.prose else "a")
    place = RecordPlace((kind.name, "a"), {path: text}, "zh")
    data = b"---\npinyin: a\n---\n" if kind.prose else b"a:\n  pinyin: a\n"
    files = {path: data}
    count = 0
    for pointer, value in set_of(kind):
        entered = Operation("", place.key, path, pointer, before=None, after=value)
        files = apply_operations(files, place, [entered])
        assert read_value(files, place, path, pointer) == value, pointer
        count += 1
    assert count > 10
    for pointer, _ in reversed(list(set_of(kind))):
        files = apply_operations(files, place, [Operation("", place.key, path, pointer, before=None, after=None)])
        assert read_value(files, place, path, pointer) is None, pointer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_of_every_kind_has_a_label_and_a_place_in_its_form(real: Desk, language: str) -> None:
    made = context(real, language)
    for kind in KINDS.values():
        path = f"{kind.folder}/a.md" if kind.prose else "a.yaml"
        place = RecordPlace((kind.name, "a"), {path: RecordText(kind, path, "" if kind.prose else "a")}, "zh")
        form = record_form({path: b"---\n---\n" if kind.prose else b"a: {}\n"}, place, made)
        assert [each.pointer[0] for each in form if each.pointer != BODY] == [
            each.name for each in fields_of(kind.facts)
        ]
        for pointer, _ in set_of(kind):
            numbers = [at for at, step in enumerate(pointer) if isinstance(step, int)]
            item = blank_item(place, path, pointer[: numbers[0] + 1], made) if numbers else None
            assert item is not None or not numbers, pointer
