"""The benchmark's corpus: a valid yearbook, the same from the same seed, and the same work for the peer. No times."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from benchmarks import corpus, entries, hugo, previewing, searching
from benchmarks.__main__ import table
from benchmarks.measure import CommandError, Cost, run
from benchmarks.previewing import Edits, Previewed
from benchmarks.stages import stage_of, stage_shares
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic
from yearbook.model.kinds import KINDS
from yearbook.model.urls import INDEXES, RECORD_PAGES
from yearbook.site.search.entries import SearchEntry
from yearbook.site.views.elements import Run

ENTRIES = 20


def files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus")
    corpus.write(made, ENTRIES, seed=1)
    return made


@pytest.fixture(scope="module")
def compiled(folder: Path) -> tuple[Yearbook, tuple[Diagnostic, ...]]:
    return read_yearbook(BuildOptions(folder / "content", Path("templates"), folder / "site"))


def test_the_corpus_is_a_valid_yearbook_without_a_single_warning(
    compiled: tuple[Yearbook, tuple[Diagnostic, ...]],
) -> None:
    yearbook, diagnostics = compiled
    assert diagnostics == ()
    found = {kind: len(records) for kind, records in yearbook.records.items() if records}
    assert found.pop("honor") + found.pop("project") == ENTRIES
    assert found == {"unit": 120, "year": 26, "source": 104, "theme": 5}


def test_every_entry_has_both_languages_a_link_and_a_figure(compiled: tuple[Yearbook, tuple[Diagnostic, ...]]) -> None:
    yearbook, _ = compiled
    for record in (*yearbook.all("honor"), *yearbook.all("project")):
        assert record.title.languages == ("zh", "en")
        assert [body.language for body in record.bodies] == ["zh", "en"]
        assert all(len(body.prose.links) == 1 and "<p>" in body.prose.html for body in record.bodies)
        number = record.figures[0].value.value.low
        assert [f"{number}" in body.prose.text.replace(",", "") for body in record.bodies] == [True, True]


def test_bodies_are_as_long_as_a_yearbooks() -> None:
    made = tuple(entries.invent_all(200, seed=3))
    chinese = sum(len(re.findall(r"[\u4e00-\u9fff]", each.chinese.body)) for each in made) / len(made)
    english = sum(len(re.findall(r"[A-Za-z]+", each.english.body)) for each in made) / len(made)
    assert 150 < chinese < 300
    assert 80 < english < 160
    assert all(any(mark in each.chinese.body for each in made) for mark in ("\n- ", "\n|---", "[^1]:", "**"))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(folder: Path, tmp_path: Path) -> None:
    corpus.write(tmp_path / "again", ENTRIES, seed=1)
    corpus.write(tmp_path / "other", ENTRIES, seed=2)
    expected = files(folder)
    assert files(tmp_path / "again") == expected
    other = files(tmp_path / "other")
    assert other.keys() == expected.keys()
    assert other["content/projects/project-000003.md"] != expected["content/projects/project-000003.md"]


def test_the_edited_file_is_there(folder: Path) -> None:
    assert (folder / corpus.edited_file(ENTRIES)).read_text("utf-8").count("\ntitle: ") == 1


def test_the_peer_has_the_same_entries_words_and_number_of_pages(
    folder: Path, compiled: tuple[Yearbook, tuple[Diagnostic, ...]]
) -> None:
    yearbook, _ = compiled
    for record in (*yearbook.all("honor"), *yearbook.all("project")):
        for language in ("zh", "en"):
            peer = (folder / f"hugo/content/{language}/{record.kind}s/{record.id}.md").read_text("utf-8")
            assert f'title: "{record.title.get(language)}"' in peer
            assert not re.search(r"\]\((?:honor|project):", peer)
    records = sum(len(yearbook.records[kind]) for kind in RECORD_PAGES)
    left_out = {kind.index for kind in KINDS.values() if kind.optional and not yearbook.records[kind.name]}
    assert hugo.pages(ENTRIES) == 2 + 2 * (records + len(INDEXES) - len(left_out))


def test_the_table_compares_within_a_round() -> None:
    def round_of(peer: float, ours: float) -> list[Cost]:
        return [Cost(peer, 1, 1), *(Cost(ours, 2, 5_000_000) for _ in range(4))]

    lines = table([round_of(1, 2), round_of(10, 5), round_of(4, 4)]).splitlines()
    assert lines[3] == "| ours, cold | 2.00, **4.00**, 5.00 | 0.500, **1.000**, 2.000 | 2.0 | 2.00 | 5 |"


def test_a_library_function_counts_to_the_stages_that_call_it() -> None:
    prose, views = ("/x/yearbook/markdown/tree.py", 1, "a"), ("/x/yearbook/site/views/home.py", 1, "b")
    shared = ("~", 0, "c")
    callers = MappingProxyType({prose: (1, 1, 3.0, 3.0), views: (1, 1, 1.0, 1.0)})
    found = {prose: (1, 1, 1.0, 4.0, {}), views: (1, 1, 1.0, 2.0, {}), shared: (2, 2, 4.0, 4.0, callers)}
    assert stage_shares(found) == {"markdown": 4.0, "views": 2.0}
    assert stage_of(("parts/runs.html", 13, "macro")) == "rendering"


@pytest.mark.parametrize(
    ("file", "stage"),
    [
        ("content/loading.py", "content"), ("core/documents/parsing.py", "content"), ("model/dates.py", "content"),
        ("build/rendering.py", "build"), ("build/output/staging.py", "output"), ("book/printing.py", "book"),
        ("build/plan.py", "build"), ("checks/editorial/sums.py", "checks"), ("i18n/amounts.py", "i18n"),
        ("site/search/tokenizer.py", "search"), ("data/markdown_twins.py", "data"),
        ("site/rendering/template_compiler.py", "rendering"), ("site/edition.py", "views"),
    ],
)  # fmt: skip
def test_modules_count_to_their_stage(file: str, stage: str) -> None:
    assert (Path("yearbook") / file).exists()
    assert stage_of((f"/x/yearbook/{file}", 1, "a")) == stage


def test_pages_are_counted_by_whether_the_peer_has_them(tmp_path: Path) -> None:
    for path in (
        "index.html", "404.html", "zh/index.html", "zh/honors/index.html", "zh/honors/by-year.html",
        "zh/honors/honor-000001.html", "en/subjects.html", "en/honors/honor-000001.html",
        "parallel/honors/honor-000001.html", "zh/honors/by-year-y1999.html", "en/subjects-letter-a.html",
    ):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "zh/honors/honor-000001.md").touch()
    assert hugo.count(tmp_path) == (8, 1, 2)


def test_edits_are_seen_in_the_preview_and_undone_after(folder: Path) -> None:
    """In this process. That each is shown is looked at by the benchmark itself."""
    before = files(folder)
    found = previewing.watch_ours(folder, ENTRIES, Path("templates"), 2)
    assert [(len(each.known), len(each.served)) for each in found.edits] == [(2, 2)] * len(previewing.KINDS)
    assert all(known < served for each in found.edits for known, served in zip(each.known, each.served, strict=True))
    assert files(folder) == before


def test_the_late_ones_are_told_beside_the_usual() -> None:
    times = tuple(float(each) for each in range(20, 0, -1))
    assert previewing.late(times) == 19
    assert previewing.late((3.0,)) == 3
    mine, theirs = Previewed(1, (2, 3), (Edits(times, times),) * 3), Previewed(4, (), (Edits((42,), (42,)),) * 3)
    lines = previewing.table(mine, theirs).splitlines()
    assert lines[2] == "| body | 10.5, 19.0 | 10.5, 19.0 | 42.0, 42.0 | 0.250 |"
    assert lines[-1].endswith("in one process: 2.00 + 3.00 s.")


def test_a_command_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="wrong thing"):
        run([sys.executable, "-c", "print('wrong thing'); raise SystemExit(3)"], tmp_path, {})


def entry(identity: str, title: str, passage: str) -> SearchEntry:
    return SearchEntry("honor", identity, Run(title), (), (Run(passage),), (2016,), "2016", "")


def test_what_search_should_find_is_looked_for_without_it() -> None:
    chinese = (entry("a", "绿化先进单位", "种了３２１６亩。"), entry("b", "修路", "先进的路。"))
    assert searching.truth(chinese, "zh", ["先进", "3216", "进单", "没有"]) == [
        {("honor", "a"), ("honor", "b")}, {("honor", "a")}, {("honor", "a")}, set(),
    ]  # fmt: skip
    english = (entry("a", "Greening", "Trees were planted."), entry("b", "Roads", "A tree stood there."))
    assert searching.truth(english, "en", ["trees", "tree planting"]) == [
        {("honor", "a"), ("honor", "b")}, {("honor", "a")},
    ]  # fmt: skip
    asked = searching.questions(chinese, "zh", 20, seed=1)
    assert asked == searching.questions(chinese, "zh", 20, seed=1)
    assert all(searching.truth(chinese, "zh", asked)) and {len(each) for each in asked} == {2, 3, 4}


def test_the_table_of_search_has_a_row_for_each_language() -> None:
    found = searching.Found(600, 1.0, 0.9951, (50.0, 100.0), (4.0, 5.0), (109.0, 120.0))
    lines = searching.table({"zh": found}).splitlines()
    assert lines[2:] == ["| zh | 600 | 100.00% | 99.51% | 75, 100 | 4, 5 | 114, 120 |"]
