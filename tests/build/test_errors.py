"""With an error anywhere nothing is written, and all errors are reported at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.builds import edit, run, state
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import DiagnosticsError

pytestmark = pytest.mark.usefixtures("templates_read_once")


BROKEN = {
    "a reference": ("content/honors/2017/green-city.md", "themes: [garden]", "themes: [gardn]", "YB303"),
    "a field": ("content/projects/long-road.md", "category:", "catgory:", ""),
    "a quantity": ("content/ledgers/all.yaml", "count: 3个", "count: three", ""),
    "the syntax": ("content/units/all.yaml", "type: district", "type: [district", ""),
    "a link": ("content/honors/2017/green-city.en.md", "(project:long-road)", "(project:long-raod)", "YB303"),
    "a place": ("content/themes.yaml", "garden:", "Garden:", ""),
    "the configuration": ("content/yearbook.yaml", "district: small-district", "district: nowhere", "YB303"),
    "a template": ("templates/base.html", "<body", "{% if %}<body", "YB520"),
    "a page": ("templates/pages/unit.html", "{% block parts %}", "{% block parts %}{{ page.nothing }}", "YB521"),
    "the words": ("templates/strings/en.yaml", "site:", "site: [", ""),
    "a word": ("templates/strings/en.yaml", "  skip:", "  skipp:", ""),
    "a word of the first language": ("templates/strings/zh.yaml", "streaks:", "streks:", "YB500"),
    "a value of a pattern": ("templates/strings/zh.yaml", 'year_of: "{year}', 'year_of: "{yaer}', "YB502"),
    "a word of a view": ("templates/strings/en.yaml", "streaks:", "streks:", ""),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_with_an_error_anywhere_nothing_is_written(options: BuildOptions, tmp_path: Path, broken: str) -> None:
    path, old, new, code = BROKEN[broken]
    templates = Path(shutil.copytree(options.templates, tmp_path / "templates"))
    options = BuildOptions(options.content, templates, options.output)
    pipeline.build(options)
    before = state(options.output)
    edit(options.content / "themes.yaml", "绿化。", "一处合法的改动。")
    edit(tmp_path / path, old, new)
    result = run(options)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.output
    last = result.stdout.splitlines()[-1]
    assert re.fullmatch(r"[1-9]\d* errors, \d+ warnings: nothing was written", last)
    assert code in result.stderr
    assert f"{path}:" in result.stderr
    assert state(options.output) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [".site.cache", "content", "site", "templates"]


def test_the_last_line_counts(options: BuildOptions) -> None:
    edit(options.content / "honors/2017/green-city.md", "themes: [garden]", "themes: [gardn, gras]")
    assert run(options).stdout == "2 errors, 0 warnings: nothing was written\n"
    assert run(options, language="zh_CN").stdout == "2 个错误，0 条警告：没有写入任何文件\n"
    assert not options.output.exists()


def test_all_that_is_wrong_is_said_at_once(options: BuildOptions) -> None:
    for broken in ("a reference", "a field", "a quantity", "a link"):
        path, old, new, _ = BROKEN[broken]
        edit(options.content.parent / path, old, new)
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(options)
    assert {each.place.path for each in caught.value.diagnostics} == {
        BROKEN[each][0] for each in ("a reference", "a field", "a quantity", "a link")
    }


def test_errors_of_records_that_were_read_come_with_those_of_others(options: BuildOptions) -> None:
    path, old, new, _ = BROKEN["a field"]
    edit(options.content.parent / path, old, new)
    edit(options.content / "honors/2017/green-city.md", "title: ", "title: 待写 # ")
    edit(options.content / "themes.yaml", "绿化。", "联系电话13912345678。")
    edit(options.content / "yearbook.yaml", "The Editors", "TBD")
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(options)
    assert {(each.mistake.code, each.place.path) for each in caught.value.diagnostics} == {
        ("YB425", "content/honors/2017/green-city.md"),
        ("YB211", "content/projects/long-road.md"),
        ("YB213", "content/projects/long-road.md"),
        ("YB428", "content/themes.yaml"),
        ("YB425", "content/yearbook.yaml"),
    }


def test_a_foreign_folder_is_refused_and_left_alone(options: BuildOptions) -> None:
    world(options.output, {"letters/dear.txt": "Dear all", "index.html": "mine"})
    before = state(options.output)
    result = run(options)
    assert result.exit_code == 1
    assert "YB601" in result.stderr
    assert state(options.output) == before


def test_a_foreign_file_among_ours_stays(options: BuildOptions) -> None:
    pipeline.build(options)
    world(options.output, {"zh/units/mine.txt": "mine", "CNAME": "example.org"})
    (options.content / "honors/2018/clean-streets.md").unlink()
    report = pipeline.build(options)
    assert set(report.foreign) == {"zh/units/mine.txt", "CNAME"}
    assert "zh/honors/clean-streets.html" in report.decision.remove
    assert (options.output / "zh/units/mine.txt").read_text() == "mine"
    assert not (options.output / "zh/honors/clean-streets.html").exists()


@pytest.mark.parametrize(
    "inside", ["content", "content/site", "content/media/site", "templates/site", ".", "linked/site"]
)
def test_an_output_folder_within_the_content_is_refused(options: BuildOptions, tmp_path: Path, inside: str) -> None:
    templates = Path(shutil.copytree(options.templates, tmp_path / "templates"))
    (tmp_path / "linked").symlink_to(tmp_path / "content", target_is_directory=True)
    before = state(tmp_path / "content")
    result = run(BuildOptions(options.content, templates, tmp_path / inside))
    assert result.exit_code == 1
    assert "error[YB609]" in result.stderr
    assert f"--output {tmp_path}/site" in result.stderr
    assert state(tmp_path / "content") == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["content", "linked", "templates"]
