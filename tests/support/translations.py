"""A catalogue for messages that only tests have."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from yearbook.core import messages


def translate_into_chinese(monkeypatch: pytest.MonkeyPatch, translations: Mapping[str, str]) -> None:
    """Add Chinese translations of messages (by their English text) to those of the program."""
    catalogue = {**messages._catalogue("zh"), **{("", text): said for text, said in translations.items()}}
    monkeypatch.setattr(messages, "_catalogue", lambda language: catalogue if language == "zh" else {})
