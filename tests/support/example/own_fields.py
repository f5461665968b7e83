"""What readers of the example yearbook find of the fields that it declares, from the declarations and the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.i18n.language import Language
from yearbook.model.dates import When
from yearbook.model.declarations import FieldType, OwnField
from yearbook.model.fields import Citation, Fact
from yearbook.model.kinds import SOURCE, VOCABULARIES
from yearbook.model.own_fields import OwnChoiceValue
from yearbook.model.texts import Text


class OwnValue(NamedTuple):
    """A field of the yearbook's own that a record gives a value."""

    record: Record
    field: OwnField
    value: Any

    def __str__(self) -> str:
        return f"{self.record.kind}:{self.record.id} {self.field.name}"

    def shown(self, language: Language, yearbook: Yearbook) -> list[str]:
        """Its label, and each of its values, as a page or a book in the language prints them."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        label = self.field.words.read(language.code).text
        return [label, *(_shown(each, self.field, language, yearbook) for each in values)]


def own_values(yearbook: Yearbook) -> Iterator[OwnValue]:
    """Yield every value of every field that the yearbook declares."""
    for field in yearbook.own.fields:
        for record in yearbook.all(field.kind):
            value = getattr(record.facts, field.name)
            if value not in (None, (), False):
                yield OwnValue(record, field, value)


def _shown(value: Any, field: OwnField, language: Language, yearbook: Yearbook) -> str:
    match value:
        case True:
            return "✓"
        case Text():
            return value.read(language.code).text
        case OwnChoiceValue():
            return value.words.read(language.code).text
        case Citation():
            return yearbook.get(SOURCE, value.source).title.read(language.code).text
        case str():
            return _line(value, field, language, yearbook)
    return _number(value, language)


def _number(value: Any, language: Language) -> str:
    match value:
        case When():
            return language.date(value)
        case Fact():
            return language.quantity(value.value)
        case int():
            return language.number(value)
    return language.quantity(value)


def _line(text: str, field: OwnField, language: Language, yearbook: Yearbook) -> str:
    kind = field.of or ""
    if kind in VOCABULARIES:
        return yearbook.configuration.vocabulary(kind)[text].read(language.code).text
    if kind:
        return yearbook.get(kind, text).title.read(language.code).text
    return text.rpartition("/")[2] if field.type is FieldType.FILE else text
