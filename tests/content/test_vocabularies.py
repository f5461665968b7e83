"""Vocabularies of yearbook.yaml: what may be declared, and what is said of words that are not."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.small import CONFIGURATION, FILES, small_world
from tests.support.sound import problems_of, read
from yearbook.model.kinds import HONOR
from yearbook.model.vocabularies import Seal

HONOR_FILE = "honors/2017/green-city.md"
DECLARED = """\
levels:
  international: {zh: 国际级, en: International, seal: double, before: national, aliases: [世界级]}
  association: {zh: 协会级, en: Association}
  district: {zh: 县级, en: County}
  provincial: {omit: true}
"""


def declaring(levels: str) -> str:
    return dedent(CONFIGURATION) + levels


def with_level(level: str) -> str:
    return FILES[HONOR_FILE].replace("level: municipal", f"level: {level}")


def test_a_yearbook_declares_levels(tmp_path: Path) -> None:
    yearbook, _ = read(
        small_world(tmp_path, {"yearbook.yaml": declaring(DECLARED), HONOR_FILE: with_level("association")})
    )
    assert yearbook.get(HONOR, "green-city").facts.level == "association"
    configuration = yearbook.configuration
    assert [(each, level.seal) for each, level in configuration.levels_of_honors.items()] == [
        ("international", Seal.DOUBLE),
        ("national", Seal.FILLED),
        ("municipal", Seal.RING),
        ("district", Seal.DOT),
        ("association", Seal.LOZENGE),
    ]
    assert configuration.vocabulary("level")["district"].values == (("zh", "县级"), ("en", "County"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("国家级", "national"),
        ("全国", "national"),
        ("National", "national"),
        ("municpal", "municipal"),
        ("世界级", "international"),
        ("County", "district"),
        ("provincial", ""),
        ("xyz", ""),
    ],
)
def test_a_level_that_is_not_there_is_answered_with_the_one_that_is_meant(
    tmp_path: Path, written: str, meant: str
) -> None:
    files = {"yearbook.yaml": declaring(DECLARED), HONOR_FILE: with_level(written)}
    (found,) = problems_of(small_world(tmp_path, files))
    assert found.mistake.code == "YB314"
    assert found.place.path.endswith(HONOR_FILE)
    assert found.place.line > 1
    assert (f"“{meant}”?" in found.hint()) == bool(meant)
    assert "Choose from: international, national, municipal, district, association" in found.hint()


@pytest.mark.parametrize(
    ("levels", "code", "text"),
    [
        ("levels:\n  a: {seal: ring}", "YB315", "“a” has no name in: zh, en"),
        (
            "levels:\n  a: {zh: 甲级, en: A, before: nationl}",
            "YB314",
            "“nationl” is not one of the levels of this yearbook",
        ),
        ("levels:\n  a: {zh: 甲级, en: A, seal: dubble}", "YB214", "“dubble” is not one of the choices for “seal”"),
        ("levels:\n  a: {zh: 甲级, en: A, sael: ring}", "YB211", "“sael” is not a field here"),
        ("stages:\n  a: {zh: 验收, en: Acceptance}", "YB324", "the stage “a” does not say how far a project has come"),
        ("stages:\n  a: {phase: start}", "YB315", "“a” has no name in: zh, en"),
        ("stages:\n  a: {zh: 验收, en: A, phase: started}", "YB214", "“started” is not one of the choices for “phase”"),
        ("roles:\n  a: {zh: 赞助}\n  b: {}", "YB315", "“b” has no name in: zh, en"),
        (
            "roles:\n  a: {zh: 赞助, en: Patron, before: leed}",
            "YB314",
            "“leed” is not one of the roles of this yearbook",
        ),
    ],
)
def test_what_is_wrong_with_a_declared_word_is_said_at_its_place(
    tmp_path: Path, levels: str, code: str, text: str
) -> None:
    problems = problems_of(small_world(tmp_path, {"yearbook.yaml": declaring(f"{levels}\n")}))
    (found,) = (each for each in problems if each.is_error)
    assert (found.mistake.code, found.text()) == (code, text)
    assert found.place.path.endswith("yearbook.yaml")
    assert found.place.line > 10


def test_a_word_that_one_language_lacks_is_a_warning(tmp_path: Path) -> None:
    levels = "levels:\n  a: {zh: 甲级}\n"
    _, warnings = read(small_world(tmp_path, {"yearbook.yaml": declaring(levels)}))
    assert [each.text() for each in warnings if each.mistake.code == "YB316"] == [
        "“a” has no name in: en; pages borrow it from another language"
    ]


def test_a_role_or_stage_that_is_not_there_is_answered_at_its_place(tmp_path: Path) -> None:
    honor = FILES[HONOR_FILE].replace("support: [small-district]", "协办单位: [small-district]")
    road = FILES["projects/long-road.md"].replace("stage: completed", "stage: 建成")
    role, stage = problems_of(small_world(tmp_path, {HONOR_FILE: honor, "projects/long-road.md": road}))
    assert role.text() == "“协办单位” is not one of the roles of this yearbook"
    assert "did you mean “support”?" in role.hint()
    assert (role.place.line, role.place.length) == (8, len("协办单位"))
    assert stage.text() == "“建成” is not one of the stages of this yearbook"
    assert "did you mean “completed”?" in stage.hint()


def test_a_role_that_is_left_out_is_not_there(tmp_path: Path) -> None:
    more = {"yearbook.yaml": declaring("roles:\n  support: {omit: true}\n")}
    (found,) = problems_of(small_world(tmp_path, more))
    assert "Choose from: lead, owner, developer, supervising, area" in found.hint()
