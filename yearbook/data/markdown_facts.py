"""Write the facts of a record as lines of Markdown in one language, with the labels of the strings file.

Goes by the types of the fields, so that no fact is left out. Lists of parts become sections of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any

from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.readers import Readable
from yearbook.core.frozen import dataclass
from yearbook.data.markdown_writer import escaped, linked
from yearbook.data.record_info import shown_title
from yearbook.i18n.coordinates import position_text
from yearbook.i18n.language import Language
from yearbook.i18n.vocabularies import vocabulary_word
from yearbook.markdown.links import MEDIA
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.docstrings import cached
from yearbook.model.fields import Citation, Dated, Fact, Known
from yearbook.model.free_pages import IN_PLACE
from yearbook.model.geometry import Geometry
from yearbook.model.kinds import SOURCE, VOCABULARIES
from yearbook.model.media import Attachment, Picture
from yearbook.model.own_fields import OwnChoiceValue
from yearbook.model.projects import Ledger
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Exclusive, Rank, Streak
from yearbook.model.roles import Roles
from yearbook.model.series import Certainty, Status
from yearbook.model.structure import RECORD_FIELDS, ModelField, ValueType, published_fields
from yearbook.model.texts import Text

_CHOICE_WORDS: dict[type[Enum], str] = {Status: "statuses", Certainty: "certainties", Known: "known"}
"""Where the words of choices are in the strings file, if not under the name of their class with an s: `unit_types`."""
_LABELS = {
    "highlights": "pages.year.highlights",
    "figures": "pages.honor.figures",
    "awardees": "pages.honor.awardees",
    "reports": "pages.project.reports",
    "observations": "pages.indicator.series",
    "total": "pages.ledger.total",
    "stages": "pages.ledger.stages",
    "groups": "pages.ledger.groups",
    "members": "pages.ledger.members",
    "parts": "pages.program.parts",
    "ranks": "pages.indicator.ranks",
    "named": "counts.awardees",
    "related": "entry.related",
    "sources": "entry.sources",
    "notes": "entry.notes",
    "about": "entry.related",
    "others": "entry.other_values",
    "because": "entry.because",
    "by": "facts.promised_by",
    "avoid": "pages.glossary.avoid",
    "short": "facts.short_name",
    "text": "facts.note",
}
"""Where the labels of fields are in the strings file, if not at `facts.<field>`."""
UNLABELLED = frozenset({"label", "name", "names", "text", "period", "as_of", "named", "people", "kind"})
"""Fields of a part whose values need no label."""
LEFT_OUT = frozenset({"key", "pinyin"}) | IN_PLACE
"""Fields that help editors and programs, not readers."""

_Section = tuple[str, list[str]]
"""Heading and lines."""


@dataclass(frozen=True, slots=True)
class FactsWriter:
    """Writes facts in one language, for one page."""

    language: Language
    yearbook: Readable
    path: str
    """Of the page, from which links are relative."""

    def write(self, facts: Any) -> tuple[list[str], list[_Section]]:
        """Facts that are one value each, a line each; then sections of what there are several of."""
        lines: list[str] = []
        sections: list[_Section] = []
        for field, value in _present(facts):
            if field.value_type is ValueType.PART and (field.many or field.name == "total"):
                values = value if field.many else (value,)
                sections.append((self.field_label(field), [f"- {self.part(each)}" for each in values]))
            elif isinstance(value, Roles):
                lines += self._roles(field, value)
            else:
                is_promised = field.name == "period" and isinstance(facts, Ledger)
                lines.append(self._line(field, value, "promised_for" if is_promised else ""))
        return lines, sections

    def _roles(self, field: ModelField, roles: Roles) -> Iterator[str]:
        """Yield a line for each role, in their order."""
        for role in self.yearbook.configuration.roles_of_units:
            if units := roles.of(role):
                yield f"- **{self._reference(field.keys, role)}**: {self.value(field, units)}"

    def _line(self, field: ModelField, value: Any, label: str = "") -> str:
        return f"- **{escaped(self.label(label) if label else self.field_label(field))}**: {self.value(field, value)}"

    def field_label(self, field: ModelField) -> str:
        """What readers call a field."""
        return self.read(field.own.words) if field.own else self.label(field.name)

    def label(self, name: str) -> str:
        return self.language.word(_LABELS.get(name, f"facts.{name}"))

    def value(self, field: ModelField, value: Any) -> str:
        """The value of a field, or its values with separators."""
        values = value if field.many else (value,)
        return self.separated(self._one(field, each) for each in values)

    def separated(self, texts: Iterable[str]) -> str:
        return self.language.word("punctuation.separator").join(filter(None, texts))

    def aside(self, text: str, aside: str) -> str:
        return self.language.fill("punctuation.aside", text=text, aside=aside) if aside else text

    def read(self, text: Text | None) -> str:
        return text.read(self.language.code).text if text else ""

    def _one(self, field: ModelField, value: Any) -> str:
        if field.value_type is ValueType.REFERENCE:
            return self._reference(field.refers_to, value)
        if field.value_type is ValueType.ANY_REFERENCE:
            return self._any_reference(value)
        if field.value_type is ValueType.FILE:
            return linked(value.rpartition("/")[2], urls.to_media(self.path, value))
        if isinstance(value, Enum):
            return escaped(self._choice(field, value))
        return self.part(value)

    def _choice(self, field: ModelField, value: Enum) -> str:
        """The word for a choice, under the name of its class or of the field; else its value."""
        if isinstance(value, OwnChoiceValue):
            return self.read(value.words)
        tables = (_choice_words(type(value)), f"{field.name}s")
        found = (self.language.words.get(f"{table}.{value.value}") for table in tables)
        return next((word for word in found if isinstance(word, str)), str(value.value))

    def part(self, value: Any) -> str:
        """A value of the types in `VALUE_WRITERS`, or a part with fields of its own, in one line."""
        if known := VALUE_WRITERS.get(type(value)):
            return known(self, value)
        return self.separated(
            self.value(field, each)
            if field.name in UNLABELLED
            else f"{escaped(self.field_label(field))} {self.value(field, each)}"
            for field, each in _present(value)
        )

    # Links

    def link(self, kind: str, identity: str) -> str:
        """A record's title, linked to its Markdown; one that is left out as a draft is named by its id."""
        record = self.yearbook.find(kind, identity)
        return linked(shown_title(record, self.language).text, self._href(kind, identity)) if record else identity

    def target(self, kind: str, identity: str) -> str:
        """The target of a link in prose: a media file or a record; empty if the record is left out as a draft."""
        if kind == MEDIA:
            return urls.to_media(self.path, identity)
        return self._href(kind, identity) if self.yearbook.find(kind, identity) else ""

    def _href(self, kind: str, identity: str) -> str:
        """The Markdown of a record's page; for kinds that are listed together on a page, their place there."""
        address = urls.record_url(self.language.code, kind, identity)
        if not address.fragment:
            address = urls.Address(address.path.removesuffix(".html") + ".md")
        return urls.relative(self.path, address)

    def _reference(self, kind: str, identity: str) -> str:
        if kind in VOCABULARIES:
            return escaped(vocabulary_word(self.language, self.yearbook.configuration, kind, identity).text)
        return self.link(kind, identity)

    def _any_reference(self, value: str) -> str:
        named, _, fact = value.partition("#")
        kind, _, identity = named.partition(":")
        link = self.link(kind, identity)
        record = self.yearbook.find(kind, identity)
        pointed = quotable_facts(record).get(fact) if record and fact else None
        if pointed is None:
            return link
        label = self.read(pointed.label) or self.label(fact)
        return f"{escaped(label)} {_fact(self, pointed.value)} ({link})"


def _present(value: Any) -> list[tuple[ModelField, Any]]:
    """The fields that are shown and hold something."""
    found = ((field, getattr(value, field.name)) for field in published_fields(type(value)))
    return [
        (field, each)
        for field, each in found
        if each not in (None, (), False, Roles()) and (field.own or field.name not in RECORD_FIELDS | LEFT_OUT)
    ]


@cached
def _choice_words(choices: type[Enum]) -> str:
    """The table of the strings file for a class of choices: `unit_types`."""
    return _CHOICE_WORDS.get(choices) or re.sub("(?<=[a-z])(?=[A-Z])", "_", choices.__name__).lower() + "s"


# Values


def _dated(writer: FactsWriter, dated: Dated) -> str:
    return escaped(writer.aside(writer.language.dated(dated.date, dated.known.value), writer.read(dated.note)))


def _fact(writer: FactsWriter, fact: Fact[Quantity]) -> str:
    """The value that is used, what other sources say, and why."""
    language = writer.language
    others = (
        writer.aside(
            language.fill("sentences.other_value", value=language.quantity(each.value)),
            writer.separated(language.quote(one.at) for one in each.sources),
        )
        for each in fact.others
    )
    shown = escaped(writer.separated((language.quantity(fact.value), *others, writer.read(fact.because))))
    return writer.separated((shown, *(_citation(writer, each) for each in fact.sources)))


def _citation(writer: FactsWriter, citation: Citation) -> str:
    return f"{writer.link(SOURCE.name, citation.source)} {escaped(writer.language.quote(citation.at))}"


def _rank(writer: FactsWriter, rank: Rank) -> str:
    configuration = writer.yearbook.configuration
    scope, basis = writer.read(configuration.scopes[rank.scope]), writer.read(configuration.bases[rank.basis])
    return escaped(writer.language.rank(rank.place, scope, basis, rank.placing.value))


def _exclusive(writer: FactsWriter, exclusive: Exclusive) -> str:
    scope = writer.read(writer.yearbook.configuration.scopes[exclusive.scope])
    return escaped(writer.aside(writer.language.exclusive(scope, first=exclusive.first), writer.read(exclusive.note)))


def _picture(writer: FactsWriter, picture: Picture) -> str:
    """The picture, and what is said of it."""
    alternative = "" if picture.decorative else writer.read(picture.alternative)
    said = (writer.read(picture.caption), writer.read(picture.place), writer.read(picture.credit))
    date = writer.language.date(picture.date) if picture.date else ""
    shown = f"!{linked(alternative, writer.target(MEDIA, picture.file))}"
    return " ".join(filter(None, (shown, escaped(writer.separated((*said, date))))))


def _attachment(writer: FactsWriter, attachment: Attachment) -> str:
    pages = writer.language.count("pages", attachment.pages) if attachment.pages else ""
    return writer.aside(linked(writer.read(attachment.title), writer.target(MEDIA, attachment.file)), escaped(pages))


def _geometry(writer: FactsWriter, geometry: Geometry) -> str:
    """The middle of a place."""
    found = writer.yearbook.located(geometry)
    return escaped(position_text(writer.language, found.middle())) if found else ""


VALUE_WRITERS: dict[type[Any], Callable[[FactsWriter, Any], str]] = {
    str: lambda _, value: escaped(value),
    int: lambda _, value: str(value),
    float: lambda _, value: f"{value:g}",
    bool: lambda _, value: "✓" if value else "",
    Text: lambda writer, text: escaped(writer.read(text)),
    When: lambda writer, when: escaped(writer.language.date(when)),
    Dated: _dated,
    Quantity: lambda writer, quantity: escaped(writer.language.quantity(quantity)),
    Fact: _fact,
    Geometry: _geometry,
    Citation: _citation,
    Rank: _rank,
    Exclusive: _exclusive,
    Picture: _picture,
    Attachment: _attachment,
    Streak: lambda writer, streak: escaped(writer.language.streak(streak.count, streak.of.value)),
}
"""Types of values that are written as a whole, without labels."""
