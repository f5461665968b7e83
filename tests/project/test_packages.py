"""The packages that are locked: their licences, and that what was not looked up is not called clean."""

from __future__ import annotations

import pytest

from docs.packages import ROOT, Package, findings, packages

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
FOUND = tuple(packages(LOCK))


def test_every_locked_package_is_installed_in_its_version_under_a_licence_that_is_allowed() -> None:
    assert len(FOUND) > 60
    assert [each for each in FOUND if not each.is_allowed] == []


def test_every_locked_file_has_its_digest() -> None:
    blocks = LOCK.replace("\\\n", " ").strip().split("\n")
    assert [each for each in blocks if "--hash=sha256:" not in each] == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("MIT", True), ("Apache-2.0 OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("", False), ("GPL", False)],
)
def test_a_licence_is_allowed_where_all_that_holds_is(licence: str, allowed: bool) -> None:
    assert Package("a", "1", licence).is_allowed is allowed


def test_what_was_not_looked_up_is_said() -> None:
    clean = {"name": "a", "version": "1", "vulns": []}
    skipped = {"name": "b", "skip_reason": "not found"}
    weak = {"name": "c", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
    assert findings([clean]) == ([], "")
    assert findings([clean, skipped]) == ([], "not looked up: b")
    assert "NOTHING" in findings([skipped])[1]
    assert findings([weak])[0] == ["c 2: CVE-1, mended in ['3']"]
