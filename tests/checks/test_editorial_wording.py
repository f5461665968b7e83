"""The findings of the audit as people read them: place, excerpt, wording and hint, in English and then in Chinese.

A case is a folder of files that stand beside those of `sound.SOUND`, and the exact text of all findings.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import diagnostics
from tests.support.paths import CASES
from yearbook.core.diagnostics import show
from yearbook.core.documents.decoding import lines_of

EXAMPLES = sorted(each for each in (CASES / "editorial").iterdir() if each.is_dir())


def told(case: Path, folder: Path) -> str:
    """All findings of a case as a person reads them."""
    content = case / "content"
    files = {str(each.relative_to(content)): each.read_text("utf-8") for each in content.rglob("*") if each.is_file()}
    found = [
        (each, lines_of(folder / "content", each.place.path.partition("/")[2]) if each.place.line else ())
        for each in diagnostics(folder, files)
    ]
    return "\n\n".join(show(each, lines, language) for language in ("en", "zh") for each, lines in found) + "\n"


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.name)
def test_findings_are_told_in_these_words(case: Path, tmp_path: Path) -> None:
    assert told(case, tmp_path) == (case / "expected.txt").read_text("utf-8")
