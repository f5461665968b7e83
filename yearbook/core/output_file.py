"""An output file: its path in the site and its bytes."""

from __future__ import annotations

from yearbook.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site."""

    path: str
    """From the site's top: `assets/site.1a2b3c4d5e.css`."""
    data: bytes
