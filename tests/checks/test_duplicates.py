"""Records that were entered twice under two ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import found

CITE = "sources: [{source: summary-2016, at: 甲}]"


def event(title: str, day: str = "2016-03-01", more: str = "") -> str:
    return f"title: {{zh: {title}, en: Something happens here}}\n  date: {day}\n  {CITE}\n  {more}".rstrip() + "\n"


def events(one: str, other: str) -> dict[str, str]:
    return {"events/2016.yaml": f"a:\n  {one}b:\n  {other}"}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (event("全区植树活动在郊外举行"), event("全区植树活动在郊外举行"), 1),
        (event("全区植树活动在郊外举行"), event("“全区植树”活动，在郊外举行"), 1),
        (event("全区植树活动在河边举行"), event("全区植树活动在河岸举行"), 1),
        (event("全区植树活动在郊外举行"), event("全区植树活动在郊外举行", "2016-03-02"), 0),
        (event("全省重点项目建设位次公布"), event("全市重点项目建设位次公布"), 0),
        (event("全区植树活动在郊外举行"), event("全区植树活动在郊外举行", more='related: ["event:a"]'), 0),
    ],
)
def test_events_entered_twice(one: str, other: str, count: int, tmp_path: Path) -> None:
    assert [code for code, *_ in found(tmp_path, events(one, other), "YB446")] == ["YB446"] * count


def honor(title: str, recipient: str) -> str:
    return f"---\ntitle: {title}\nform: title\nlevel: national\nrecipients: [{recipient}]\n{CITE}\n---\n"


@pytest.mark.parametrize(("other", "year", "count"), [("school", 2016, 1), ("bureau", 2016, 0), ("school", 2017, 0)])
def test_one_honor_of_two_units_or_of_two_years_is_two(other: str, year: int, count: int, tmp_path: Path) -> None:
    units = "".join(
        f"{each}:\n  names: [{{name: {{zh: {each}, en: {each}}}}}]\n  type: other\n" for each in ("school", "bureau")
    )
    files = {
        "honors/2016/a.md": honor("全国文明单位", "school"),
        f"honors/{year}/b.md": honor("全国文明单位", other),
        "units/more.yaml": units,
    }
    assert len(found(tmp_path, files, "YB446")) == count


def test_projects_that_differ_in_one_character_are_left_to_the_other_check(tmp_path: Path) -> None:
    def project(title: str) -> str:
        return f"---\ntitle: {title}\ncategory: road\n{CITE}\n---\n"

    assert not found(
        tmp_path, {"projects/a.md": project("王胡砦村安置工程"), "projects/b.md": project("王胡岩村安置工程")}, "YB446"
    )
    assert found(
        tmp_path, {"projects/a.md": project("王胡砦村安置工程"), "projects/b.md": project("王胡砦村安置工程")}, "YB446"
    )
