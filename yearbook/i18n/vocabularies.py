"""The word of an entry of a vocabulary in one language: the yearbook's own, or that of the strings file."""

from __future__ import annotations

from yearbook.i18n.language import Language
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.texts import Phrase


def vocabulary_word(language: Language, configuration: Configuration, vocabulary: str, identity: str) -> Phrase:
    """Return the word for an entry, such as the level `national`, and the language that it is in."""
    declared = configuration.declared(vocabulary).get(identity)
    if declared is None:
        return Phrase(language.plain(f"{VOCABULARIES[vocabulary]}.{identity}"), language.code)
    return declared.read(language.code)
