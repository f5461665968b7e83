"""The nouns for kinds of records and vocabularies in messages, spreadsheets and the guide."""

from __future__ import annotations

from yearbook.core.messages import Message
from yearbook.model.kinds import KINDS


def kind_noun(kind: str) -> Message:
    """Return the noun for a kind or vocabulary; one without a translation is called by its name."""
    return Message(kind, context="kind")


def kind_called(text: str) -> str:
    """Return the kind that is called so in any language: honor for 荣誉; the text itself for any other."""
    return next((kind for kind in KINDS if text in kind_noun(kind).translations()), text)
