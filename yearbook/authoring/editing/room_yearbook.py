"""What the editing room needs of the yearbook that is loaded now: its words, names, kinds and configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yearbook.authoring.editing.forms import FormContext, FormField
from yearbook.authoring.editing.interface_texts import interface_texts
from yearbook.authoring.editing.interpretation import TypingContext, understood
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

    def last_sound(self) -> Yearbook | None:
        """Return the last yearbook without errors; None if there was none yet."""
        snapshot = self.session.state.snapshot
        return snapshot.loaded.yearbook if snapshot else None

    @property
    def configuration(self) -> Configuration:
        found = self.loaded().configuration
        assert found is not None
        return found

    @property
    def kinds(self) -> Kinds:
        return kinds_of(self.loaded().own)

    def noun(self, kind: str, language: str) -> str:
        """Return what a kind is called."""
        return kind_noun(kind, self.loaded().own).translated(language)

    def language(self, code: str) -> Language:
        """Return the words of a language: one of the yearbook's, or of messages."""
        result = self.loaded()
        needed = (result.configuration, result.own)
        read, found = self._languages
        if read != needed:
            codes = tuple(dict.fromkeys((*self.configuration.languages, *message_languages())))
            languages = read_languages(self.options.folders, codes, self.configuration.all_measures, result.own)
            found = {each.code: each for each in languages}
        self._languages = (needed, found)  # equal ones are compared once: from now on they are the same
        return found[code]

    def form_context(self, language: str) -> FormContext:
        return FormContext(self.language(language), self.configuration, interface_texts(language))

    def typing_context(self) -> TypingContext:
        return TypingContext(self.configuration.all_measures, self._names)

    def understood(self, field: FormField) -> str:
        """Return how a value is printed in the languages of the yearbook, or the title of what it names."""
        if field.field is None:
            return ""
        if field.refers_to and not field.choices and isinstance(field.value, str):
            yearbook = self.last_sound()
            record = yearbook.find(field.refers_to, field.value) if yearbook else None
            return " · ".join(text for _, text in record.title.values) if record else ""
        languages = tuple(self.language(each) for each in self.configuration.languages)
        return understood(field.value, field.field, languages, self.configuration.all_measures)

    def _names(self, kind: str) -> NameLookup:
        if kind in VOCABULARIES:
            return vocabulary_lookup(self.configuration, kind)
        yearbook = self.last_sound()
        records: Mapping[str, Any] = yearbook.records.get(kind, {}) if yearbook else {}
        return name_lookup(kind, records)

    def loaded(self) -> LoadResult:
        """Return the result of the last load."""
        result = self.session.state.result
        if result is None or result.configuration is None:
            raise DiagnosticsError(result.diagnostics if result else ())
        return result
