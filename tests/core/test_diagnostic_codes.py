"""docs/problems.md lists every diagnostic of the program, in both languages; every code belongs to one of them."""

from __future__ import annotations

import re
import runpy

from tests.support.paths import ROOT
from yearbook.core.diagnostics import DiagnosticKind

DOCS = ROOT / "docs"
MADE = runpy.run_path(str(DOCS / "problems.py"), run_name="problems")
MISTAKES: tuple[DiagnosticKind, ...] = MADE["diagnostic_kinds"]()
TEXT = (DOCS / "problems.md").read_text("utf-8")


def test_the_document_is_up_to_date() -> None:
    assert MADE["document"](TEXT) == TEXT, "run: python -m docs.problems"


def test_every_mistake_is_in_it() -> None:
    assert len(MISTAKES) > 150
    listed = re.findall(r"^\| `(YB\d{3})` \|", TEXT.partition(MADE["BEGIN"])[2], re.MULTILINE)
    assert listed == [each.code for each in MISTAKES]


def test_a_code_is_one_mistake() -> None:
    codes = [each.code for each in MISTAKES]
    assert sorted(set(codes)) == codes
    assert all(re.fullmatch(r"YB\d{3}", each) for each in codes)


def test_every_mistake_says_what_to_do() -> None:
    assert [each.code for each in MISTAKES if not each.hint] == []


def test_examples_in_the_document_name_codes_that_there_are() -> None:
    head = TEXT.partition(MADE["BEGIN"])[0]
    assert set(re.findall(r"YB\d{3}", head)) <= {each.code for each in MISTAKES}
    assert len(set(re.findall(r"YB\d{3}", head))) > 20
