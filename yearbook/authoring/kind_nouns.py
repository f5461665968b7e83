"""The nouns for kinds of records and vocabularies in messages, spreadsheets and the guide."""

from __future__ import annotations

from yearbook.content.choices import own_message
from yearbook.core.messages import Message
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.own_kinds import kinds_of


def kind_noun(kind: str, own: Declarations = NO_DECLARATIONS) -> Message:
    """Return the noun for a kind or vocabulary; one without a translation is called by its name."""
    declared = next((each for each in own.kinds if each.name == kind), None)
    if declared:
        return own_message(declared.words)
    return Message(kind, context="kind")


def kind_called(text: str, own: Declarations = NO_DECLARATIONS) -> str:
    """Return the kind that is called so in any language: honor for 荣誉; the text itself for any other."""
    return next((kind for kind in kinds_of(own) if text in kind_noun(kind, own).translations()), text)
