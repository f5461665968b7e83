"""Places whose latitude and longitude are exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import found

A, B, C = (87.6, 43.8), (87.5, 43.9), (87.7, 43.7)
BEIJING = (116.4, 39.9)


def places(*points: tuple[float, float]) -> dict[str, str]:
    texts = (
        f"p-{name}:\n  title: {{zh: 地点{name}, en: Place {name}}}\n"
        f"  geometry: {{type: Point, coordinates: [{longitude}, {latitude}]}}\n"
        for name, (longitude, latitude) in zip("abcd", points, strict=False)
    )
    return {"places/all.yaml": "".join(texts)}


def exchanged(point: tuple[float, float]) -> tuple[float, float]:
    return point[1], point[0]


@pytest.mark.parametrize(
    ("points", "lines"),
    [
        ((A,), []),
        ((exchanged(A),), []),
        ((A, B), []),
        ((A, exchanged(B)), [6]),
        ((exchanged(A), B), [3]),
        ((A, B, C), []),
        ((A, exchanged(B), C), [6]),
        ((A, B, (85.0, 41.0)), []),
    ],
)
def test_exchanged_numbers_are_found(points: tuple[tuple[float, float], ...], lines: list[int], tmp_path: Path) -> None:
    assert [line for _, line, _ in found(tmp_path, places(*points), "YB418", "YB499")] == lines


def test_a_place_far_away_is_not_taken_for_one(tmp_path: Path) -> None:
    assert [code for code, _, _ in found(tmp_path, places(A, B, C, BEIJING), "YB418", "YB499")] == ["YB499"]
