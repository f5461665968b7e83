"""How the public address of a site is written."""

from __future__ import annotations

ADDRESS = r"^(?:https?://[^\s/?#]+[^\s?#]*)?$"
"""Of a whole site, without query and fragment; or nothing."""
