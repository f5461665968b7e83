"""What can hardly be right, what is not cited, what differs between records, what looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, diagnostics, found
from tests.support.sound import honor, sound_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.checks.editorial import lookalikes
from yearbook.core.diagnostics import DiagnosticsError

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


# --- plausibility


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
    [("-3个", True), ("-3%", False), ("1001%", True), ("1000%", False), ("-30万元", False), ("0个", False)],
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


def report(when: str, stage: str) -> str:
    return f"  - {{as_of: {when}, stage: {stage}, {CITE}}}\n"


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


def test_a_plan_may_be_later_than_its_source(tmp_path: Path) -> None:
    files = {"projects/a.md": project("甲路", "reports:\n" + report("2017", "new"))}
    assert found(tmp_path, files, "YB495") == []


def test_stages_do_not_go_back(tmp_path: Path) -> None:
    rows = report("2016-03", "continuing") + report("2016-04", "new") + report("2016-05", "completed")
    assert found(tmp_path, {"projects/a.md": project("甲路", "reports:\n" + rows)}, "YB496") == [("YB496", 7, "new")]


UNITS = """\
    erqi: {names: [{name: {zh: 二七区, en: Erqi District}}], type: district}
    office:
      names:
        - {name: {zh: 林业局, en: Forestry Bureau}, since: 2014, until: 2015}
        - {name: {zh: 园林绿化局, en: Greening Bureau}, short: {zh: 园林局, en: Greening}, since: 2016}
      type: government
      aliases: [绿化局, 园林绿化局机关]
    new-office: {names: [{name: {zh: 数据局, en: Data Bureau}, since: 2017}], type: government}
    old-office: {names: [{name: {zh: 房管局, en: Housing Bureau}, until: 2015}], type: government}
    """


@pytest.mark.parametrize(
    ("lead", "wrong"), [("office", False), ("new-office", True), ("old-office", True), ("erqi", False)]
)
def test_a_body_that_was_not_there(lead: str, *, wrong: bool, tmp_path: Path) -> None:
    files = {"units/bodies.yaml": UNITS, "honors/2016/a.md": honor(f"units: {{lead: [{lead}]}}\n")}
    assert found(tmp_path, files, "YB491") == [("YB491", 6, lead)] * wrong


# --- names in prose


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("绿化局获奖。", [("YB480", 8, "绿化局")]),
        ("园林绿化局获奖。", []),
        ("来源作“绿化局”。", []),
        ("林业局获奖。", [("YB482", 8, "林业局")]),
        ("园林局获奖，园林绿化局牵头。", [("YB481", 8, "园林局")]),
        ("园林绿化局牵头，园林局获奖。", []),
        ("园林绿化局牵头，园林局获奖，园林绿化局又获奖。", []),
        ("园林局获奖。", []),
        ("园林绿化局机关获奖。", [("YB480", 8, "园林绿化局机关")]),
    ],
)
def test_one_body_one_name(body: str, expected: list[Found], tmp_path: Path) -> None:
    files = {"units/bodies.yaml": UNITS, "honors/2016/a.md": honor(body=body)}
    files["honors/2016/a.md"] = files["honors/2016/a.md"].replace("---\n" + body, f"---\n\n{body}\n")
    assert found(tmp_path, files, "YB480", "YB481", "YB482") == expected


def test_a_body_may_speak_of_its_own_names(tmp_path: Path) -> None:
    units = UNITS.replace("aliases: [绿化局", "note: {zh: 又称绿化局。, en: Also so.}\n      aliases: [绿化局")
    assert found(tmp_path, {"units/bodies.yaml": units}, "YB480") == []


# --- citing


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"sources/more.yaml": "b: {title: {zh: 乙, en: B}, kind: book, date: 2016}\n", "honors/2016/a.md": honor()},
         [("YB421", 1, "b")]),
        ({"sources/more.yaml": "b: {title: {zh: 乙, en: B}, kind: book, date: 2016}\n"}, []),
        ({"units/more.yaml": "b: {names: [{name: {zh: 乙局, en: B}}], type: other, aliases: [丙局]}\n"},
         [("YB420", 1, "b")]),
        ({"years/2016.md": "---\ntitle: 甲年\nmotto: 乙年\n---\n"}, [("YB420", 3, "乙年")]),
        ({"years/2016.md": f"---\ntitle: 甲年\nmotto: 乙年\n{CITE}\n---\n"}, []),
        ({"commitments/all.yaml": f"a: {{title: {{zh: 甲}}, period: 2016, outcome: {{status: kept}}, {CITE}}}\n"},
         [("YB422", 1, "{")]),
        ({"honors/2016/a.md": honor().replace("文明城区}]", "文明城区}, {source: summary-2016, at: 文明城区}]")},
         [("YB423", 5, "{")]),
    ],
)  # fmt: skip
def test_claims_and_their_sources(files: dict[str, str], expected: list[Found], tmp_path: Path) -> None:
    told = found(tmp_path, files, "YB420", "YB421", "YB422", "YB423")
    assert [(code, line, at[: len(want[2])]) for (code, line, at), want in zip(told, expected, strict=True)] == expected


# --- what records say of the same thing


def indicator(name: str, value: str, more: str = "", title: str = "产值") -> str:
    observation = f"{{period: 2016, value: {value}, {CITE}}}"
    return f"{name}: {{title: {{zh: {title}, en: Output}}, observations: [{observation}]{more}}}\n"


NOTE = ", notes: [{kind: conflict, text: {zh: 不一, en: Differ}, about: ['indicator:a']}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (indicator("a", "10亿元") + indicator("b", "12亿元"), [("YB441", 2, "12亿元")]),
        (indicator("a", "10亿元") + indicator("b", "100000万元"), []),
        (indicator("a", "10亿元") + indicator("b", "12亿元", NOTE), []),
        (indicator("a", "10亿元") + indicator("b", "12亿元", title="产出"), []),
        (indicator("a", "10亿元") + indicator("b", "12%"), []),
        (indicator("a", "10亿元") + indicator("b", "{value: 12亿元, others: [{value: 10亿元, "
         f"{CITE}}}], because: {{zh: 较晚, en: Later}}}}"), []),
    ],
)  # fmt: skip
def test_two_values_for_one_thing(text: str, expected: list[Found], tmp_path: Path) -> None:
    told = found(tmp_path, {"indicators/all.yaml": text}, "YB441")
    assert told == expected


def test_a_figure_of_the_same_name_and_year(tmp_path: Path) -> None:
    figures = "figures: [{label: {zh: 产值, en: Output}, value: 11亿元}]\n"
    files = {"indicators/all.yaml": indicator("a", "10亿元"), "honors/2016/a.md": honor(figures)}
    (told,) = [each for each in diagnostics(tmp_path, files) if each.mistake.code == "YB441"]
    assert told.text() in (
        "“产值” is 10亿元 here and 11亿元 in honor:a",
        "“产值” is 11亿元 here and 10亿元 in indicator:a",
    )


def test_figures_of_two_records_are_two_things(tmp_path: Path) -> None:
    figures = "figures: [{{label: {{zh: 面积, en: Area}}, value: {}}}]\n"
    files = {f"honors/2016/{name}.md": honor(figures.format(f"{number}亩")) for name, number in (("a", 3), ("b", 4))}
    texts = {name: text.replace("at: 文明城区", f"at: {name[-4]}") for name, text in files.items()}
    assert found(tmp_path / "other places", texts, "YB441") == []
    assert [code for code, *_ in found(tmp_path / "one place", files, "YB441")] == ["YB441"]


def test_the_figures_of_a_project_are_its_own(tmp_path: Path) -> None:
    report = "reports: [{as_of: 2016, sources: [{source: summary-2016, at: 甲}]}]\n"
    figures = "figures: [{label: {zh: 产值, en: Output}, value: 11亿元}]\n"
    files = {"indicators/all.yaml": indicator("a", "10亿元"), "projects/a.md": project("某路", report + figures)}
    assert found(tmp_path, files, "YB441") == []


@pytest.mark.parametrize(("place", "wrong"), [(1, False), (2, True)])
def test_places_of_an_honor_and_its_indicator(place: int, *, wrong: bool, tmp_path: Path) -> None:
    text = f"""\
        a:
          title: {{zh: 位次, en: Place}}
          observations: [{{period: 2016, ranks: [{{place: {place}, scope: city, basis: growth}}], {CITE}}}]
          related: ["honor:a"]
        """
    files = {
        "indicators/all.yaml": text,
        "honors/2016/a.md": honor("rank: {place: 1, scope: city, basis: growth}\n"),
    }
    assert [code for code, *_ in found(tmp_path, files, "YB441")] == ["YB441"] * wrong


@pytest.mark.parametrize(
    "files",
    [
        {"honors/2016/a.md": honor("figures:\n" + "  - {key: k, label: {zh: 甲乙, en: A}, value: 1个}\n" * 2)},
        {"indicators/all.yaml": f"a: {{title: {{zh: 甲, en: A}}, observations: [{{period: 2016, value: 1个, {CITE}}}, "
         f"{{period: 2016, value: 2个, {CITE}}}]}}\n"},
    ],
)  # fmt: skip
def test_a_key_that_names_two_figures_is_an_error(files: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        read_yearbook(BuildOptions(sound_world(tmp_path, files), tmp_path, tmp_path))
    (error,) = [each for each in caught.value.diagnostics if each.is_error]
    assert error.mistake.code == "YB445"


def test_keys_that_differ_are_right(tmp_path: Path) -> None:
    figures = (
        "figures:\n  - {key: k, label: {zh: 甲乙, en: A}, value: 1个}\n  - {label: {zh: 丙丁, en: B}, value: 2个}\n"
    )
    text = indicator("a", "1个").removesuffix("]}\n") + f", {{period: 2017, value: 2个, {CITE}}}]}}\n"
    assert found(tmp_path, {"honors/2016/a.md": honor(figures), "indicators/all.yaml": text}, "YB445") == []


# --- look-alikes


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("王胡砦村", "王胡岩村", "YB448"),
        ("王胡砦村", "王胡砦社村", "YB448"),
        ("王胡砦村", "王砦胡村", "YB448"),
        ("刘胡洞村", "刘湖动村", "YB449"),
        ("王胡砦村", "张家村", ""),
        ("王胡砦村", "王胡砦村", ""),
        ("南四环路", "西四环路", ""),
        ("第一中学", "第二中学", ""),
        ("甲路", "乙路", ""),
        ("五里堡路", "六里堡路", ""),
    ],
)
def test_names_that_are_easily_mixed_up(one: str, other: str, code: str, tmp_path: Path) -> None:
    files = {"projects/a.md": project(one), "projects/b.md": project(other)}
    assert found(tmp_path, files, "YB448", "YB449") == ([(code, 2, other)] if code else [])


@pytest.mark.parametrize(
    "more",
    [
        'notes: [{kind: lookalike, text: {zh: 不同, en: Two}, about: ["project:a"]}]\n',
        'related: ["project:a"]\n',
        "part_of: a\n",
    ],
)
def test_what_a_record_says_itself_is_not_told(more: str, tmp_path: Path) -> None:
    files = {"projects/a.md": project("王胡砦村"), "projects/b.md": project("王胡岩村", more)}
    assert found(tmp_path, files, "YB448") == []


def test_spellings_of_one_record_are_not_told(tmp_path: Path) -> None:
    files = {"projects/a.md": project("王胡砦村", f"names: [{{name: 王胡岩村, {CITE}}}]\n")}
    assert found(tmp_path, files, "YB448") == []


def test_a_spelling_of_another_record_is_told(tmp_path: Path) -> None:
    files = {
        "projects/a.md": project("王胡砦村"),
        "projects/b.md": project("某某工程", f"names: [{{name: 王胡岩村, {CITE}}}]\n"),
    }
    assert [code for code, *_ in found(tmp_path, files, "YB448")] == ["YB448"]


def test_the_work_grows_with_the_number_of_names() -> None:
    """Each name meets few others, however many there are: what is compared is counted, not timed."""
    names = [
        f"{first}{second}{third}工程"
        for first in "甘肃陕西宁夏青海"
        for second in "红黄蓝绿青紫"
        for third in "松柏杨柳桃李"
    ]
    called = [lookalikes.NamedThing(name, ("project", str(n)), (), frozenset()) for n, name in enumerate(names)]
    pairs = sum(1 for _ in lookalikes._by_look(called))
    assert pairs <= len(names) * 20
