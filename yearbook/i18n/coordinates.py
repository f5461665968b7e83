"""Print a position on the earth in a language: 34.75°N, 113.65°E."""

from __future__ import annotations

from decimal import Decimal

from yearbook.i18n.language import Language
from yearbook.model.geometry import Position

_DIGITS = Decimal("0.001")
"""Of degrees: some 100 metres."""


def position_text(language: Language, position: Position) -> str:
    """Return latitude and longitude with three decimals at most."""
    longitude, latitude = position
    return language.fill(
        "coordinates.position",
        latitude=latitude_text(language, latitude),
        longitude=_degrees(language, longitude, "east", "west"),
    )


def latitude_text(language: Language, latitude: Decimal) -> str:
    return _degrees(language, latitude, "north", "south")


def _degrees(language: Language, value: Decimal, plus: str, minus: str) -> str:
    shown = f"{abs(value).quantize(_DIGITS).normalize():f}"
    return language.fill(f"coordinates.{plus if value >= 0 else minus}", degrees=shown)
