"""Pictures and attachments in spreadsheets: out, changed, and back."""

from __future__ import annotations

from pathlib import Path

from tests.support.builds import contents, edit
from tests.support.illustrated import illustrated_world
from tests.support.yearbooks import run


def test_each_has_a_line_in_the_cells_of_its_fields_and_comes_back_as_it_went(tmp_path: Path) -> None:
    content = illustrated_world(tmp_path / "content")
    before = contents(content)
    run(tmp_path, "export", "honors.csv", "--kind", "honor", "--language", "zh")
    sheet = tmp_path / "honors.csv"
    text = sheet.read_text("utf-8-sig")
    assert "志愿者种树\n全景\n路灯" in text
    assert "证书.pdf\ntrees.xlsx\nscan.jpg" in text
    run(tmp_path, "import", "honors.csv", "--kind", "honor", "--update")
    assert contents(content) == before
    edit(sheet, "Volunteers plant trees", "Volunteers planting trees")
    run(tmp_path, "import", "honors.csv", "--kind", "honor", "--update")
    after = contents(content)
    changed = [path for path in before if before[path] != after[path]]
    assert changed == ["honors/2017/green-city.md"]
    was, now = (each[changed[0]].decode().splitlines() for each in (before, after))
    (line,) = (new for old, new in zip(was, now, strict=True) if old != new)
    assert line.strip() == "alternative: {zh: 志愿者种树, en: Volunteers planting trees}"
