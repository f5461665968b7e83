"""The lock files: licences, digests, what a build installs, and that a package not looked up is not called clean."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.packages import ROOT, Package, findings, packages

BUILD = (ROOT / "requirements.lock").read_text("utf-8")
LOCK = (ROOT / "requirements-dev.lock").read_text("utf-8")
FOUND = tuple(packages(LOCK))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_locked_package_is_installed_in_its_version_under_a_licence_that_is_allowed() -> None:
    assert len(FOUND) > 60
    assert [each for each in FOUND if not each.is_allowed] == []


def locked(lock: str) -> dict[str, str]:
    """Every package that a lock file names → its version."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


@pytest.mark.parametrize("lock", [BUILD, LOCK])
def test_every_locked_file_has_its_digest_and_no_index_is_named(lock: str) -> None:
    blocks = lock.replace("\\\n", " ").strip().split("\n")
    assert [each for each in blocks if "--hash=sha256:" not in each] == []
    assert "://" not in lock


def test_the_lock_of_the_tests_holds_that_of_the_build_and_only_it_what_tests_need() -> None:
    build, tests = locked(BUILD), locked(LOCK)
    assert build.items() < tests.items()
    assert names(PROJECT["project"]["dependencies"]) <= build.keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= tests.keys() - build.keys()


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
