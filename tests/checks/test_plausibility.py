"""Dates, places and quantities that can hardly be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, diagnostics, found, underlined
from tests.support.sound import honor, problems_of, sound_world

CITE = "sources: [{source: summary-2016, at: 甲}]"


SCOPES = """\
    title: {zh: 二七年鉴, en: Erqi Yearbook}
    languages: [zh, en]
    years: [2016, 2017]
    district: erqi
    scopes: {city: {zh: 全市, en: in the city}, urban-six: {zh: 市内六区, en: among six}}
    bases: {growth: {zh: 增速, en: growth}}
    categories: {road: {zh: 道路, en: roads}}
    """


def project(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ncategory: road\n{CITE}\n{more}---\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("conferred: 2016-12\n", []),
        ("conferred: 2017-02-17\n", [("YB490", 6, "2017-02-17")]),
        ("conferred: 2016\n", []),
        ("published: 2014\n", [("YB490", 6, "2014")]),
    ],
)
def test_an_honor_is_conferred_in_its_year_or_the_next(more: str, expected: list[Found], tmp_path: Path) -> None:
    year = "2015" if expected and "2017" in more else "2016"
    files = {f"honors/{year}/a.md": honor(more), "sources/articles.yaml": "summary-2016: "
             "{title: {zh: 总结, en: S}, kind: newspaper, date: 2018}\n"}  # fmt: skip
    files["yearbook.yaml"] = SCOPES.replace("[2016, 2017]", "[2015, 2016, 2017]")
    assert found(tmp_path, files, "YB490") == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("events", f"a: {{date: 2019, title: {{zh: 甲, en: A}}, {CITE}}}\n", [("YB490", 1, "2019")]),
        ("events", f"a: {{date: 2017-02, title: {{zh: 甲, en: A}}, {CITE}}}\n", []),
        ("ledgers", f"a: {{title: {{zh: 甲, en: A}}, period: 2016, as_of: 2017-01, total: {{}}, {CITE}}}\n",
         [("YB490", 1, "2017-01")]),
        ("ledgers", f"a: {{title: {{zh: 甲, en: A}}, period: 2019, total: {{}}, {CITE}}}\n", [("YB490", 1, "2019")]),
        ("commitments", f"a: {{title: {{zh: 甲, en: A}}, period: 2019, {CITE}}}\n", []),
        ("commitments", f"a: {{title: {{zh: 甲, en: A}}, period: 2015, {CITE}}}\n", [("YB490", 1, "2015")]),
        ("commitments", f"a: {{title: {{zh: 甲, en: A}}, period: 2017, due: 2016-09, {CITE}}}\n",
         [("YB490", 1, "2016-09")]),
    ],
)  # fmt: skip
def test_dates_outside_the_period(kind: str, text: str, expected: list[Found], tmp_path: Path) -> None:
    assert found(tmp_path, {f"{kind}/all.yaml": text}, "YB490") == expected


@pytest.mark.parametrize(
    ("report", "wrong"),
    [
        ("as_of: 2019, stage: completed, standing: planned", False),
        ("as_of: 2019, stage: completed, standing: reached", True),
        ("as_of: 2015, stage: completed, standing: planned", True),
        ("as_of: 2019", True),
    ],
)
def test_only_what_is_planned_lies_after_the_years(report: str, *, wrong: bool, tmp_path: Path) -> None:
    files = {"projects/a.md": project("某路", f"reports: [{{{report}, {CITE}}}]\n")}
    assert [code for code, *_ in found(tmp_path, files, "YB490")] == ["YB490"] * wrong


@pytest.mark.parametrize(("place", "expected"), [(6, []), (7, [("YB492", 6, "{")])])
def test_a_place_beyond_its_scope(place: int, expected: list[Found], tmp_path: Path) -> None:
    rank = f"rank: {{place: {place}, scope: urban-six, basis: growth}}\n"
    told = found(tmp_path, {"yearbook.yaml": SCOPES, "honors/2016/a.md": honor(rank)}, "YB492")
    assert [(code, line) for code, line, _ in told] == [(code, line) for code, line, _ in expected]


def test_a_scope_without_a_number_has_no_end(tmp_path: Path) -> None:
    files = {"yearbook.yaml": SCOPES, "honors/2016/a.md": honor("rank: {place: 99, scope: city, basis: growth}\n")}
    assert found(tmp_path, files, "YB492") == []


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("-3个", True),
        ("-3%", False),
        ("1001%", True),
        ("1000%", False),
        ("-30万元", False),
        ("0个", False),
        ("-5℃", False),
        ("-0.3‰", False),
        ("-30万美元", False),
        ("-2棵", True),
        ("-3元/人", False),
    ],
)
def test_quantities_that_can_hardly_be(value: str, *, wrong: bool, tmp_path: Path) -> None:
    figure = f"figures: [{{label: {{zh: 甲乙, en: A}}, value: {value}}}]\n"
    told = found(tmp_path, {"honors/2016/a.md": honor(figure)}, "YB493")
    assert [code for code, *_ in told] == ["YB493"] * wrong


@pytest.mark.parametrize(("done", "wrong"), [("200亿元", False), ("201亿元", True)])
def test_more_than_twice_what_was_planned(done: str, *, wrong: bool, tmp_path: Path) -> None:
    ledger = f"a: {{title: {{zh: 甲, en: A}}, period: 2016, total: {{planned: 100亿元, done: {done}}}, {CITE}}}\n"
    told = found(tmp_path, {"ledgers/all.yaml": ledger}, "YB494")
    assert told == [("YB494", 1, done)] * wrong


def report(when: str, stage: str, standing: str = "reached") -> str:
    return f"  - {{as_of: {when}, stage: {stage}, standing: {standing}, {CITE}}}\n"


def test_a_report_cannot_be_later_than_its_source(tmp_path: Path) -> None:
    files = {"projects/a.md": project("甲路", "reports:\n" + report("2016-08", "new") + report("2017-08", "completed"))}
    assert found(tmp_path, files, "YB495") == [("YB495", 7, "2017-08")]


def test_the_latest_of_the_sources_is_told(tmp_path: Path) -> None:
    both = "sources: [{source: summary-2016, at: 甲}, {source: older, at: 甲}]"
    files = {
        "events/all.yaml": f"a: {{date: 2017-02, title: {{zh: 甲, en: A}}, {both}}}\n",
        "sources/more.yaml": "older: {title: {zh: 乙, en: B}, kind: book, date: 2015}\n",
    }
    (told,) = [each for each in diagnostics(tmp_path, files) if each.mistake.code == "YB495"]
    assert told.text() == "2017-02 is later than every source cited for it (2016)"


def test_only_a_plan_may_be_later_than_its_source(tmp_path: Path) -> None:
    files = {"projects/a.md": project("甲路", "reports:\n" + report("2017", "new", "planned") + report("2017", "new"))}
    assert found(tmp_path, files, "YB495") == [("YB495", 7, "2017")]


def test_stages_do_not_go_back(tmp_path: Path) -> None:
    rows = report("2016-03", "continuing") + report("2016-04", "new") + report("2016-05", "completed")
    assert found(tmp_path, {"projects/a.md": project("甲路", "reports:\n" + rows)}, "YB496") == [("YB496", 7, "new")]


@pytest.mark.parametrize(("before", "expected"), [("8亿元", [("YB409", 6, "8亿元")]), ("7.9亿元", [])])
def test_a_revision_changes_the_value(before: str, expected: list[Found], tmp_path: Path) -> None:
    revised = f"[{{value: {before}, date: 2017, because: {{zh: 决算。, en: Final accounts.}}, {CITE}}}]"
    head = "a:\n  title: {zh: 收入, en: R}\n  observations:\n    - period: 2016\n      value: 8亿元\n"
    text = f"{head}      revised: {revised}\n      {CITE}\n"
    assert found(tmp_path, {"indicators/a.yaml": text}, "YB409") == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("conferred: 2016-09\nexpires: 2016-08\n", [("YB497", 7, "2016-08")]),
        ("conferred: 2016-09\nexpires: 2016\n", []),
        ("conferred: 2016-09\nexpires: {date: 2015}\n", [("YB497", 7, "2015")]),
        ("conferred: 2016-09\nreassessed: [{date: 2016-08, result: confirmed}]\n", [("YB497", 7, "2016-08")]),
        (f"conferred: 2016-09\nrevoked: {{date: 2016-08, {CITE}}}\n", [("YB497", 7, "2016-08")]),
        (f"conferred: 2016\nrevoked: {{date: 2016-08, {CITE}}}\n", []),
        ("expires: 2015\n", []),
    ],
)
def test_what_became_of_an_honor_comes_after_it(more: str, expected: list[Found], tmp_path: Path) -> None:
    problems = problems_of(sound_world(tmp_path, {"honors/2016/a.md": honor(more)}))
    places = [(each.mistake.code, each.place.line, underlined(tmp_path / "content", each)) for each in problems]
    assert [each for each in places if each[0] == "YB497"] == expected


def test_a_revocation_is_not_later_than_its_source(tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor(f"revoked: {{date: 2017-08, {CITE}}}\n")}
    assert found(tmp_path, files, "YB495") == [("YB495", 6, "2017-08")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("recipients: [erqi]\njointly: true\n", [("YB498", 7, "true")]),
        ("recipients: [erqi, traffic-office]\njointly: true\n", []),
        ("recipients: [erqi]\npersons: [{zh: 张三, en: Zhang San}]\njointly: true\n", []),
    ],
)
def test_one_recipient_receives_nothing_jointly(more: str, expected: list[Found], tmp_path: Path) -> None:
    assert found(tmp_path, {"honors/2016/a.md": honor(more)}, "YB498") == expected
