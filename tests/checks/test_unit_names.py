"""Units that texts call by another than their name of the time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, found
from tests.support.sound import honor

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
