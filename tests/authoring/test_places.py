"""Places and shares in spreadsheets: positions as GeoJSON, shares a line each."""

from __future__ import annotations

from pathlib import Path

from tests.support.mapped import MAPPED
from tests.support.worlds import world
from tests.support.yearbooks import run


def changed(folder: Path, kind: str, old: str, new: str) -> dict[str, tuple[str, str]]:
    """Return the files that differ, before and after, when a text of the spreadsheet is changed and imported."""
    world(folder / "content", MAPPED)
    before = {each: each.read_text("utf-8") for each in (folder / "content").rglob("*.*") if each.is_file()}
    run(folder, "export", "table.csv", "--kind", kind)
    table = folder / "table.csv"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new), "utf-8")
    run(folder, "import", "table.csv", "--kind", kind, "--update")
    return {each.name: (text, after) for each, text in before.items() if (after := each.read_text("utf-8")) != text}


def test_a_position_goes_out_and_back(tmp_path: Path) -> None:
    found = changed(tmp_path, "place", "113.653", "113.654")
    before, after = found.pop("all.yaml")
    assert found == {}
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    assert ["113.654" in new for old, new in lines if old != new] == [True]
    run(tmp_path, "check")


def test_shares_stand_in_one_cell(tmp_path: Path) -> None:
    found = changed(tmp_path, "project", "60%", "55%")
    before, after = found.pop("long-road.md")
    assert found == {}
    assert after == before.replace("60%", "55%")
