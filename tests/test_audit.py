"""What is well-formed and yet not right: translations that are missing or old, sums and percentages that disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sound import honor, read, sound_world, translation
from yearbook.problems import Place, Problem, Severity

HEAD = "title: {zh: 工程, en: Works}\n  period: 2017\n  as_of: 2017-07\n  sources: [{source: summary-2016, at: 工程}]"


def warnings(folder: Path, ledger: str = "", **files: str) -> tuple[Problem, ...]:
    text = {"ledgers/works.yaml": f"works:\n  {HEAD}\n{ledger}"} if ledger else {}
    found = read(sound_world(folder, {**text, **files}))[1]
    assert all(each.mistake.severity is Severity.WARNING for each in found)
    return found


def audited(folder: Path, ledger: str) -> list[tuple[str, int, int]]:
    return [(each.mistake.code, each.place.line, each.place.column) for each in warnings(folder, ledger)]


# --- translations


def test_a_record_without_a_translation(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, **{"honors/2016/a.md": honor()})
    assert (found.mistake.code, found.place) == ("YB401", Place("content/honors/2016/a.md"))
    assert found.text() == "this record has no en text yet"
    assert found.hint().startswith("write content/honors/2016/a.en.md; ")


@pytest.mark.parametrize(("stamp", "code"), [("", "YB403"), ("original: deadbeef\n", "YB402")])
def test_a_translation_that_is_unmarked_or_old(stamp: str, code: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(stamp)}
    (found,) = warnings(tmp_path, **files)
    assert (found.mistake.code, found.place) == (code, Place("content/honors/2016/a.en.md"))
    assert found.hint().endswith("run: python build.py translated honor:a")
    assert found.hint("zh").endswith("运行：python build.py translated honor:a")


def test_a_translation_of_this_version_is_right(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor()})
    version = read(root)[0].get("honor", "a").version
    (root / "honors/2016/a.en.md").write_text(translation(f"original: '{version}'\n"), encoding="utf-8")
    assert read(root)[1] == ()


def test_kinds_without_prose_need_no_translation(tmp_path: Path) -> None:
    assert warnings(tmp_path, "  total: {count: 3个}\n") == ()


GLOSSARY = "elapsed:\n  title: {zh: 时序进度, en: elapsed share of the year}\n  avoid: [time progress]\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The Time Progress is known.", True),
        ("The elapsed share of the year is known.", False),
        ("A meantime progress report.", False),  # within another word
    ],
)
def test_a_translation_that_the_glossary_avoids(body: str, found: bool, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(body=body), "glossary.yaml": GLOSSARY}
    told = [each for each in warnings(tmp_path, **files) if each.mistake.code == "YB405"]
    assert [each.place for each in told] == [Place("content/honors/2016/a.en.md")] * found
    assert [each.hint() for each in told] == ["for 时序进度 write “elapsed share of the year”"] * found


def test_every_further_language_is_asked_for(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation()})
    file = root / "yearbook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[zh, en]", "[zh, en, fr]"), encoding="utf-8")
    found = {each.mistake.code: dict(each.words) for each in read(root)[1]}
    assert set(found) == {"YB401", "YB403"}
    assert found["YB401"] == {"language": "fr", "path": "content/honors/2016/a.fr.md"}


# --- sums


@pytest.mark.parametrize(
    ("total", "stages", "wrong"),
    [
        ("150个", ["100个", "50个"], False),
        ("150个", ["100个", "49个"], True),
        ("150个", ["100个", "51个"], True),
        ("150个", ["100个", "50余个"], False),
        ("150余个", ["100个", "60个"], False),
        ("150个", ["100-120个", "50个"], False),
        ("150个", ["100个", ""], False),
        ("150个", [], False),
        ("0个", ["1个"], True),
    ],
)
def test_stages_add_up_to_the_total(total: str, stages: list[str], wrong: bool, tmp_path: Path) -> None:
    lines = "".join(f"    - {{stage: new, count: {each}}}\n" for each in stages)
    found = audited(tmp_path, f"  total: {{count: {total}}}\n  stages:{' []' if not stages else ''}\n{lines}")
    assert found == ([("YB410", 8, 5)] if wrong else [])


def test_a_sum_is_told_in_numbers(tmp_path: Path) -> None:
    ledger = "  total: {count: 150个}\n  stages: [{stage: new, count: 100个}, {stage: continuing, count: 49个}]\n"
    (found,) = warnings(tmp_path, ledger)
    assert found.text() == "the stages have 149 projects, the total is 150"
    assert found.text("zh") == "各阶段合计 149 个项目，总数为 150"


def test_other_groups_need_not_add_up(tmp_path: Path) -> None:
    assert audited(tmp_path, "  total: {count: 150个}\n  groups: [{label: {zh: 甲, en: A}, count: 3个}]\n") == []


# --- percentages


@pytest.mark.parametrize(
    ("done", "printed", "wrong"),
    [
        ("220亿元", "49.3%", False),  # 49.327…: rounded and cut
        ("220亿元", "49.4%", False),  # rounded up by less than a step
        ("220亿元", "49.2%", True),
        ("220亿元", "49.5%", True),
        ("220亿元", "49%", False),
        ("220亿元", "50%", False),
        ("220亿元", "48%", True),
        ("220亿元", "49.33%", False),
        ("220亿元", "49.35%", True),
        ("223亿元", "50%", False),
        ("223亿元", "50.0%", False),
        ("223亿元", "51%", True),
        ("220余亿元", "80%", False),
        ("0亿元", "49.3%", True),
        ("0亿元", "0%", False),
    ],
)
def test_a_printed_percentage_is_done_of_planned(done: str, printed: str, wrong: bool, tmp_path: Path) -> None:
    total = f"{{planned: 446亿元, done: {done}, printed_progress: {printed}}}"
    assert [code for code, *_ in audited(tmp_path, f"  total: {total}\n")] == (["YB411"] if wrong else [])


def test_each_line_is_checked_and_pointed_at(tmp_path: Path) -> None:
    line = "{planned: 100亿元, done: 50亿元, printed_progress: 60%}"
    ledger = f"  total: {line}\n  stages:\n    - {line}\n  groups:\n    - {line}\n    - {line}\n"
    first, others = ("  total: " + line).index("60%") + 1, ("    - " + line).index("60%") + 1
    assert audited(tmp_path, ledger) == [
        ("YB411", 6, first),
        *(("YB411", number, others) for number in (8, 10, 11)),
    ]


def test_a_percentage_is_told_in_numbers(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, "  total: {planned: 3亿元, done: 1亿元, printed_progress: 34.5%}\n")
    assert found.text() == "the source prints 34.5%, but done ÷ planned is 33.33 %"


@pytest.mark.parametrize(("kind", "codes"), [("sum", []), ("context", ["YB410", "YB411"])])
def test_a_note_on_the_sum_settles_it(kind: str, codes: list[str], tmp_path: Path) -> None:
    ledger = f"""\
  total: {{count: 3个, planned: 100亿元, done: 50亿元, printed_progress: 60%}}
  stages: [{{stage: new, count: 4个}}]
  notes: [{{kind: {kind}, text: {{zh: 原文如此, en: As printed}}}}]
"""
    assert sorted(code for code, *_ in audited(tmp_path, ledger)) == codes


def test_nothing_is_planned(tmp_path: Path) -> None:
    assert audited(tmp_path, "  total: {planned: 0亿元, done: 50亿元, printed_progress: 60%}\n") == []
