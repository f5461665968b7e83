"""Citations and coverage: what stands in a source, what a record holds of it, and what is left out on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.small import CONFIGURATION
from tests.support.worlds import world
from yearbook.checks.coverage.acceptances import accept, read_acceptances
from yearbook.checks.coverage.comparison import Coverage, uncovered
from yearbook.checks.coverage.evidence import PassageKind, passages, values
from yearbook.checks.coverage.quotes import check_quotes
from yearbook.checks.coverage.report import coverage_report
from yearbook.checks.coverage.source_texts import read_source_texts, source_text
from yearbook.content import loading
from yearbook.content.locations import ACCEPTED
from yearbook.content.source_files import SourceFiles
from yearbook.content.tree import read_tree
from yearbook.content.yearbook import Locator, Yearbook, compile_yearbook
from yearbook.core.diagnostics import Diagnostic, Location
from yearbook.model.configuration import Configuration

SOURCES = "report: {title: {zh: 总结, en: Report}, kind: newspaper, date: 2018-01-05, file: report.txt}\n"
EMPTY = {
    "yearbook.yaml": CONFIGURATION,
    "units/all.yaml": "small-district: {names: [{name: {zh: 小区, en: Small District}}], type: district}",
    "sources/all.yaml": SOURCES,
}
EVENT = """\
    one:
      date: 2017-05-03
      title: {{zh: {title}, en: Something.}}
      sources: [{{source: report, at: "{at}"}}]
    """


def event(at: str, title: str = "某事。") -> dict[str, str]:
    return {**EMPTY, "events/all.yaml": EVENT.format(at=at, title=title)}


def _context(root: Path, configuration: Configuration) -> loading.FolderContext:
    return loading.FolderContext(
        root=root, name="content", languages=configuration.languages, measures=configuration.all_measures
    )


def made(folder: Path, files: Mapping[str, str]) -> tuple[Yearbook, Locator]:
    root = world(folder / "content", files)
    tree = read_tree(root, "content")
    configuration, _ = loading.configuration(root, tree)
    assert configuration is not None
    groups, misplaced = loading.file_groups(tree, configuration.languages)
    gathered = loading.read_groups(_context(root, configuration), groups)
    find = SourceFiles(root, "content").locate
    records = [pair for each in gathered for pair in zip(each.records, each.named, strict=True)]
    yearbook, diagnostics = compile_yearbook(
        configuration, records, find, drafts=True, configuration_place=lambda _: Location("content/yearbook.yaml")
    )
    assert [*misplaced, *diagnostics, *(one for each in gathered for one in each.diagnostics)] == []
    return yearbook, find


def checked(folder: Path, files: Mapping[str, str], texts: Mapping[str, str]) -> list[Diagnostic]:
    yearbook, find = made(folder, files)
    return list(check_quotes(yearbook, {name: text.split("\n") for name, text in texts.items()}, find))


def covered(folder: Path, files: Mapping[str, str], text: str) -> Coverage:
    yearbook, _ = made(folder, files)
    (found,) = uncovered(yearbook, {"report.txt": text.split("\n")})
    return found


def left(found: Coverage, *kinds: PassageKind) -> list[str]:
    return [each.text for each in found.findings if not kinds or each.kind in kinds]


# Citations


def test_a_quote_is_found_through_spaces_and_broken_lines(tmp_path: Path) -> None:
    assert checked(tmp_path, event("种树 1200个"), {"report.txt": "小区种\n\n树1200 个。"}) == []


def test_a_quote_that_is_not_there_is_an_error_at_its_own_place(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, event("全区种树1300个"), {"report.txt": "上年全区种树1200个。"})
    assert (found.mistake.code, found.is_error) == ("YB430", True)
    assert found.place == Location("content/events/all.yaml", 4, 34, 11)
    assert found.hint() == "the nearest there is: “全区种树1200个”"


def test_nothing_is_offered_for_a_quote_that_resembles_nothing(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, event("完全无关的话"), {"report.txt": "上年全区种树1200个。"})
    assert found.hint() == ""


def test_other_punctuation_is_a_warning_with_the_source_s_own_signs(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, event("种树，修路（二期）"), {"report.txt": "小区种树,修路(二期)。"})
    assert (found.mistake.code, found.is_error) == ("YB431", False)
    assert found.hint("zh") == "是不是“种树,修路(二期)”？"


def test_every_citation_is_checked_however_deep(tmp_path: Path) -> None:
    project = """\
        ---
        title: 长路
        category: transport
        sources: [{source: report, at: 长路}]
        investment:
          value: 2亿元
          others: [{value: 3亿元, sources: [{source: report, at: 误作三}]}]
          because: {zh: 较新, en: newer}
        ---
        """
    found = checked(tmp_path, {**EMPTY, "projects/road.md": project}, {"report.txt": "长路2亿元。"})
    assert [(each.mistake.code, each.place.line) for each in found] == [("YB430", 7)]


def test_sources_and_texts_that_do_not_belong_together(tmp_path: Path) -> None:
    sources = (
        SOURCES
        + "lost: {title: {zh: 佚, en: Lost}, kind: web, date: 2018, file: lost.txt}\n"
        + "oral: {title: {zh: 口述, en: Oral}, kind: other, date: 2018}\n"
    )
    files = {**event("种树"), "sources/all.yaml": sources}
    found = checked(tmp_path, files, {"report.txt": "种树。", "stray.txt": "无主。"})
    assert sorted((each.mistake.code, each.place.path, each.place.line) for each in found) == [
        ("YB432", "content/sources/all.yaml", 2),
        ("YB433", "stray.txt", 0),
        ("YB434", "content/sources/all.yaml", 2),
        ("YB434", "content/sources/all.yaml", 3),
    ]
    assert not any(each.is_error for each in found)


# Values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资3216亿元,增长10.5%", ["3216亿元", "10.5%"]),
        ("发放400万元，3000余万元", ["400万元", "3000余万元"]),
        ("2017年2月17日，11月，15日", ["2017年2月17日", "11月", "15日"]),
        ("连续5年，连续两届", ["5年", "连续两届"]),
        ("7大类94个项目，7个100%", ["7大类", "94个", "7个", "100%"]),
        ("PM2.5，5A级，1+3+18项", []),
    ],
)
def test_values_of_a_text(text: str, expected: list[str]) -> None:
    assert [text[slice(*each.span)] for each in values(text)] == expected


def test_a_rank_is_told_from_a_number_in_a_name() -> None:
    text = source_text(["增速全市第一", "第二小学参加第十一次大会,列全省第三名。"])
    ranks = [text.text[slice(*each.span)] for each in passages(text) if each.kind is PassageKind.RANK]
    assert ranks == ["第一", "第三名"]


def test_places_point_into_the_file_as_it_is(tmp_path: Path) -> None:
    (found,) = covered(tmp_path, EMPTY, "\n 种\u3000树 1200\n个。").findings
    assert (found.text, found.place, found.before) == ("1200个", Location("report.txt", 2, 6, 4), "种树")
    assert found.paragraph == 2


# What covers what


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("花去5000万元。", "小区花去0.5亿元。"),
        ("花去400亿元。", "花去400亿元以上。"),
        ("居全市第一。", "小区位居全市第一。"),
        ("某事。", "5月3日小区开会。"),
        ("2017年5月3日开会。", "2017年5月小区开会。"),
    ],
)
def test_an_equal_value_nearby_covers(tmp_path: Path, title: str, text: str) -> None:
    assert left(covered(tmp_path, event("小区" if "小区" in text else "花去", title), text)) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("花去5000万元。", "小区花去0.6亿元。"),
        ("修路5公里。", "小区开会5次。"),
        ("增长5%。", "小区有5个社区。"),
        ("居全市第二。", "小区位居全市第一。"),
        ("某事。", "5月4日小区开会。"),
    ],
)
def test_another_value_does_not(tmp_path: Path, title: str, text: str) -> None:
    assert len(left(covered(tmp_path, event("小区", title), text))) == 1


def test_a_value_covers_only_where_its_record_cites(tmp_path: Path) -> None:
    text = "小区种树1200个。\n" + "别处的事情一概不提。" * 10 + "\n外地种树1200个。"
    found = covered(tmp_path, event("小区", "种树1200个。"), text)
    assert [(each.text, each.place.line) for each in found.findings if each.kind is PassageKind.NUMBER] == [
        ("1200个", 3)
    ]
    assert (PassageKind.NUMBER, 1, 2) in found.counts


def test_a_citation_that_contains_a_number_covers_it_and_one_that_cuts_it_does_not(tmp_path: Path) -> None:
    text = "种树1200个,修路35公里。"
    assert left(covered(tmp_path, event("种树1200个,修路3"), text)) == ["35公里"]


def test_numbers_in_a_record_of_another_source_cover_nothing(tmp_path: Path) -> None:
    sources = SOURCES + "other: {title: {zh: 他, en: Other}, kind: web, date: 2018}\n"
    files = {key: value.replace("source: report", "source: other") for key, value in event("种树", "1200个。").items()}
    assert left(covered(tmp_path, {**files, "sources/all.yaml": sources}, "种树1200个。")) == ["1200个"]


def test_the_record_of_a_source_covers_its_dateline(tmp_path: Path) -> None:
    assert left(covered(tmp_path, EMPTY, "1月5日，会议召开。1月6日，休会。")) == ["1月6日"]


def test_fields_that_are_whole_numbers_cover_what_is_counted(tmp_path: Path) -> None:
    honor = """\
        ---
        title: 先进单位
        form: commendation
        level: district
        awardees: [{label: {zh: 先进单位, en: Advanced}, count: 36}]
        streak: {count: 2, of: sessions}
        rank: {place: 3, scope: city, basis: growth}
        sources: [{source: report, at: 表彰}]
        ---
        """
    files = {**EMPTY, "honors/2017/a.md": honor}
    text = "表彰36个单位,连续两届,列第三名,另有33个;2017年。"
    assert left(covered(tmp_path, files, text), PassageKind.NUMBER, PassageKind.RANK, PassageKind.DATE) == ["33个"]


def test_a_quoted_term_is_covered_by_the_words_of_any_record_but_not_by_a_citation(tmp_path: Path) -> None:
    text = "推行“路长制”和“控尘、控煤”,“河长制”。"
    files = event("“河长制”", "路长制施行，控煤、控尘。")
    assert left(covered(tmp_path, files, text), PassageKind.TERM) == ["河长制"]


def test_a_list_in_quotation_marks_needs_all_of_its_parts_in_one_record(tmp_path: Path) -> None:
    files = event("推行", "控尘施行。")
    assert left(covered(tmp_path, files, "推行“控尘、控烟”。"), PassageKind.TERM) == ["控尘、控烟"]


def test_the_name_of_a_rank_s_scope_counts_and_english_prose_does_not(tmp_path: Path) -> None:
    honor = """\
        ---
        title: 先进单位
        form: ranking
        level: municipal
        rank: {place: 3, scope: city, basis: growth}
        sources: [{source: report, at: 列全市}]
        ---
        """
    files = {
        **EMPTY,
        "yearbook.yaml": CONFIGURATION.replace("zh: 全市", "zh: 全市15个县"),
        "honors/2017/a.md": honor,
        "honors/2017/a.en.md": "---\ntitle: Advanced\n---\n\nThere were 33个 others.\n",
    }
    text = "列全市15个县第三名，另有33个。"
    assert left(covered(tmp_path, files, text), PassageKind.NUMBER, PassageKind.RANK) == ["33个"]


def test_a_heading_belongs_to_the_paragraph_below_but_is_no_part_of_its_first_sentence(tmp_path: Path) -> None:
    text = "照片说明\n\n修理各家各户的门窗屋顶水管,修理各家各户的门窗。"
    found = covered(tmp_path, EMPTY, text)
    assert [(each.text[:2], each.paragraph) for each in found.findings] == [("修理", 1)]
    broken = source_text(["", "修理各家,", "", "各户门窗", "屋顶水管。", ""])
    assert (broken.headings, broken.paragraphs) == ((), ((0, 14),))


def test_a_sentence_is_left_where_no_clause_of_a_long_run_is_told(tmp_path: Path) -> None:
    told, untold = "小区在长路两侧种下许多树木，", "修理各家各户的门窗屋顶水管，"
    found = covered(tmp_path, event("小区在长路", "小区完毕。"), told + untold + "小区完毕。")
    assert left(found) == [untold]
    assert found.counts == ((PassageKind.SENTENCE, 0, 1),)


def test_a_clause_is_told_by_a_record_nearby_that_repeats_it(tmp_path: Path) -> None:
    text = "小区在长路两侧种下许多树木，修理各家各户的门窗屋顶水管。"
    assert left(covered(tmp_path, event("小区在长路", "各户修理门窗、屋顶水管。"), text)) == []


# Accepting


def accepted(folder: Path, entries: str, text: str) -> tuple[Coverage, list[Diagnostic]]:
    yearbook, _ = made(folder, EMPTY)
    root = world(folder / "content", {ACCEPTED: entries})
    entry, diagnostics = read_acceptances(root, "content", ("zh", "en"))
    texts = {"report.txt": text.split("\n")}
    (found,), more = accept(uncovered(yearbook, texts), texts, entry)
    return found, [*diagnostics, *more]


def test_an_entry_takes_out_what_it_quotes_and_is_counted(tmp_path: Path) -> None:
    entries = "report:\n  - {at: 开会3次, because: {zh: 无关, en: beside the point}}\n"
    found, diagnostics = accepted(tmp_path, entries, "开会3次，种树5个。")
    assert (left(found), found.accepted, diagnostics) == (["5个"], 1, [])
    assert found.counts == ((PassageKind.NUMBER, 0, 2),)


def test_an_entry_with_an_end_takes_out_the_whole_passage(tmp_path: Path) -> None:
    entries = "report:\n  - {at: 希望, to: 大家, because: {zh: 号召, en: an appeal}}\n"
    found, diagnostics = accepted(tmp_path, entries, "希望开会3次，种树5个，\n依靠大家。修路7条。")
    assert (left(found), found.accepted, diagnostics) == (["7条"], 2, [])


def test_entries_that_match_nothing_are_problems(tmp_path: Path) -> None:
    because = "because: {zh: 无, en: none}"
    entries = f"""\
        reprot:
          - {{at: 开会, {because}}}
        report:
          - {{at: 闭会, {because}}}
          - {{at: 开会, {because}}}
          - {{at: 3次, to: 开会, {because}}}
        """
    _, diagnostics = accepted(tmp_path, entries, "开会之后种树3次。")
    assert [(each.mistake.code, each.place.line) for each in diagnostics] == [
        ("YB435", 2),
        ("YB436", 4),
        ("YB437", 5),
        ("YB436", 6),
    ]
    assert diagnostics[0].hint() == "did you mean “report”?"


def test_entries_are_checked_like_every_record(tmp_path: Path) -> None:
    entries = "report:\n  - {at: 开会}\n  - {at: 开会, becuase: {zh: 无, en: none}}\nletter: {at: 开会}\n"
    _, diagnostics = accepted(tmp_path, entries, "开会3次。")
    assert [(each.mistake.code, each.place.line) for each in diagnostics] == [
        ("YB213", 2),
        ("YB213", 3),
        ("YB211", 3),
        ("YB215", 4),
    ]


def test_without_a_file_of_entries_nothing_is_accepted(tmp_path: Path) -> None:
    assert read_acceptances(tmp_path, "content", ("zh", "en")) == ((), ())


# Reading and showing


def test_texts_are_read_by_name_and_nothing_else_is(tmp_path: Path) -> None:
    folder = world(tmp_path, {"b.txt": "乙\r\n二", "a.txt": "甲", "notes.md": "# 不读"})
    assert read_source_texts(folder) == {"a.txt": ("甲",), "b.txt": ("乙", "二")}


def test_a_report_is_grouped_by_source_and_paragraph(tmp_path: Path) -> None:
    text = "开会\n\n今年开会3次，推行“路长制”。\n修路5条。\n" + "说明各种各样的情况" * 10 + "。"
    found = covered(tmp_path, event("修路5条"), text)
    assert coverage_report([found]).split("\n") == [
        "report · report.txt",
        "  paragraph at line 1",
        "    3:5 number …开会今年开会【3次】，推行“路长制”。修路5…",
        "    3:11 quoted term …开会今年开会3次，推行“【路长制】”。修路5条。说明各种各…",
        "  paragraph at line 5",
        "    5:1 sentence " + ("说明各种各样的情况" * 10)[:72] + "…",
        "  1 of 2 numbers (50 %), 0 of 1 quoted terms (0 %), 0 of 1 sentences (0 %)",
    ]
    assert coverage_report([found], "zh").endswith(
        "数字2处，已记录1处（50%）；引语1处，已记录0处（0%）；句子1处，已记录0处（0%）"
    )
