"""Measures of a yearbook's own, from yearbook.yaml to pages, data, checks, spreadsheets and the preview."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.builds import contents, edit
from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION
from yearbook.authoring.spreadsheets.values import cell_amount, heading_unit
from yearbook.build import pipeline
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.checks.coverage.evidence import values
from yearbook.checks.numbers.comparison import numbers_of
from yearbook.cli.main import command
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.i18n.strings import read_languages
from yearbook.model.quantities import parse_quantity

MASK = """\
measures:
  mask: {printed: [只口罩], zh: 口罩, en: {one: mask, other: masks}}
  basket: {printed: [箩], en: {one: basket, other: baskets}}
"""
HONOR = "honors/2017/green-city.md"


def with_measures(options: BuildOptions, measures: str = MASK) -> BuildOptions:
    """The small yearbook with a figure of 320万只口罩."""
    plain = "\n".join(line.removeprefix("    ") for line in CONFIGURATION.split("\n"))
    (options.content / "yearbook.yaml").write_text(plain + measures, encoding="utf-8")
    edit(options.content / HONOR, "figures:", "figures:\n  - {label: {zh: 发放, en: Given}, value: 320万只口罩}")
    return options


def page(options: BuildOptions, language: str) -> str:
    return (options.output / language / "honors/green-city.html").read_text("utf-8")


def test_they_are_on_pages_and_in_data(options: BuildOptions) -> None:
    pipeline.build(with_measures(options))
    assert "320万只口罩" in page(options, "zh")
    assert "3.2 million masks" in page(options, "en")
    twin = (options.output / "en/honors/green-city.md").read_text("utf-8")
    assert "3.2 million masks" in twin
    data = json.loads((options.output / "data/yearbook.json").read_text("utf-8"))
    (honor,) = (each for each in data["records"]["honor"] if each["id"] == "green-city")
    value = honor["facts"]["figures"][0]["value"]["value"]
    assert (value["printed"], value["low"], value["measure"]) == ("320万只口罩", 3_200_000, "mask")
    rows = [
        row
        for file in (options.output / "data").glob("*.csv")
        for row in csv.DictReader(file.read_text("utf-8-sig").splitlines())
        if "320万只口罩" in row.values()
    ]
    assert [("mask" in row.values(), "3200000" in row.values()) for row in rows] == [(True, True)]


def test_other_words_for_one_make_the_pages_again(options: BuildOptions, tmp_path: Path) -> None:
    pipeline.build(with_measures(options))
    edit(options.content / "yearbook.yaml", "other: masks", "other: face masks")
    pipeline.build(options)
    assert "3.2 million face masks" in page(options, "en")
    clean = replace(options, output=tmp_path / "clean")
    pipeline.build(clean)
    assert contents(options.output) == contents(clean.output)


def test_without_it_the_same_file_is_read_again_and_refused(options: BuildOptions) -> None:
    pipeline.build(with_measures(options))
    edit(options.content / "yearbook.yaml", "只口罩", "副口罩")
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(options)
    (found,) = caught.value.diagnostics
    assert found.place.path.endswith(HONOR)
    assert "“只口罩” is not a measure that is known here" in found.text("en")
    assert "副口罩" in found.text("en")  # what looks like it


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_guide(options: BuildOptions, language: str) -> None:
    guide = (ROOT / f"docs/editors-guide/{language}.md").read_text("utf-8")
    (example,) = (each for each in guide.split("```yaml\n") if each.startswith("measures:"))
    yearbook, _ = read_yearbook(with_measures(options, example.partition("```")[0]))
    own = yearbook.configuration.all_measures
    (english,) = read_languages(options.folders, ("en",), own)
    shown = [english.quantity(parse_quantity(each, own)) for each in ("1只口罩", "320万株", "5箩", "2棵")]
    assert shown == ["1 mask", "3.2 million seedlings", "5", "2 trees"]


def test_one_form_may_not_be_two_measures(options: BuildOptions) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(with_measures(options, MASK.replace("箩", "只口罩")))
    told = [each.text("en") for each in caught.value.diagnostics]
    assert told == ["“只口罩” is given to two measures: mask, basket"]


def test_two_yearbooks_at_once_have_each_their_own(options: BuildOptions, tmp_path: Path, templates: Path) -> None:
    other = BuildOptions(Path(shutil.copytree(options.content, tmp_path / "other")), templates, tmp_path / "site2")
    with_measures(options)
    with_measures(other, MASK.replace("one: mask, other: masks", "one: piece, other: pieces"))
    previews = []
    for each in (options, other):
        session = Session(each, list[Diagnostic]().extend)
        session.begin()
        previews.append(session)
    for session, words in zip(previews * 2, ["masks", "pieces"] * 2, strict=True):
        assert f"3.2 million {words}" in session.serve("en/honors/green-city.html")[1].decode()


def test_the_preview_follows_an_edit_of_their_words(options: BuildOptions) -> None:
    session = Session(with_measures(options), list[Diagnostic]().extend)
    session.begin()
    assert "3.2 million masks" in session.serve("en/honors/green-city.html")[1].decode()
    edit(options.content / "yearbook.yaml", "other: masks", "other: face masks")
    session.edited(None)
    assert "3.2 million face masks" in session.serve("en/honors/green-city.html")[1].decode()


def test_checks_and_spreadsheets_know_them(options: BuildOptions) -> None:
    yearbook, warnings = read_yearbook(with_measures(options))
    own = yearbook.configuration.all_measures
    assert [each.mistake.code for each in warnings if each.mistake.code.startswith("YB45")] == []
    assert cell_amount("3.5", heading_unit("数量（万只口罩）", own), own) == "3.5万只口罩"
    assert heading_unit("数量（万只口罩）") == ""
    assert [each.span for each in values("发放口罩5箩。", own)] == [(4, 6)]
    assert list(values("发放口罩5箩。")) == []
    assert [each.firm for each in numbers_of("发放五箩", "zh", own)] == [True]
    assert [each.firm for each in numbers_of("发放五箩", "zh")] == [False]


def test_a_number_of_the_prose_that_differs_from_the_data_is_found(options: BuildOptions) -> None:
    with_measures(options)
    edit(options.content / HONOR, "两侧植树。", "两侧植树，发放32万只口罩。")
    edit(options.content / "honors/2017/green-city.en.md", "Long Road](project:long-road).",
         "Long Road](project:long-road) and gave away 320,000 masks.")  # fmt: skip
    _, warnings = read_yearbook(options)
    assert [each.text("en") for each in warnings if each.mistake.code == "YB454"] == [
        "the text has “32万”, the data of this record have 320万只口罩"
    ]


def test_a_table_of_an_office_is_imported_and_written_back_with_them(options: BuildOptions, tmp_path: Path) -> None:
    with_measures(options)
    table = tmp_path / "projects.csv"
    table.write_text("项目名称,类别,总投资（万只口罩）,来源\n口罩厂,道路,3.5,report\n", encoding="utf-8")
    for arguments in (["import", str(table)], ["export", str(tmp_path / "out.csv")]):
        done = CliRunner().invoke(command, [*arguments, "--kind=project", f"--content={options.content}"])
        assert done.exit_code == 0, done.output
    assert "3.5万只口罩" in _projects(options)
    changed = (tmp_path / "out.csv").read_text("utf-8-sig").replace("3.5万只口罩", "4万只口罩")
    (tmp_path / "out.csv").write_text(changed, encoding="utf-8")
    arguments = ["import", str(tmp_path / "out.csv"), "--kind=project", "--update", f"--content={options.content}"]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    assert "investment: 4万只口罩" in _projects(options)


def _projects(options: BuildOptions) -> str:
    return "".join(each.read_text("utf-8") for each in (options.content / "projects").glob("*.md"))


def test_a_translation_is_stamped_again_where_the_original_has_them(options: BuildOptions) -> None:
    with_measures(options)
    place = f"--content={options.content}"
    for arguments in (["translated", "honor:green-city"], ["rename", "project:long-road", "longest-road"]):
        done = CliRunner().invoke(command, [*arguments, place])
        assert done.exit_code == 0, done.output
    assert "project:longest-road" in (options.content / HONOR).read_text("utf-8")
    _, warnings = read_yearbook(options)
    stale = [each for each in warnings if each.mistake.code in ("YB402", "YB403")]
    assert [each.place.path for each in stale if "green-city" in each.place.path] == []
