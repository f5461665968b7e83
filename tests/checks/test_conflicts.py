"""Values that differ for the same thing, and keys that two figures share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, diagnostics, found
from tests.support.sound import honor, sound_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import DiagnosticsError

CITE = "sources: [{source: summary-2016, at: 甲}]"


def project(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ncategory: road\n{CITE}\n{more}---\n"


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


def test_a_promise_is_not_what_was_reached(tmp_path: Path) -> None:
    figures = "figures: [{label: {zh: 产值, en: Output}, value: 11亿元}]"
    promise = f"a: {{title: {{zh: 甲, en: A}}, period: 2016, {CITE}, {figures}}}\n"
    files = {"indicators/all.yaml": indicator("a", "10亿元"), "commitments/all.yaml": promise}
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
