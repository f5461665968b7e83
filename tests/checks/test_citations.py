"""Claims without a source, sources that nothing cites, places cited twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, found
from tests.support.sound import honor

CITE = "sources: [{source: summary-2016, at: 甲}]"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"sources/more.yaml": "b: {title: {zh: 乙, en: B}, kind: book, date: 2016}\n", "honors/2016/a.md": honor()},
         [("YB421", 1, "b")]),
        ({"sources/more.yaml": "b: {title: {zh: 乙, en: B}, kind: book, date: 2016}\n"}, []),
        ({"units/more.yaml": "b: {names: [{name: {zh: 乙局, en: B}}], type: other, aliases: [丙局]}\n"},
         [("YB420", 1, "b")]),
        ({"years/2016.md": "---\ntitle: 甲年\nmotto: 乙年\n---\n"}, [("YB420", 3, "乙年")]),
        ({"years/2016.md": f"---\ntitle: 甲年\nmotto: 乙年\n{CITE}\n---\n"}, []),
        ({"commitments/all.yaml": f"a: {{title: {{zh: 甲}}, period: 2016, outcome: {{status: kept}}, {CITE}}}\n"},
         [("YB422", 1, "{")]),
        ({"honors/2016/a.md": honor().replace("文明城区}]", "文明城区}, {source: summary-2016, at: 文明城区}]")},
         [("YB423", 5, "{")]),
    ],
)  # fmt: skip
def test_claims_and_their_sources(files: dict[str, str], expected: list[Found], tmp_path: Path) -> None:
    told = found(tmp_path, files, "YB420", "YB421", "YB422", "YB423")
    assert [(code, line, at[: len(want[2])]) for (code, line, at), want in zip(told, expected, strict=True)] == expected
