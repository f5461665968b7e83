"""The manifest is the same for the same files, and a damaged one is never trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.output import FOREIGN, NEW, OLD, build, files, pages
from yearbook.build.output.decision import Reason
from yearbook.build.output.manifest import MANIFEST, Manifest, ManifestEntry, decode_manifest, encode_manifest
from yearbook.core.digest import digest_bytes


def test_the_record_is_the_same_for_the_same_pages(built: Path, tmp_path: Path) -> None:
    build(built, NEW)
    build(tmp_path / "clean", dict(reversed(NEW.items())))
    assert files(built)[MANIFEST] == files(tmp_path / "clean")[MANIFEST]


def manifest(files: object, inputs: object = "") -> bytes:
    """One that says of itself that it is whole."""
    body = b", " + json.dumps({"inputs": inputs, "files": files}).encode()[1:]
    return b'{"made by": "yearbook", "format": 2, "check": "' + digest_bytes(body).encode() + b'"' + body


def test_a_record_that_is_whole_is_taken() -> None:
    assert decode_manifest(manifest({"x": ["k", "d", 1]})) == Manifest({"x": ManifestEntry("k", "d", 1)})


@pytest.mark.parametrize(
    "damage",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff",
            b'{"made by": "yearbook", "format": 3, "files": {}}',
            b"[" * 100_000,
        ),
        manifest({"../../x": ["k", "d", 1]}),
        manifest({"x": ["k", "d", "1"]}),
        manifest({"x": ["k", "d"]}),
        manifest([]),
        manifest({"x": ["k", "d", 1]}).replace(b'"k"', b'"j"'),
        manifest({}, 7),
    ],
    ids=lambda damage: damage[-24:].decode("latin-1"),
)
def test_with_a_damaged_record_all_is_made_again_and_nothing_deleted(built: Path, damage: bytes) -> None:
    (built / MANIFEST).write_bytes(damage)
    decision = build(built, NEW)
    assert decision.make == tuple((path, Reason.NO_RECORD) for path in NEW)
    assert pages(built) == {**NEW, **FOREIGN, "c/d.html": b"to go"}
    assert build(built, NEW).is_nothing


def test_a_damaged_record_is_renewed_even_for_no_page(built: Path) -> None:
    (built / MANIFEST).write_bytes(b"")
    assert not build(built, {}).is_nothing
    assert build(built, {}).is_nothing
    assert pages(built) == {**OLD, **FOREIGN}


def test_a_record_survives_its_manifest() -> None:
    record = Manifest({"年/a.html": ManifestEntry("k", "d", 3), "b": ManifestEntry("", "", 0)})
    assert decode_manifest(encode_manifest(record)) == record
