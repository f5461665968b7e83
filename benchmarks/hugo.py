"""Write the same yearbook for Hugo: content in each language, taxonomies, and a theme that makes the same pages.

It has as many pages as ours, of about the same size, with the same facts, lists and links, but no checks and no derived
figures. Lists that are empty in this corpus (chronicle, glossary …) have pages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import entries, surroundings
from benchmarks.entries import SOURCES_A_YEAR, THEMES, UNITS, YEARS, Entry, Words
from yearbook.model.urls import INDEXES, PARALLEL_FOLDER

LANGUAGES = ("zh", "en")
_LISTS = ("honors-by-year", "stages", "unit-types", "subjects")
_EMPTY = ("ledgers", "indicators", "commitments", "programs", "chronicle", "glossary", "conflicts", "data", "search")
_LINK = re.compile(r"\]\((honor|project):([a-z0-9-]+)\)")
_FOLDERS = {"honor": "honors", "project": "projects"}


def executable(environment: Path) -> str:
    """Return the Hugo binary of a virtual environment (its Python wrapper costs time), or the one on the path."""
    found = sorted(environment.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    return str(found[0]) if found else "hugo"


def pages(total: int) -> int:
    """Return how many HTML files a build makes: the same number as ours."""
    records = total + len(YEARS) * (1 + SOURCES_A_YEAR) + UNITS + THEMES
    lists = 1 + len(_FOLDERS) + 4 + len(_LISTS) + len(_EMPTY)
    return 2 + len(LANGUAGES) * (records + lists)


def side_by_side(total: int) -> int:
    """Return how many more pages ours has: one for each text in both languages, for which Hugo has no counterpart."""
    return total + len(YEARS)


def count(site: Path) -> tuple[int, int, int]:
    """The HTML files of a finished site of ours: those that Hugo makes too, those of two languages side by side, and
    the further pages of indexes that are too long for one; Hugo's are on one.
    """
    paths = [each.relative_to(site).as_posix() for each in site.rglob("*.html")]
    beside = sum(each.startswith(f"{PARALLEL_FOLDER}/") for each in paths)
    further = sum(_is_further(each) for each in paths)
    return len(paths) - beside - further, beside, further


def _is_further(path: str) -> bool:
    """`zh/honors/by-year-y1999.html` is one of `honors/by-year.html`; ids of this corpus begin like no index."""
    language, _, name = path.partition("/")
    return language in LANGUAGES and any(name.startswith(f"{each.removesuffix('.html')}-") for each in INDEXES.values())


def site(seed: int) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all files except those of the entries."""
    theme = Path(__file__).parent / "theme"
    yield "hugo/hugo.yaml", (theme / "hugo.yaml").read_text("utf-8")
    for path in sorted((theme / "layouts").rglob("*.html")):
        yield f"hugo/layouts/{path.relative_to(theme / 'layouts').as_posix()}", path.read_text("utf-8")
    yield "hugo/static/404.html", "<!doctype html><title>404</title>\n"
    for place, language in enumerate(LANGUAGES):
        top = f"hugo/content/{language}"
        yield f"{top}/_index.md", _page(("测试年鉴", "A Yearbook to Measure")[place])
        for folder in _FOLDERS.values():
            yield f"{top}/{folder}/_index.md", _page(folder)
        for name in (*_LISTS, *_EMPTY):
            yield f"{top}/{name}.md", _page(name, f"layout: {'every' if name in _LISTS else 'nothing'}\n")
        yield from _terms(top, place, seed)


def _terms(top: str, place: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the taxonomies: units, themes, sources, years."""
    for number in range(UNITS):
        yield f"{top}/units/{entries.unit_id(number)}/_index.md", _page(surroundings.unit_name(number, seed)[place])
    for number in range(THEMES):
        yield f"{top}/themes/{entries.theme_id(number)}/_index.md", _page(surroundings.theme_title(number, seed)[place])
    for year in YEARS:
        title, body = surroundings.year_words(year, seed)[place]
        yield f"{top}/years/{year}/_index.md", _page(title, "", body)
        for number in range(SOURCES_A_YEAR):
            path = f"{top}/sources/{entries.source_id(year, number)}/_index.md"
            yield path, _page(surroundings.source_title(year, number, seed)[place])


def _page(title: str, front: str = "", body: str = "") -> str:
    return f'---\ntitle: "{title}"\n{front}---\n\n{body}'


def entry_files(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of one entry in each language."""
    for language, words in zip(LANGUAGES, (entry.chinese, entry.english), strict=True):
        other = entry.english if words is entry.chinese else entry.chinese
        path = f"hugo/content/{language}/{_FOLDERS[entry.kind]}/{entry.id}.md"
        body = _LINK.sub(lambda found: f"](../{_FOLDERS[found[1]]}/{found[2]}.html)", words.body)
        yield path, _page(words.title, _front(entry, words, other, language), body)


def _front(entry: Entry, words: Words, other: Words, language: str) -> str:
    """Return the facts; some are terms of a taxonomy, the rest parameters."""
    units = dict.fromkeys((entry.conferred_by, *(unit for _, unit in entry.units)))
    roles = ", ".join(f"{{role: {role}, unit: {unit}}}" for role, unit in entry.units)
    figures = ", ".join(
        f"{{label: {each.chinese if language == 'zh' else each.english}, value: {each.number}}}"
        for each in entry.figures
    )
    quotes = ", ".join(f"{{source: {source}, at: {quote}}}" for source, quote in entry.sources)
    reports = ", ".join(
        f"{{year: {each.year}, stage: {each.stage}, planned: {each.planned}, done: {each.done}}}"
        for each in entry.reports
    )
    related = ", ".join(f'"/{_FOLDERS[kind]}/{identity}"' for kind, identity in entry.related)
    return (
        f'summary: "{words.summary}"\nweight: {entry.number + 1}\nunits: [{", ".join(units)}]\n'
        f'years: ["{entry.year}"]\nthemes: [{", ".join(entry.themes)}]\n'
        f"sources: [{', '.join(source for source, _ in entry.sources)}]\nparams:\n"
        f'  other: "{other.title}"\n  form: {entry.form}\n  level: {entry.level}\n  category: {entry.category}\n'
        f'  conferred: "{entry.year}-{entry.month:02}"\n  conferred_by: {entry.conferred_by}\n  place: {entry.place}\n'
        f"  scope: {entry.scope}\n  basis: {entry.basis}\n  streak: {entry.streak}\n  roles: [{roles}]\n"
        f"  figures: [{figures}]\n  quotes: [{quotes}]\n  reports: [{reports}]\n  related: [{related}]\n"
    )
