"""A page whose key stays is the same page: every field of every kind is changed, in the example yearbook."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.builds import in_new_process
from tests.support.example.media import write_media
from tests.support.paths import ROOT
from yearbook.build.loading import LoadedYearbook, load_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST
from yearbook.build.page_keys import PageKeys, decode_logs, encode_logs
from yearbook.build.plan import CARD, Recipe, card_recipes, key_inputs, page_recipes
from yearbook.build.rendering import RenderContext, data_of_page, render_context
from yearbook.content.outlines import fingerprint, outline_yearbook
from yearbook.content.readers import ReadLog
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.tree import read_tree
from yearbook.content.yearbook import compile_yearbook
from yearbook.core.diagnostics import Location
from yearbook.core.digest import digest
from yearbook.core.overlay import Folders
from yearbook.data.markdown_twins import markdown_twin
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.model.dates import When
from yearbook.model.declarations import Declarations
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.measures import Measures
from yearbook.model.quantities import Quantity
from yearbook.model.texts import Text
from yearbook.site.edition import arrange
from yearbook.site.rendering.templates import Templates, read_templates
from yearbook.site.search.entries import search_entry
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import page_references
from yearbook.site.views.pages import compose_index, compose_page, compose_record

TEMPLATES = ROOT / "templates"
_WHOLE = re.compile(r"\bimport .*\b(?:Edition|Yearbook)\b")


@dataclass
class State:
    """A state of the yearbook, in its first language, and its recipes by their labels."""

    context: RenderContext
    keys: PageKeys
    recipes: dict[str, Recipe]


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> BuildOptions:
    folder = tmp_path_factory.mktemp("keys")
    content = Path(shutil.copytree(ROOT / "tests" / "support" / "example" / "content", folder / "content"))
    write_media(content / "media")
    return BuildOptions(content, TEMPLATES, folder / "site")


@pytest.fixture(scope="module")
def loaded(options: BuildOptions) -> LoadedYearbook:
    return load_yearbook(options, read_tree(options.content, "content"))


@cache
def _templates() -> Templates:
    return read_templates(Folders(TEMPLATES))


@cache
def _languages(codes: tuple[str, ...], measures: Measures, own: Declarations) -> tuple[Language, ...]:
    return read_languages(Folders(TEMPLATES), codes, measures, own)


def _state(loaded: LoadedYearbook, changed: Record | None = None) -> State | None:
    """Return the state of the yearbook with one record changed; None if there would be an error."""
    old, prints = loaded.yearbook, dict(loaded.fingerprints)
    records = {each.key: each for each in old}
    if changed:
        records[changed.key] = changed
        prints[changed.key] = fingerprint(changed, digest(changed))
    yearbook, diagnostics = compile_yearbook(
        old.configuration,
        [(each, references(each.facts)) for each in records.values()],
        lambda _record, _pointer: Location(""),
        drafts=True,
        media=old.media,
        own=old.own,
        configuration_place=lambda _pointer: Location(""),
    )
    if any(each.is_error for each in diagnostics):
        return None
    yearbook = replace(yearbook, geometries=old.geometries)
    languages = _languages(old.configuration.languages, old.configuration.all_measures, old.own)
    editions = arrange(outline_yearbook(yearbook), languages)
    site = make_site(editions, (), ())
    inputs = key_inputs(site, _templates(), "", prints)
    found = (*page_recipes(inputs, page_references(editions)), *card_recipes(inputs, editions))
    return State(
        render_context(yearbook, site, _templates()),
        PageKeys(editions, prints),
        {each.label: each for each in found if each.reference.language in ("", languages[0].code)},
    )


def _made(state: State, recipe: Recipe, log: ReadLog) -> Any:
    """Return all that the files, the card and the data of a recipe are made of."""
    return data_of_page(state.context, recipe, log), _shown(state, recipe, log)


def _shown(state: State, recipe: Recipe, log: ReadLog) -> Any:
    site, key, reference = state.context.site, recipe.reference.record, recipe.reference
    record = state.context.yearbook.get(*key) if key else None
    if record and recipe.name == CARD:
        return search_entry(site.editions[reference.language], record, None, log)
    if record and reference.language:
        page, composed = compose_record(site, reference, record, log)
        card = search_entry(site.editions[reference.language], record, (composed, page.content), log)
        return page, markdown_twin(record, composed.language, composed.yearbook), card
    if recipe.parts:
        parts = (reference, *(replace(reference, id=each) for each in recipe.parts))
        return tuple(compose_index(site, parts, log))
    return compose_page(site, reference, record, log)


# Changes of values

Names = Mapping[str, str]
"""For each id of a record or of a vocabulary, another of the same kind."""


def _names(loaded: LoadedYearbook) -> Names:
    vocabularies = (tuple(loaded.yearbook.configuration.vocabulary(each)) for each in VOCABULARIES)
    groups = (*map(tuple, loaded.yearbook.records.values()), *vocabularies)
    return {one: other for group in groups for one, other in zip(group, (*group[1:], *group[:1]), strict=True)}


def _changes(record: Record, names: Names) -> Iterator[tuple[str, Record]]:
    """Yield the record with each of its fields changed or left out, by class and field."""
    for name in ("title", "summary", "motto"):
        for value in _other(getattr(record, name), names):
            yield f"Record.{name}", replace(record, **{name: value})
    for label, facts in _changed(record.facts, names):
        yield label, replace(record, facts=facts)


def _changed(value: Any, names: Names) -> Iterator[tuple[str, Any]]:
    """Yield a value with each of its fields changed, and each field of its parts; what would be refused is left out."""
    for field in fields(value):
        inner = getattr(value, field.name)
        others = [(f"{type(value).__name__}.{field.name}", other) for other in _other(inner, names)]
        parts = inner if isinstance(inner, tuple) else (inner,)
        for place, part in enumerate(parts):
            if is_dataclass(part) and not isinstance(part, (Text, When, Quantity)):
                for label, new in _changed(part, names):
                    whole = (*parts[:place], new, *parts[place + 1 :]) if isinstance(inner, tuple) else new
                    others.append((label, whole))
        for label, other in others:
            with suppress(ValidationError):
                yield label, replace(value, **{field.name: other})


def _other(value: Any, names: Names) -> Iterator[Any]:
    """Yield other values of the same type."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case Decimal():
            yield value * 2
        case Enum():
            yield from [each for each in type(value) if each is not value][:1]
        case Text():
            yield Text(tuple((language, f"改{text}x") for language, text in value.values))
        case Quantity():
            yield replace(value, low=value.low * 2, printed=f"{value.printed}?")
        case str() if value:
            yield names.get(value, f"{value}x")
        case tuple() if value:
            yield value[:-1]
            yield tuple(reversed(value))


def test_a_page_whose_key_stays_is_the_same(loaded: LoadedYearbook) -> None:
    before, names = _state(loaded), _names(loaded)
    assert before
    logs: dict[str, ReadLog] = {label: {} for label in before.recipes}
    pages = {label: _made(before, recipe, logs[label]) for label, recipe in before.recipes.items()}
    keys = {label: before.keys.key(recipe, logs[label]) for label, recipe in before.recipes.items()}
    tried: set[str] = set()
    for record in loaded.yearbook:
        for field, changed in _changes(record, names):
            after = None if field in tried else _state(loaded, changed)
            if after is None:
                continue
            tried.add(field)
            still = {each: recipe for each, recipe in after.recipes.items() if each in pages}
            same = {each for each, recipe in still.items() if after.keys.key(recipe, logs[each]) == keys[each]}
            assert [each for each in same if _made(after, still[each], {}) != pages[each]] == [], field
            if after.context.site.frames == before.context.site.frames:
                assert len(same) > len(pages) / 3, field
    assert len(tried) > 150


def test_the_order_of_reads_is_not_in_the_keys(options: BuildOptions, tmp_path: Path) -> None:
    """A view may go through a set, whose order is another in each process; the manifest holds the keys."""
    running = {
        seed: in_new_process(options, tmp_path / seed, {"PYTHONHASHSEED": seed}, "--jobs=1") for seed in ("1", "2")
    }
    for process in running.values():
        said, _ = process.communicate()
        assert process.returncode == 0, said
    one, other = ((tmp_path / seed / MANIFEST).read_bytes() for seed in running)
    assert one == other


def test_logs_come_back_from_the_cache(loaded: LoadedYearbook) -> None:
    state = _state(loaded)
    assert state
    logs: dict[str, ReadLog] = {label: {} for label in state.recipes}
    for label, recipe in state.recipes.items():
        _made(state, recipe, logs[label])
    assert decode_logs(encode_logs(logs)) == {label: tuple(log) for label, log in logs.items()}
    assert decode_logs({}) == {}


def test_views_see_readers_alone() -> None:
    """What composes pages has the editions; views have a `PageContext`, and nothing takes its readers apart."""
    composing = {"pages.py", "page_context.py", "page_frame.py", "page_references.py", "indexes.py", "redirects.py"}
    views = {each.name: each.read_text("utf-8") for each in (ROOT / "yearbook" / "site" / "views").glob("*.py")}
    assert {name for name, text in views.items() if _WHOLE.search(text)} <= composing
    assert [name for name, text in views.items() if re.search(r"\._(?:edition|yearbook)\b", text)] == []
