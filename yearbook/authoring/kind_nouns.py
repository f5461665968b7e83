"""The nouns for kinds of records and vocabularies in messages, spreadsheets and the guide."""

from __future__ import annotations

from yearbook.core.messages import Message


def kind_noun(kind: str) -> Message:
    """Return the noun for a kind or vocabulary; one without a translation is called by its name."""
    return Message(kind, context="kind")
