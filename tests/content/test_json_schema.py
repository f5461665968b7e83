"""The schemas that editors' tools read: as the model has them, explained in Chinese, and fit for the real content."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.support.paths import CASES, ROOT
from yearbook.content.json_schema import OfferedWords, json_schemas, offered_words, settings, snippets
from yearbook.content.locations import ACCEPTED
from yearbook.content.originals import Translated
from yearbook.content.tree import read_tree
from yearbook.content.validation import read_configuration
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import Items, Mapping, Node, plain
from yearbook.model.configuration import Configuration
from yearbook.model.fields import SLUG
from yearbook.model.kinds import KINDS

CONTENT = ROOT / "content"
EXAMPLES = CASES / "records"
HAN = re.compile("[\u4e00-\u9fff]")
MADE = {name: json.loads(data) for name, data in json_schemas().items()}
Step = str | int


def own_words() -> OfferedWords:
    """What the real yearbook's schemas offer."""
    document = read_document(CONTENT, "yearbook.yaml", "content")
    assert isinstance(document, Document)
    return offered_words(("zh", "en"), read_configuration(document)[0])


def test_the_schemas_in_the_content_are_those_of_the_model_and_of_its_words() -> None:
    """Where this fails, run `python build.py schemas`."""
    kept = {each.name: each.read_bytes() for each in (CONTENT / ".schema").iterdir()}
    made = json_schemas(own_words())
    assert sorted(kept) == sorted(made)
    assert [name for name, data in made.items() if kept[name] != data] == []


def test_each_kind_has_a_schema_and_so_have_translations_and_the_yearbook() -> None:
    folders = {each.folder.removesuffix(".yaml") for each in KINDS.values()}
    assert set(MADE) == {f"{each}.json" for each in (*folders, "yearbook", "fields", "translation")}


def owners(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every class that a schema describes: its name and its own schema."""
    for each in (schema, *schema.get("$defs", {}).values()):
        if "properties" in each:
            yield each["title"], each


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_field_of_every_class_is_explained_in_both_languages(name: str) -> None:
    unexplained = []
    for title, owner in owners(MADE[name]):
        unexplained += [] if HAN.search(owner.get("description", "")) else [title]
        for field, schema in owner["properties"].items():
            description = schema.get("description", "")
            if not (HAN.search(description) and re.search("[A-Za-z]{3}", description)):
                unexplained.append(f"{title}.{field}")
    assert unexplained == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"{each.folder.removesuffix('.yaml')}.json", each.facts) for each in KINDS.values()),
        ("yearbook.json", Configuration),
        ("translation.json", Translated),
    ],
)
def test_a_schema_has_the_fields_of_its_class_and_no_others(name: str, kind: type[Any]) -> None:
    (schema,) = (each for title, each in owners(MADE[name]) if title == kind.__name__)
    assert list(schema["properties"]) != []
    assert set(schema["properties"]) == {each.name for each in fields(kind)}
    assert schema["additionalProperties"] is False
    assert set(schema.get("required", ())) <= set(schema["properties"])


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_reference_in_a_schema_leads_somewhere(name: str) -> None:
    text = json.dumps(MADE[name])
    wanted = set(re.findall(r'"#/\$defs/([^"]+)"', text))
    assert wanted <= set(MADE[name].get("$defs", {}))
    assert "$bare" not in text


def alternatives(schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas that a value may have: references followed, choices opened."""
    if "$ref" in schema:
        yield from alternatives(whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from alternatives(each, whole)
    else:
        yield schema


def types(schema: dict[str, Any]) -> set[str]:
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


def unplaced(value: object, schema: dict[str, Any], whole: dict[str, Any], at: tuple[Step, ...]) -> list[str]:
    """The values for which a schema has no place: unknown fields, and shapes or choices that it does not name."""
    here = "/".join(map(str, at))
    choices = list(alternatives(schema, whole))
    if isinstance(value, dict):
        owner = next((each for each in choices if "object" in types(each)), None)
        return [f"{here}: no mapping"] if owner is None else _unplaced_fields(value, owner, whole, at)
    if isinstance(value, list):
        items = next((each["items"] for each in choices if "array" in types(each)), None)
        if items is None:
            return [f"{here}: no list"]
        return [wrong for index, each in enumerate(value) for wrong in unplaced(each, items, whole, (*at, index))]
    bare = [each for each in choices if types(each) - {"object", "array", "null"} or (value is None and types(each))]
    allowed = [each for each in bare if value is None or "enum" not in each or value in each["enum"]]
    return [] if allowed else [f"{here}: no bare value, or not {value!r}"]


def _unplaced_fields(
    value: dict[str, Any], owner: dict[str, Any], whole: dict[str, Any], at: tuple[Step, ...]
) -> list[str]:
    known, others = owner.get("properties", {}), owner.get("additionalProperties", False)
    patterns = owner.get("patternProperties", {})
    found = [f"{'/'.join(map(str, at))}: {each} is missing" for each in owner.get("required", ()) if each not in value]
    for key, inner in value.items():
        schema = known.get(key) or next((patterns[each] for each in patterns if re.search(each, key)), others)
        found += unplaced(inner, schema, whole, (*at, key)) if schema else [f"{'/'.join(map(str, at))}: no field {key}"]
    return found


def schema_of(path: str) -> str:
    name = PurePosixPath(path)
    if name.suffix == ".md" and "." in name.stem:
        return "translation.json"
    return f"{name.parts[0].removesuffix('.yaml')}.json"


def test_the_real_content_has_a_place_in_the_schemas() -> None:
    """By structure: each key is a field, each bare value and list stands where one may, each choice is named."""
    tree = read_tree(CONTENT, "content")
    seen, wrong = set(), []
    for file in tree.files:
        if file.is_document and file.path != ACCEPTED:
            document = read_document(CONTENT, file.path, "content")
            assert isinstance(document, Document), file.path
            name = schema_of(file.path)
            seen.add(name)
            wrong += unplaced(plain(document.front), MADE[name], MADE[name], (file.path,))
    assert wrong == []
    may_be_without = {"fields.json", *(f"{kind.folder}.json" for kind in KINDS.values() if kind.optional)}
    assert set(MADE) - may_be_without <= seen <= set(MADE)


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("honors.json", {"conferred": "2016"}, []),
        ("honors.json", {"conferred": {"date": "2016", "known": "context"}}, []),
        ("honors.json", {"conferred": {"date": "2016", "known": "guessed"}}, ["x/conferred/known: no bare value"]),
        ("honors.json", {"conferred": ["2016"]}, ["x/conferred: no list"]),
        ("honors.json", {"colour": "red"}, ["x: no field colour"]),
        ("honors.json", {"recipients": "erqi"}, ["x/recipients: no bare value"]),
        ("honors.json", {"figures": [{"label": {"zh": "甲"}, "value": "1元"}]}, []),
        ("honors.json", {"figures": [{"label": {"zh": "甲"}, "value": {"value": "1元"}}]}, []),
        ("honors.json", {"figures": [{"label": {"fr": "A"}, "value": "1元"}]}, ["x/figures/0/label: no field fr"]),
        ("honors.json", {"units": {"lead": ["a"]}, "summary": None}, []),
        ("honors.json", {"units": "a"}, ["x/units: no bare value"]),
        ("translation.json", {"level": "national"}, ["x: no field level"]),
        ("units.json", {"court": {"names": [], "type": "court"}}, ["x/court/type: no bare value"]),
        ("units.json", {"court": "法院"}, ["x/court: no bare value"]),
    ],
)
def test_the_check_of_the_content_can_fail(name: str, value: dict[str, Any], wrong: list[str]) -> None:
    found = [each for each in unplaced(value, MADE[name], MADE[name], ("x",)) if not each.endswith("is missing")]
    assert len(found) == len(wrong)
    assert all(each.startswith(start) for each, start in zip(found, wrong, strict=True)), found


def test_choices_are_those_of_the_model() -> None:
    found = {
        title: each["enum"]
        for schema in MADE.values()
        for title, each in schema.get("$defs", {}).items()
        if "enum" in each
    }
    assert {"Form", "UnitType", "Known", "NoteKind", "SourceKind", "Status", "Outcome"} <= set(found)
    assert found["Interval"] == ["years", "times", "sessions"]
    assert found["Known"] == ["stated", "context", "inferred"]


def typed(node: Node) -> Any:
    """The value as an editor's tool has it, which types plain scalars after the core schema of YAML 1.2."""
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [typed(each) for each in node.nodes]
    for pattern, make in TYPES:
        if node.plain and re.fullmatch(pattern, node.text):
            return make(node.text)
    return node.text


TYPES: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"|~|null|Null|NULL", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in MADE.items()}


def refused(root: Path) -> dict[str, list[str]]:
    """File → what its schema says against it, for every file of a content folder that can be read and has one."""
    found = {}
    for file in read_tree(root, "content").files:
        document = read_document(root, file.path, "content") if file.is_document else None
        if isinstance(document, Document) and schema_of(file.path) in VALIDATORS:
            value = typed(document.front)
            errors = VALIDATORS[schema_of(file.path)].iter_errors(value)
            found[file.path] = [f"{each.json_path}: {each.message[:200]}" for each in errors]
    return found


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(MADE[name])


def test_the_schemas_accept_the_real_content() -> None:
    found = refused(CONTENT)
    assert len(found) > 300
    assert {path: errors for path, errors in found.items() if errors} == {}


MISPLACED = {"YB200", "YB201", "YB202", "YB204", "YB205", "YB206"}
"""The codes of files that stand where no schema is asked."""


_UNRESOLVED = re.compile(r"^content/([^:\n]+)[:\d]*: error\[YB303\]: there is no \w+ “([^”]*)”", re.MULTILINE)
NAMES = sorted({each.name for each in EXAMPLES.iterdir() if each.is_dir()} - {"no-configuration"})
"""The cases; not the one whose files nobody reads because the folder is no yearbook."""


@pytest.mark.parametrize("case", NAMES)
def test_the_schemas_refuse_what_is_wrong_in_form(case: str) -> None:
    """Each file for which the yearbook's own reader tells a mistake of form, and no file without one."""
    expected = (EXAMPLES / case / "expected.txt").read_text("utf-8")
    told = re.findall(r"^content/([^:\n]+)[:\d]*: error\[(YB\d{3})\]", expected, re.MULTILINE)
    misplaced = {path for path, code in told if code in MISPLACED}
    of_keys = {path for path, code in told if code == "YB203" and path.endswith(".yaml")}
    of_names = {path for path, identity in _UNRESOLVED.findall(expected) if not re.fullmatch(SLUG, identity)}
    wrong = {path for path, code in told if "YB211" <= code <= "YB224"} | of_keys | of_names
    found = {path: errors for path, errors in refused(EXAMPLES / case / "content").items() if path not in misplaced}
    assert {path for path, errors in found.items() if errors} == wrong & set(found), found


def test_every_choice_is_explained_in_both_languages() -> None:
    enums = [each for schema in MADE.values() for each in schema.get("$defs", {}).values() if "enum" in each]
    for each in enums:
        assert len(each["enumDescriptions"]) == len(each["enum"])
        assert all(HAN.search(text) and re.search("[A-Za-z]{3}", text) for text in each["enumDescriptions"])


def test_the_settings_and_snippets_are_those_of_the_model() -> None:
    """Where this fails, run `python build.py schemas` and copy what `settings` and `snippets` give."""
    assert (ROOT / ".vscode/settings.json").read_bytes() == settings()
    assert (ROOT / ".vscode/yearbook.code-snippets").read_bytes() == snippets(own_words())


def test_each_schema_of_a_yaml_file_is_told_to_the_editor() -> None:
    told = json.loads(settings())["yaml.schemas"]
    yaml = {f"{each.folder.removesuffix('.yaml')}.json" for each in KINDS.values() if not each.prose}
    assert {PurePosixPath(each).name for each in told} == {*yaml, "yearbook.json", "fields.json"}
    for path, files in told.items():
        assert (ROOT / path).exists()
        may_be_missing = ["fields", *(each.folder for each in KINDS.values() if each.optional)]
        assert list(ROOT.glob(files)) or any(each in files for each in may_be_missing), files


def test_fields_of_front_matter_can_be_completed_and_are_explained() -> None:
    made = json.loads(snippets())
    for kind in KINDS.values():
        if kind.prose:
            (schema,) = (each for title, each in owners(MADE[f"{kind.folder}.json"]) if title == kind.facts.__name__)
            for name in schema["properties"]:
                each = made[f"{kind.name}: {name}"]
                assert each["prefix"] == name
                assert each["body"][0].startswith(f"{name}: ")
                assert HAN.search(each["description"])
            assert made[kind.name]["body"][0] == "---"
    assert "${1|national,provincial,municipal,district|}" in made["honor: level"]["body"][0]


def test_texts_may_be_in_the_languages_of_the_yearbook() -> None:
    words = offered_words(("zh", "en", "fr"), None)
    events = json.loads(json_schemas(words)["events.json"])
    title = events["$defs"]["Event"]["properties"]["title"]
    assert set(title["properties"]) == {"zh", "en", "fr"}
    assert "{zh: ${1}, en: ${2}, fr: ${3}}" in snippets(words).decode()


def test_each_place_of_a_snippet_is_one_value_in_its_signs() -> None:
    """A place that stands twice would be filled in twice with the same text."""
    made = json.loads(snippets())
    for each in made.values():
        places = re.findall(r"\$\{(\d+)", "\n".join(each["body"]))
        assert places == [str(number) for number in range(1, len(places) + 1)], each["body"]
    assert made["honor: units"]["body"][0].startswith("units: {lead: [${1}], support: [${2}], ")
    assert "{label: {zh: ${1}, en: ${2}}, value: ${3}}" in made["honor: figures"]["body"][0]
