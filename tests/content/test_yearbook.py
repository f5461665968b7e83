"""Records → the yearbook: words paired by language, every reference found and followed both ways, drafts left out."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.support.sound import honor, problems_of, read, sound_world, translation
from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.references import KEY, references
from yearbook.content.yearbook import Use, Yearbook
from yearbook.model import (
    configuration,
    fields,
    free_pages,
    honors,
    narrative,
    people,
    places,
    projects,
    ranks,
    reference,
    series,
    units,
    vocabularies,
)
from yearbook.model.kinds import KINDS

# --- pairing


def test_the_files_of_a_record_make_one_record(tmp_path: Path) -> None:
    files = {
        "years/2016.md": "---\ntitle: 卷首语\nmotto: 品质年\nsummary: 一句。\n---\n\n## 起\n\n正文。\n",
        "years/2016.en.md": "---\ntitle: Foreword\nmotto: Year of Quality\n---\n\n\n## Beginning\n\nText.\n",
    }
    record = read(sound_world(tmp_path, files))[0].get("year", "2016")
    assert record.key == ("year", "2016")
    assert record.title.values == (("zh", "卷首语"), ("en", "Foreword"))
    assert record.motto is not None
    assert record.motto.values == (("zh", "品质年"), ("en", "Year of Quality"))
    assert record.summary is not None
    assert record.summary.values == (("zh", "一句。"),)
    assert (record.year, record.origin.path) == (2016, "years/2016.md")
    assert [(each.language, each.origin.path, each.line) for each in record.bodies] == [
        ("zh", "years/2016.md", 6),
        ("en", "years/2016.en.md", 5),
    ]
    assert [(each.language, each.made_from) for each in record.translations] == [("en", "")]
    english, chinese = record.body("en"), record.body("zh")
    assert english is not None
    assert chinese is not None
    assert english.prose.text != chinese.prose.text
    assert [each.id for each in english.prose.headings] == [each.id for each in chinese.prose.headings]
    assert record.body("fr") is None


def test_languages_stand_in_the_order_of_the_yearbook(tmp_path: Path) -> None:
    names = {"fr": "Ville", "en": "City", "de": "Stadt"}
    files = {f"honors/2016/a.{code}.md": f"---\ntitle: {name}\n---\n{name}.\n" for code, name in names.items()}
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(body="正文。\n"), **files})
    file = root / "yearbook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[zh, en]", "[zh, fr, en, de]"), encoding="utf-8")
    record = read(root)[0].get("honor", "a")
    order = ["zh", "fr", "en", "de"]
    assert list(record.title.languages) == order
    assert [each.language for each in record.bodies] == order
    assert [each.language for each in record.translations] == order[1:]


def test_a_body_that_is_not_written_is_none(tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(body="\n  \n"), "honors/2016/a.en.md": translation(body="Text.\n")}
    record = read(sound_world(tmp_path, files))[0].get("honor", "a")
    assert [each.language for each in record.bodies] == ["en"]
    assert record.body("zh") is None


def test_records_of_yaml_files_have_their_place_and_no_prose(tmp_path: Path) -> None:
    yearbook, _ = read(sound_world(tmp_path))
    record = yearbook.get("unit", "traffic-office")
    assert record.title.values == (("zh", "交通局"), ("en", "Traffic Office"))
    assert (record.bodies, record.translations, record.version, record.year) == ((), (), "", None)
    assert (record.origin.path, record.origin.pointer) == ("units/bodies.yaml", ("traffic-office",))


def test_a_unit_goes_by_its_last_name(tmp_path: Path) -> None:
    names = "[{name: {zh: 林业局, en: Forestry}, until: 2016}, {name: {zh: 园林局, en: Gardens}, since: 2017}]"
    root = sound_world(tmp_path, {"units/others.yaml": f"gardens: {{names: {names}, type: government}}\n"})
    assert read(root)[0].get("unit", "gardens").title.values == (("zh", "园林局"), ("en", "Gardens"))


# --- who names whom


def uses(yearbook: Yearbook, kind: str, identity: str) -> list[tuple[str, str, str, tuple[str | int, ...]]]:
    record = yearbook.get(kind, identity)
    return [(each.kind, each.id, each.field, each.pointer) for each in yearbook.used(record)]


FRONT = """\
recipients: [erqi, traffic-office]
units: {support: [traffic-office]}
related: ["project:ring-road"]
figures:
  - {key: relief, label: {zh: 救助, en: Relief}, value: 4万元}
  - {label: {zh: 其他, en: Other}, value: 5万元}
"""
WORLD = {
    "honors/2016/a.md": honor(FRONT, "见[局](unit:traffic-office)，又见[局](unit:traffic-office#b)。\n"),
    "honors/2016/a.en.md": translation(body="See [the office](unit:traffic-office) and [it](honor:a).\n"),
    "projects/ring-road.md": "---\ntitle: 三环\ncategory: road\nsources: [{source: summary-2016, at: 三环}]\n---\n",
    "years/2016.md": "---\ntitle: 卷首语\nhighlights: [honor:a#relief]\n---\n",
}


def test_a_record_knows_everything_that_names_it(tmp_path: Path) -> None:
    yearbook, _ = read(sound_world(tmp_path, WORLD))
    assert uses(yearbook, "unit", "traffic-office") == [
        ("honor", "a", "body", ()),
        ("honor", "a", "recipients", ("recipients", 1)),
        ("honor", "a", "units.support", ("units", "support", 0)),
    ]
    assert uses(yearbook, "project", "ring-road") == [("honor", "a", "related", ("related", 0))]
    assert uses(yearbook, "honor", "a") == [
        ("honor", "a", "body", ()),
        ("year", "2016", "highlights", ("highlights", 0)),
    ]
    assert uses(yearbook, "source", "summary-2016") == [
        ("honor", "a", "sources.source", ("sources", 0, "source")),
        ("project", "ring-road", "sources.source", ("sources", 0, "source")),
    ]
    assert uses(yearbook, "theme", "warmth") == []


def test_only_records_are_used(tmp_path: Path) -> None:
    yearbook, _ = read(sound_world(tmp_path, WORLD))
    assert set(yearbook.uses) <= {each.key for each in yearbook}
    assert all(each.kind in KINDS for used in yearbook.uses.values() for each in used)
    assert Use("honor", "a", "body") in yearbook.uses["unit", "traffic-office"]


def test_every_kind_is_there_and_records_stand_in_the_order_of_ids(tmp_path: Path) -> None:
    files = {f"honors/{year}/{name}.md": honor() for year, name in ((2017, "a"), (2016, "c"), (2016, "b"))}
    yearbook, _ = read(sound_world(tmp_path, files))
    assert list(yearbook.records) == list(KINDS)
    assert list(yearbook.records["honor"]) == ["a", "b", "c"]
    assert yearbook.all("event") == ()


# --- drafts


def test_drafts_are_left_out_and_name_nobody(tmp_path: Path) -> None:
    files = {**WORLD, "honors/2016/a.md": honor("draft: true\n" + FRONT, "见[路](project:ring-road)。\n")}
    del files["years/2016.md"]
    root = sound_world(tmp_path, files)
    yearbook, _ = read(root)
    assert yearbook.all("honor") == ()
    assert uses(yearbook, "project", "ring-road") == []
    assert ("honor", "a") not in yearbook.uses
    with_drafts, _ = read(root, drafts=True)
    assert [each.id for each in with_drafts.all("honor")] == ["a"]
    assert [each[2] for each in uses(with_drafts, "project", "ring-road")] == ["body", "related"]


def test_drafts_are_checked_like_all_else(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor("draft: true\nrecipients: [nobody]\n")})
    assert [each.mistake.code for each in problems_of(root)] == ["YB303"]


def test_to_name_a_draft_is_no_mistake(tmp_path: Path) -> None:
    draft = "---\ntitle: 三环\ncategory: road\ndraft: true\nsources: [{source: summary-2016, at: 三环}]\n---\n"
    yearbook, _ = read(sound_world(tmp_path, {**WORLD, "projects/ring-road.md": draft}))
    assert ("project", "ring-road") not in yearbook.uses


# --- facts that can be pointed at


def test_what_can_be_pointed_at(tmp_path: Path) -> None:
    source = "sources: [{source: summary-2016, at: 甲}]"
    files = {
        **WORLD,
        "ledgers/a.yaml": f"""\
            works:
              title: {{zh: 工程, en: Works}}
              period: 2017
              as_of: 2017-07
              total: {{count: 3个, done: 1亿元}}
              {source}
            """,
        "indicators/a.yaml": f"""\
            growth:
              title: {{zh: 增速, en: Growth}}
              observations:
                - {{period: 2016, value: 10%, {source}}}
                - {{period: 2018-01/2018-06, value: 9%, {source}}}
                - {{period: 2017, growth: 8%, {source}}}
            """,
    }
    yearbook, _ = read(sound_world(tmp_path, files))
    found = {
        key: (str(fact.value.value), str(fact.period), fact.pointer)
        for record in yearbook
        for key, fact in quotable_facts(record).items()
    }
    assert found == {
        "relief": ("4万元", "None", ("figures", 0)),
        "count": ("3个", "2017-07", ("total", "count")),
        "done": ("1亿元", "2017-07", ("total", "done")),
        "2016": ("10%", "2016", ("observations", 0, "value")),
        "2018-01/2018-06": ("9%", "2018-01/2018-06", ("observations", 1, "value")),
    }


# --- references: what the types find is what the source text of the model says

Expected = tuple[tuple[str | int, ...], str, str, str]
MODULES = (
    fields, vocabularies, ranks, honors, projects, series, narrative, free_pages, units, people, places,
    reference, configuration,
)  # fmt: skip
CLASSES: dict[str, ast.ClassDef] = {}
NAMES: dict[str, ast.expr] = {}
for _module in MODULES:
    for _node in ast.parse(inspect.getsource(_module)).body:
        if isinstance(_node, ast.ClassDef):
            CLASSES[_node.name] = _node
        elif isinstance(_node, ast.Assign) and isinstance(_node.targets[0], ast.Name):
            NAMES[_node.targets[0].id] = _node.value
PLAIN: dict[str, Any] = {
    "Words": {"zh": "甲", "en": "A"},
    "Date": "2016",
    "FullDate": "2016-11-23",
    "Amount": "1元",
    "Flag": "true",
    "bool": True,
    "Line": "甲",
    "WebAddress": "https://example.org/a",
    "Slug": "a-key",
    "FindingCode": "YB451",
    "GeometryField": "outline.geojson",
    "str": "甲",
}


@dataclass
class Example:
    """Plain data for a class with every field filled in, two items in every list, and a new id in every reference."""

    found: list[Expected] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)

    def of_class(self, name: str, pointer: tuple[str | int, ...], inner: ast.expr | None = None) -> Any:
        node = CLASSES[name]
        if any(ast.unparse(base) == "Enum" for base in node.bases):
            first = next(each.value for each in node.body if isinstance(each, ast.Assign))
            return ast.literal_eval(first)
        return {
            each.target.id: self.of(each.annotation, (*pointer, each.target.id), inner)
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        }

    def of(self, hint: ast.expr, pointer: tuple[str | int, ...], inner: ast.expr | None) -> Any:
        if isinstance(hint, ast.BinOp):  # Words | None
            return self.of(hint.left, pointer, inner)
        if isinstance(hint, ast.Name):
            return self.of_name(hint.id, pointer, inner)
        assert isinstance(hint, ast.Subscript), ast.dump(hint)
        parts = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
        outer = ast.unparse(hint.value)
        if outer == "tuple":
            return [self.of(parts[0], (*pointer, index), inner) for index in range(2)]
        if outer == "Annotated":
            return self.annotated(parts, pointer, inner)
        return self.of_class(outer, pointer, inner if ast.unparse(parts[0]) == "T" else parts[0])

    def of_name(self, name: str, pointer: tuple[str | int, ...], inner: ast.expr | None) -> Any:
        if name == "T":
            assert inner is not None
            return self.of(inner, pointer, None)
        if name in PLAIN:
            return PLAIN[name]
        if name == "Roles":
            return self.roles(pointer)
        return self.of(NAMES[name], pointer, inner) if name in NAMES else self.of_class(name, pointer, inner)

    def roles(self, pointer: tuple[str | int, ...]) -> dict[str, list[str]]:
        made = {}
        for number in (next(self.numbers), next(self.numbers)):
            role = f"role-{number}"
            self.found.append(((*pointer, role, KEY), "role", role, ""))
            made[role] = [self.reference('RefersTo("unit")', (*pointer, role, index)) for index in range(2)]
        return made

    def annotated(self, parts: list[ast.expr], pointer: tuple[str | int, ...], inner: ast.expr | None) -> Any:
        text = ast.unparse(ast.Tuple(parts))
        if "RefersTo(" in text:
            return self.reference(text, pointer)
        if ast.unparse(parts[0]) == "int":
            return int(text.partition("ge=")[2].split(",")[0].rstrip(")"))
        return self.of(parts[0], pointer, inner)

    def reference(self, text: str, pointer: tuple[str | int, ...]) -> str:
        number = next(self.numbers)
        kind = text.partition("RefersTo(")[2].partition(")")[0].strip("'\"")
        fact = f"fact-{number}" if "#" in text else ""
        self.found.append((pointer, kind or "honor", f"id-{number}", fact))
        return f"id-{number}" if kind else f"honor:id-{number}" + (f"#{fact}" if fact else "")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_reference_of_a_kind_is_found(kind: Any) -> None:
    example = Example()
    facts = TypeAdapter(kind.facts).validate_python(example.of_class(kind.facts.__name__, ()))
    found = references(facts)
    assert [(each.pointer, each.kind, each.id, each.fact) for each in found] == example.found
    assert len(example.found) >= 2
    for each in found:
        assert each.field == ".".join(step for step in each.pointer if isinstance(step, str))


def test_the_examples_hold_what_is_deepest() -> None:
    """That the walk over the source text sees what it should: a claim of a disputed figure, a note's subject."""
    example = Example()
    example.of_class("Honor", ())
    found = {".".join(each for each in pointer if isinstance(each, str)): kind for pointer, kind, _, _ in example.found}
    assert found["figures.value.others.sources.source"] == "source"
    assert found["notes.about"] == "honor"
    assert found["rank.basis"] == "basis"
    assert found["exclusive.scope"] == "scope"
    assert found["awardees.named"] == "unit"
