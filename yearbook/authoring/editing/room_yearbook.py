"""What the editing room needs of the yearbook that is loaded now: its words, names, kinds and configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yearbook.authoring.editing.forms import FormContext
from yearbook.authoring.editing.interface_texts import interface_texts
from yearbook.authoring.editing.interpretation import TypingContext
from yearbook.authoring.kind_nouns import kind_noun
from yearbook.build.loading import LoadResult
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.content.name_lookup import NameLookup, name_lookup, vocabulary_lookup
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.messages import message_languages
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.own_kinds import Kinds, kinds_of


@dataclass(slots=True)
class RoomYearbook:
    """The yearbook of a session. What needs its configuration raises DiagnosticsError if there is none."""

    options: BuildOptions
    session: Session
    _languages: tuple[object, dict[str, Language]] = (None, {})

    def result(self) -> LoadResult | None:
        """Return the result of the last load."""
        return self.session.state.result

    def last_sound(self) -> Yearbook | None:
        """Return the last yearbook without errors; None if there was none yet."""
        snapshot = self.session.state.snapshot
        return snapshot.loaded.yearbook if snapshot else None

    @property
    def configuration(self) -> Configuration:
        found = self._loaded().configuration
        assert found is not None
        return found

    @property
    def kinds(self) -> Kinds:
        return kinds_of(self._loaded().own)

    def noun(self, kind: str, language: str) -> str:
        """Return what a kind is called."""
        return kind_noun(kind, self._loaded().own).translated(language)

    def language(self, code: str) -> Language:
        """Return the words of a language: one of the yearbook's, or of messages."""
        result = self._loaded()
        if self._languages[0] is not result.configuration:
            codes = tuple(dict.fromkeys((*self.configuration.languages, *message_languages())))
            found = read_languages(self.options.folders, codes, self.configuration.all_measures, result.own)
            self._languages = (result.configuration, {each.code: each for each in found})
        return self._languages[1][code]

    def form_context(self, language: str) -> FormContext:
        return FormContext(self.language(language), self.configuration, interface_texts(language))

    def typing_context(self) -> TypingContext:
        return TypingContext(self.configuration.all_measures, self._names)

    def _names(self, kind: str) -> NameLookup:
        if kind in VOCABULARIES:
            return vocabulary_lookup(self.configuration, kind)
        yearbook = self.last_sound()
        records: Mapping[str, Any] = yearbook.records.get(kind, {}) if yearbook else {}
        return name_lookup(kind, records)

    def _loaded(self) -> LoadResult:
        result = self.result()
        if result is None or result.configuration is None:
            raise DiagnosticsError(result.diagnostics if result else ())
        return result
