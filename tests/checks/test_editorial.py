"""What is well-formed and yet not right: translations that are missing or old, sums and percentages that disagree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.audited import diagnostics
from tests.support.audited import found as located
from tests.support.sound import honor, read, sound_world, translation
from yearbook.checks.editorial.translation_table import translations_json, translations_text
from yearbook.checks.editorial.translations import translation_statuses
from yearbook.core.diagnostics import Diagnostic, Location, Severity

HEAD = "title: {zh: 工程, en: Works}\n  period: 2017\n  as_of: 2017-07\n  sources: [{source: summary-2016, at: 工程}]"


def warnings(folder: Path, ledger: str = "", **files: str) -> tuple[Diagnostic, ...]:
    text = {"ledgers/works.yaml": f"works:\n  {HEAD}\n{ledger}"} if ledger else {}
    found = read(sound_world(folder, {**text, **files}))[1]
    assert all(each.mistake.severity is Severity.WARNING for each in found)
    return found


def audited(folder: Path, ledger: str) -> list[tuple[str, int, int]]:
    return [(each.mistake.code, each.place.line, each.place.column) for each in warnings(folder, ledger)]


# --- translations


def test_a_record_without_a_translation(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, **{"honors/2016/a.md": honor()})
    assert (found.mistake.code, found.place) == ("YB401", Location("content/honors/2016/a.md"))
    assert found.text() == "this record has no en text yet"
    assert found.hint().startswith("write content/honors/2016/a.en.md; ")


@pytest.mark.parametrize(("stamp", "code"), [("", "YB403"), ("original: deadbeef\n", "YB402")])
def test_a_translation_that_is_unmarked_or_old(stamp: str, code: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(stamp)}
    (found,) = warnings(tmp_path, **files)
    assert (found.mistake.code, found.place) == (code, Location("content/honors/2016/a.en.md"))
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
    assert [code for code, *_ in located(tmp_path, files, "YB405")] == ["YB405"] * found


def test_an_avoided_translation_is_shown_where_it_stands(tmp_path: Path) -> None:
    body = "\nIt is known.\n\nThe *time progress* is known.\n"
    files = {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation(body=body), "glossary.yaml": GLOSSARY}
    assert located(tmp_path, files, "YB405") == [("YB405", 7, "time progress")]
    (told,) = [each for each in diagnostics(tmp_path / "again", files) if each.mistake.code == "YB405"]
    assert told.hint() == "for 时序进度 write “elapsed share of the year”"


def test_every_further_language_is_asked_for(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation()})
    file = root / "yearbook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[zh, en]", "[zh, en, fr]"), encoding="utf-8")
    found = {each.mistake.code: dict(each.words) for each in read(root)[1]}
    assert set(found) == {"YB401", "YB403", "YB447"}
    assert found["YB401"] == {"language": "fr", "path": "content/honors/2016/a.fr.md"}
    assert found["YB447"]["language"] == "fr"


TERMS = """\
    term-a: {title: {zh: 棚户区改造, en: shantytown redevelopment}}
    term-b: {title: {zh: 竣工, en: completed}}
    term-c: {title: {zh: 百城建设提质工程, en: Hundred Cities Quality Improvement Project}}
    """


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("推进棚户区改造。", "Slums are rebuilt.", [("YB440", 8, "棚户区改造")]),
        ("推进棚户区改造。", "Shantytowns are redeveloped.", []),
        ("推进棚户区改造。", "The redevelopment of shantytowns goes on.", []),
        ("推进棚户区改造。", "Shanks are redecorated.", [("YB440", 8, "棚户区改造")]),  # four letters are not enough
        ("全部竣工。", "All are done.", []),  # too short a term
        ("百城建设提质工程。", "The Hundred Cities project on quality.", []),  # more than half of its words
        ("百城建设提质工程。", "The hundred towns.", [("YB440", 8, "百城建设提质工程")]),
    ],
)
def test_terms_that_a_translation_does_not_keep(
    zh: str, en: str, expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    files = {"honors/2016/a.md": honor(body=f"\n{zh}\n"), "honors/2016/a.en.md": translation(body=f"\n{en}\n")}
    assert located(tmp_path, {**files, "glossary.yaml": TERMS}, "YB440") == expected


def test_a_term_within_a_name_is_none(tmp_path: Path) -> None:
    units = "office: {names: [{name: {zh: 棚户区改造办公室, en: Renewal Office}}], type: government}\n"
    files = {"honors/2016/a.md": honor(body="\n棚户区改造办公室牵头。\n")}
    files |= {"honors/2016/a.en.md": translation(body="\nThe Renewal Office led.\n"), "units/more.yaml": units}
    assert located(tmp_path, {**files, "glossary.yaml": TERMS}, "YB440") == []


def test_words_that_lack_a_language(tmp_path: Path) -> None:
    figures = "figures:\n  - {label: {zh: 甲乙}, value: 1个}\n  - {label: {zh: 丙丁}, value: 1个}\n"
    files = {"honors/2016/a.md": honor(figures), "honors/2016/a.en.md": translation()}
    (told,) = [each for each in diagnostics(tmp_path, files) if each.mistake.code == "YB447"]
    assert (told.place.line, told.text()) == (7, "“figures.0.label” has no en words")


def test_how_every_record_stands(tmp_path: Path) -> None:
    files = {
        "honors/2016/a.md": honor(),
        "honors/2016/b.md": honor(),
        "honors/2016/b.en.md": translation(),
        "honors/2016/c.md": honor(),
        "honors/2016/c.en.md": translation("original: deadbeef\n"),
        "themes.yaml": "warmth: {title: {zh: 温暖}}\ngarden: {title: {zh: 田园, en: Garden}, note: {zh: 绿}}\n",
    }
    found = translation_statuses(read(sound_world(tmp_path, files))[0])
    states = {f"{each.kind}:{each.id}": each.state.value for each in found}
    assert {key: state for key, state in states.items() if not key.startswith(("unit", "source"))} == {
        "honor:a": "missing",
        "honor:b": "unstamped",
        "honor:c": "stale",
        "theme:warmth": "missing",
        "theme:garden": "partly",
    }
    text = translations_text(found, "en").split("\n")
    assert text[0].split() == ["kind", "language", "translated", "stale", "unmarked", "partly", "missing", "share"]
    assert text[1].split() == ["honor", "en", "0", "1", "1", "0", "1", "0%"]
    assert "  stale  en  honor:c" in text
    assert "  过期  en  honor:c" in translations_text(found, "zh").split("\n")
    made = json.loads(translations_json(found))
    assert made["kinds"][0] == {
        "kind": "honor", "language": "en", "translated": 0, "stale": 1, "unstamped": 1, "partly": 0, "missing": 1,
    }  # fmt: skip
    assert {"kind": "honor", "id": "a", "language": "en", "state": "missing"} in made["records"]


def test_where_all_is_translated_nothing_is_to_do(tmp_path: Path) -> None:
    found = translation_statuses(read(sound_world(tmp_path))[0])
    assert translations_text(found, "en").endswith("present original.")
    assert json.loads(translations_json(found))["records"] == []


# --- titles


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("文明城区", ""),
        ("文明城区，再接再厉", "YB463"),
        ("文明城区！", "YB463"),
        ("十八个字的标题正好写满一行不多也不少", ""),
        ("十八个字的标题正好写满一行不多也不少了", "YB464"),
    ],
)
def test_titles(title: str, code: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor().replace("title: 文明城区", f"title: {title}")}
    told = located(tmp_path, files, "YB463", "YB464")
    assert [(found, line) for found, line, _ in told] == ([(code, 2)] if code else [])


# --- acceptance


@pytest.mark.parametrize(
    ("accepted", "codes"),
    [
        ("", ["YB462"]),
        ("{code: YB462, at: 我区, because: {zh: 照录, en: As printed}}", []),
        ("{code: YB462, at: 去年, because: {zh: 照录, en: As printed}}", ["YB459", "YB462"]),
        ("{code: YB999, at: 我区, because: {zh: 照录, en: As printed}}", ["YB459", "YB462"]),
    ],
)
def test_a_finding_is_accepted_in_the_record(accepted: str, codes: list[str], tmp_path: Path) -> None:
    more = f"accepted: [{accepted}]\n" if accepted else ""
    told = located(tmp_path, {"honors/2016/a.md": honor(more, "\n我区获奖。\n")}, "YB459", "YB462")
    assert sorted(code for code, *_ in told) == codes


def test_a_missing_translation_is_accepted_by_its_language(tmp_path: Path) -> None:
    more = "accepted: [{code: YB401, at: en, because: {zh: 不译, en: Not translated}}]\n"
    assert warnings(tmp_path, **{"honors/2016/a.md": honor(more)}) == ()


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


@pytest.mark.parametrize(
    ("stages", "codes"),
    [
        (["done: 30亿元", "done: 20亿元"], []),
        (["done: 30亿元", "done: 21亿元"], ["YB412"]),
        (["done: 30亿元", "done: 20余亿元"], []),
        (["done: 30亿元", "done: 20亩"], []),
        (["done: 60亿元", "done: 20余亿元"], ["YB413"]),
    ],
)
def test_amounts_of_stages_add_up(stages: list[str], codes: list[str], tmp_path: Path) -> None:
    lines = "".join(f"    - {{stage: new, {each}}}\n" for each in stages)
    ledger = f"  total: {{done: 50亿元}}\n  stages:\n{lines}"
    assert [code for code, *_ in audited(tmp_path, ledger)] == codes


def test_a_part_is_not_greater_than_its_whole(tmp_path: Path) -> None:
    groups = "  groups: [{label: {zh: 甲, en: A}, count: 4个}, {label: {zh: 乙, en: B}, count: 3个}]\n"
    assert [code for code, *_ in audited(tmp_path, "  total: {count: 3个}\n" + groups)] == ["YB413"]


@pytest.mark.parametrize(("count", "wrong"), [("3个", False), ("4个", True), ("4亩", False)])
def test_a_ledger_is_not_greater_than_that_of_which_it_is_part(count: str, *, wrong: bool, tmp_path: Path) -> None:
    part = f"part:\n  {HEAD}\n  part_of: works\n  total: {{count: {count}}}\n"
    assert [code for code, *_ in audited(tmp_path, "  total: {count: 3个}\n" + part)] == ["YB413"] * wrong


@pytest.mark.parametrize(("count", "wrong"), [(1, True), (2, False)])
def test_no_more_are_named_than_counted(count: int, *, wrong: bool, tmp_path: Path) -> None:
    more = f"awardees: [{{label: {{zh: 甲, en: A}}, count: {count}, named: [erqi, traffic-office]}}]\n"
    told = located(tmp_path, {"honors/2016/a.md": honor(more)}, "YB414")
    assert [code for code, *_ in told] == ["YB414"] * wrong


CITED = "sources: [{source: summary-2016, at: 甲}]"


@pytest.mark.parametrize(
    ("value", "growth", "wrong"),
    [
        ("110亿元", "10%", False),
        ("110亿元", "12.5%", True),
        ("110.4亿元", "10.4%", False),
        ("110亿元", "9%", False),  # 109.5 on 100.5 is 9.0 %: both are rounded
        ("110亿元", "6%", True),
        ("110余亿元", "50%", False),
        ("110亩", "50%", False),
    ],
)
def test_growth_against_two_values(value: str, growth: str, *, wrong: bool, tmp_path: Path) -> None:
    rows = f"[{{period: 2016, value: 100亿元, {CITED}}}, {{period: 2017, value: {value}, growth: {growth}, {CITED}}}]"
    files = {"indicators/all.yaml": f"a:\n  title: {{zh: 产值, en: Output}}\n  observations: {rows}\n"}
    assert located(tmp_path, files, "YB415") == [("YB415", 3, growth)] * wrong


@pytest.mark.parametrize(("printed", "wrong"), [("62%", False), ("62.5%", False), ("63%", False), ("70%", True)])
def test_a_share_of_the_target(printed: str, *, wrong: bool, tmp_path: Path) -> None:
    rows = (
        f"[{{period: 2017, status: target, value: 8亿元, {CITED}}},"
        f" {{period: 2017-01/2017-06, value: 5亿元, {CITED}}},"
        f" {{period: 2017-01/2017-06, status: progress, value: {printed}, {CITED}}}]"
    )
    files = {"indicators/all.yaml": f"a:\n  title: {{zh: 产值, en: Output}}\n  observations: {rows}\n"}
    assert located(tmp_path, files, "YB417") == [("YB417", 3, printed)] * wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月至7月的时序进度为58%。", []),
        ("1月至7月的时序进度为58.3%。", []),
        ("1至7月快于59%的时序进度。", []),
        ("1月至7月的时序进度为60%。", [("YB416", 8, "60%")]),
        ("前6个月时序进度为50%。", []),
        ("前6个月时序进度为48%。", [("YB416", 8, "48%")]),
        ("前6个月完成48%。时序进度另计。", []),
    ],
)
def test_the_elapsed_share_of_a_text(text: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    assert located(tmp_path, {"honors/2016/a.md": honor(body=f"\n{text}\n")}, "YB416") == expected


def test_the_elapsed_share_of_a_ledger(tmp_path: Path) -> None:
    wrong = "  note: {zh: 超过60%的时序进度。, en: Over 60% of the year.}\n  total: {count: 3个}\n"
    assert [code for code, *_ in audited(tmp_path, wrong)] == ["YB416"]
    assert audited(tmp_path / "b", wrong.replace("60%", "58%")) == []


def test_nothing_is_planned(tmp_path: Path) -> None:
    assert audited(tmp_path, "  total: {planned: 0亿元, done: 50亿元, printed_progress: 60%}\n") == []
