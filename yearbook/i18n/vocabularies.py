"""The words of an entry of a vocabulary in one language: the yearbook's own, or those of the language."""

from __future__ import annotations

from yearbook.i18n.language import Language
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.projects import Standing
from yearbook.model.texts import Phrase


def vocabulary_word(language: Language, configuration: Configuration, vocabulary: str, identity: str) -> Phrase:
    """Return the word for an entry, such as the level `national`, and the language that it is in."""
    declared = configuration.declared(vocabulary).get(identity)
    if declared is None:
        return Phrase(language.plain(f"{VOCABULARIES[vocabulary]}.{identity}"), language.code)
    return declared.read(language.code)


def stage_words(language: Language, configuration: Configuration, stage: str, standing: Standing) -> str:
    """Return “已竣工”, “计划竣工”, or “竣工（是否已实现，原文未载）”."""
    declared = configuration.stages.get(stage)
    if declared and standing is not Standing.UNCLEAR:
        own = declared.planned if standing is Standing.PLANNED else declared.reached
        if own:
            return own.read(language.code).text
    if standing is Standing.UNCLEAR or (declared and declared.name):
        name = vocabulary_word(language, configuration, "stage", stage).text
        return language.fill(f"sentences.{standing.value}_stage", stage=name)
    return language.plain(f"{standing.value}_stages.{stage}")
