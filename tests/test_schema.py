"""Files of a content folder → records, or every mistake in them, told in its place and in these words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.worlds import world
from yearbook import pipeline
from yearbook.pipeline import Order
from yearbook.problems import ProblemsError, show
from yearbook.source import lines_of

CASES = sorted(each for each in (Path(__file__).parent / "problems/records").iterdir() if each.is_dir())
ALONE = {"no-configuration"}
"""Cases whose files are all that there is; the others stand beside those of SOUND."""
SOUND = {
    "yearbook.yaml": """\
        title: {zh: 二七年鉴, en: Erqi Yearbook}
        languages: [zh, en]
        years: [2016, 2017]
        district: erqi
        scopes: {city: {zh: 全市, en: in the city}}
        bases: {growth: {zh: 增速, en: growth}}
        categories: {road: {zh: 道路, en: roads}}
        """,
    "units/bodies.yaml": """\
        erqi:
          names: [{name: {zh: 二七区, en: Erqi District}}]
          type: district
        traffic-office:
          names: [{name: {zh: 交通局, en: Traffic Office}}]
          type: government
        """,
    "sources/articles.yaml": """\
        summary-2016: {title: {zh: 总结, en: Summary}, kind: newspaper, date: 2016}
        """,
    "themes.yaml": "warmth: {title: {zh: 温暖, en: Warmth}}\n",
}


def told(root: Path) -> str:
    """All problems of a content folder as a person reads them, in English and then in Chinese."""
    with pytest.raises(ProblemsError) as caught:
        pipeline.read(Order(root, root, root))
    found = caught.value.problems
    lines = [lines_of(root, each.place.path.partition("/")[2]) if each.place.line else () for each in found]
    return "\n\n".join(
        show(each, excerpt, language)
        for language in ("en", "zh")
        for each, excerpt in zip(found, lines, strict=True)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mistake_of_a_folder_is_told_in_these_words(case: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    if case.name not in ALONE:
        world(root, SOUND)
    shutil.copytree(case / "content", root, dirs_exist_ok=True)
    assert told(root) + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


def test_what_the_cases_stand_beside_is_sound(tmp_path: Path) -> None:
    root = world(tmp_path / "content", SOUND)
    yearbook, warnings = pipeline.read(Order(root, root, root))
    assert [each.key for each in yearbook] == [
        ("unit", "erqi"),
        ("unit", "traffic-office"),
        ("source", "summary-2016"),
        ("theme", "warmth"),
    ]
    assert warnings == ()
