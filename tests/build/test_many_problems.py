"""Very many mistakes: the work grows with their number and not with its square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from tests.support.work import calls
from yearbook.build.loading import read_with_pictures
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostic_texts import diagnostic_texts
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError


def found(root: Path) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with a content folder."""
    try:
        return read_with_pictures(options(root))[1]
    except DiagnosticsError as error:
        return error.diagnostics


def options(root: Path) -> BuildOptions:
    return BuildOptions(root, ROOT / "templates", root.parent / "site")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each file is opened, by folder and name."""
    counts: Counter[str] = Counter()
    real = Path.open

    def counting(path: Path, *args: Any, **named: Any) -> Any:
        counts[f"{path.parent.name}/{path.name}"] += 1
        return real(path, *args, **named)

    monkeypatch.setattr(Path, "open", counting)
    yield counts


def units(count: int, rest: str) -> dict[str, str]:
    """A file of units, of which the n-th has `rest` with n for {n}, and all have {total}."""
    more = "".join(
        f"u{n}:\n  names: [{{name: {{zh: 单位{n}, en: Body {n}}}}}]\n  type: government\n{rest}".replace("{n}", str(n))
        for n in range(count)
    )
    return {"units/all.yaml": dedent(FILES["units/all.yaml"]) + more}


def events(count: int, rest: str) -> dict[str, str]:
    more = "".join(
        f"e{n}:\n  date: 2018-06-01\n  sources: [{{source: letter, at: 通车}}]\n{rest}".replace("{n}", str(n))
        for n in range(count)
    )
    return {"events/all.yaml": dedent(FILES["events/all.yaml"]) + more}


MANY: dict[str, Callable[[int], dict[str, str]]] = {
    "references that lead nowhere": lambda count: units(count, "  parent: nobody-{n}\n"),
    "values that are none": lambda count: units(count, "  aliases: {a: {n}}\n"),
    "names given twice": lambda count: units(count, "  type: government\n"),
    "findings": lambda count: events(count, "  title: {zh: 长路修了{n}次。, en: The road was built 1{n} times.}\n"),
    "words that are not in yearbook.yaml": lambda count: {
        "yearbook.yaml": dedent(FILES["yearbook.yaml"])
        + "moved:\n"
        + "".join(f"  honor:gone-{n}: honor:nowhere-{n}\n" for n in range(count))
    },
}


@pytest.mark.parametrize("many", MANY.values(), ids=MANY)
def test_a_file_is_not_read_again_for_each_mistake(
    many: Callable[[int], dict[str, str]], tmp_path: Path, opened: Counter[str]
) -> None:
    files = many(100)
    root = small_world(tmp_path / "content", files)
    problems = found(root)
    assert len(problems) >= 100
    list(diagnostic_texts(problems, options(root).lines, "en"))
    (path,) = files
    assert opened[path if "/" in path else f"content/{path}"] <= 6


def ring(count: int) -> dict[str, str]:
    """Units of which each is the parent of the one before it, and the first of the last."""
    (path, text), *_ = units(count, "  parent: u{n}+\n").items()
    for number in range(count):
        text = text.replace(f"parent: u{number}+\n", f"parent: u{(number + 1) % count}\n")
    return {path: text}


def figures(count: int) -> dict[str, str]:
    """An honor with so many figures that are all alike."""
    path = "honors/2017/green-city.md"
    more = "".join(f"  - {{label: {{zh: 植树, en: Trees}}, value: {number}个}}\n" for number in range(count))
    return {path: dedent(FILES[path]).replace("figures:\n", f"figures:\n{more}")}


@pytest.mark.parametrize("many", [*MANY.values(), ring, figures], ids=[*MANY, "a circle", "figures"])
def test_twice_as_many_mistakes_take_twice_the_work(many: Callable[[int], dict[str, str]], tmp_path: Path) -> None:
    def work(count: int) -> int:
        root = small_world(tmp_path / f"{count}/content", many(count))
        return calls(lambda: list(diagnostic_texts(found(root), options(root).lines, "en")))

    work(1)  # what is made once
    few, more, most = work(100), work(200), work(400)
    assert most - more < 2.4 * (more - few)


def test_a_circle_is_one_mistake(tmp_path: Path) -> None:
    (circle,) = found(small_world(tmp_path / "content", ring(1200)))
    assert circle.mistake.code == "YB306"
    assert circle.text() == (
        "“parent” leads back to the record itself: u0 → u1 → u2 → u3 → u4 → u5 → … → u1195 → u1196 → u1197 → u1198 → "
        "u1199 → u0"
    )
