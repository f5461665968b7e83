"""Names that readers may confuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import found
from yearbook.checks.editorial import lookalikes

CITE = "sources: [{source: summary-2016, at: 甲}]"


def project(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ncategory: road\n{CITE}\n{more}---\n"


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
