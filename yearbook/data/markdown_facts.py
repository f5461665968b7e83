"""The facts of a record → lines of Markdown in one language: labels of the strings file, values as readers see them.

Goes by the types of the fields, so that no fact is forgotten. Lists of parts become sections of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.data.markdown_writer import escaped, linked
from yearbook.i18n.language import Language
from yearbook.markdown.links import MEDIA
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.fields import Citation, Dated, Exclusive, Fact, Known, NoteKind, Rank, Roles, Streak
from yearbook.model.honors import Form, Level
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.narrative import ProgramForm
from yearbook.model.projects import Ledger, Stage
from yearbook.model.quantities import Quantity
from yearbook.model.reference import SourceKind
from yearbook.model.series import Outcome, Status
from yearbook.model.structure import RECORD_FIELDS, ModelField, ValueType, published_fields
from yearbook.model.texts import Text
from yearbook.model.units import UnitType

_WORDS: dict[type[Enum], str] = {
    Form: "forms",
    Level: "levels",
    Stage: "stages",
    Status: "statuses",
    Outcome: "outcomes",
    UnitType: "unit_types",
    ProgramForm: "program_forms",
    SourceKind: "source_kinds",
    Known: "known",
    NoteKind: "note_kinds",
}
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
    "lead": "roles.lead",
    "support": "roles.support",
    "owner": "roles.owner",
    "developer": "roles.developer",
    "supervising": "roles.supervising",
    "area": "roles.area",
}
"""Fields whose word stands elsewhere than at `facts.<field>` in the strings files."""
UNLABELLED = frozenset({"label", "name", "text", "period", "as_of", "named", "kind"})
"""Fields of a part that say themselves what they are."""
NOT_TOLD = frozenset({"key", "pinyin"})
"""What helps editors and programs, not readers."""

_Section = tuple[str, list[str]]
"""Heading and lines."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facts in one language, for one page."""

    language: Language
    yearbook: Yearbook
    path: str
    """Of the page, from which links are relative."""

    def told(self, facts: Any) -> tuple[list[str], list[_Section]]:
        """Facts that are one value each, a line each; then sections of what there are several of."""
        lines: list[str] = []
        sections: list[_Section] = []
        for shape, value in _present(facts):
            if shape.value_type is ValueType.PART and (shape.many or shape.name == "total"):
                values = value if shape.many else (value,)
                sections.append((self.label(shape.name), [f"- {self.part(each)}" for each in values]))
            elif isinstance(value, Roles):
                lines += [self._line(*each) for each in _present(value)]
            else:
                field = "promised_for" if shape.name == "period" and isinstance(facts, Ledger) else shape.name
                lines.append(self._line(shape, value, field))
        return lines, sections

    def _line(self, shape: ModelField, value: Any, label: str = "") -> str:
        return f"- **{escaped(self.label(label or shape.name))}**: {self.value(shape, value)}"

    def label(self, field: str) -> str:
        return self.language.word(_LABELS.get(field, f"facts.{field}"))

    def value(self, shape: ModelField, value: Any) -> str:
        """The value of a field, or its values with separators."""
        values = value if shape.many else (value,)
        return self._separated(self._one(shape, each) for each in values)

    def _separated(self, texts: Iterable[str]) -> str:
        return self.language.word("punctuation.separator").join(filter(None, texts))

    def _one(self, shape: ModelField, value: Any) -> str:
        if shape.value_type is ValueType.REFERENCE:
            return self._reference(shape.refers_to, value)
        if shape.value_type is ValueType.ANY_REFERENCE:
            return self._any_reference(value)
        if isinstance(value, Enum):
            return escaped(self.language.word(f"{_WORDS[type(value)]}.{value.value}"))
        teller = TELLERS.get(type(value))
        return teller(self, value) if teller else self.part(value)

    def part(self, value: Any) -> str:
        """A part with fields of its own, in one line."""
        known = TELLERS.get(type(value))
        if known:
            return known(self, value)
        return self._separated(
            self.value(shape, each)
            if shape.name in UNLABELLED
            else f"{escaped(self.label(shape.name))} {self.value(shape, each)}"
            for shape, each in _present(value)
        )

    # Links

    def link(self, kind: str, identity: str) -> str:
        """A record's title, linked to its twin; one that is left out as a draft is named by its id."""
        record = self.yearbook.records[kind].get(identity)
        return linked(record.title.read(self.language.code).text, self.href(kind, identity)) if record else identity

    def target(self, kind: str, identity: str) -> str:
        """Where a link in prose leads: a file of the media folder, a twin, or nowhere where a draft is left out."""
        if kind == MEDIA:
            return urls.relative(self.path, urls.media_address(identity))
        return self.href(kind, identity) if identity in self.yearbook.records[kind] else ""

    def href(self, kind: str, identity: str) -> str:
        """The twin of a record; for kinds that stand together on a page, their place there."""
        address = urls.record_url(self.language.code, kind, identity)
        if not address.fragment:
            address = urls.Address(address.path.removesuffix(".html") + ".md")
        return urls.relative(self.path, address)

    def _reference(self, kind: str, identity: str) -> str:
        if kind in VOCABULARIES:
            words: dict[str, Text] = getattr(self.yearbook.configuration, VOCABULARIES[kind])
            return self._text(words[identity])
        return self.link(kind, identity)

    def _any_reference(self, value: str) -> str:
        named, _, fact = value.partition("#")
        kind, _, identity = named.partition(":")
        link = self.link(kind, identity)
        record = self.yearbook.records[kind].get(identity)
        pointed = quotable_facts(record).get(fact) if record and fact else None
        if pointed is None:
            return link
        label = pointed.label.read(self.language.code).text if pointed.label else self.label(fact)
        return f"{escaped(label)} {self._fact(pointed.value)} ({link})"

    # Values

    def _text(self, text: Text) -> str:
        return escaped(text.read(self.language.code).text)

    def _date(self, when: When) -> str:
        return escaped(self.language.date(when))

    def _dated(self, dated: Dated) -> str:
        note = dated.note.read(self.language.code).text if dated.note else ""
        return escaped(self._aside(self.language.dated(dated.date, dated.known.value), note))

    def _aside(self, text: str, aside: str) -> str:
        return self.language.fill("punctuation.aside", text=text, aside=aside) if aside else text

    def _quantity(self, value: Quantity) -> str:
        return escaped(self.language.quantity(value))

    def _fact(self, fact: Fact[Quantity]) -> str:
        """The value that is used, what other sources say, and why."""
        others = (
            self._aside(
                self.language.fill("sentences.other_value", value=self.language.quantity(each.value)),
                self._separated(self.language.quote(one.at) for one in each.sources),
            )
            for each in fact.others
        )
        because = fact.because.read(self.language.code).text if fact.because else ""
        shown = escaped(self._separated((self.language.quantity(fact.value), *others, because)))
        return self._separated((shown, *map(self._citation, fact.sources)))

    def _citation(self, citation: Citation) -> str:
        said = self.language.quote(citation.at)
        return f"{self.link('source', citation.source)} {escaped(said)}"

    def _rank(self, rank: Rank) -> str:
        configuration, code = self.yearbook.configuration, self.language.code
        scope, basis = configuration.scopes[rank.scope].read(code), configuration.bases[rank.basis].read(code)
        return escaped(self.language.rank(rank.place, scope.text, basis.text))

    def _exclusive(self, exclusive: Exclusive) -> str:
        scope = self.yearbook.configuration.scopes[exclusive.scope].read(self.language.code).text
        note = exclusive.note.read(self.language.code).text if exclusive.note else ""
        return escaped(self._aside(self.language.exclusive(scope, first=exclusive.first), note))

    def _streak(self, streak: Streak) -> str:
        return escaped(self.language.streak(streak.count, streak.of.value))


TELLERS: dict[type[Any], Callable[[Teller, Any], str]] = {
    str: lambda _, value: escaped(value),
    int: lambda _, value: str(value),
    Text: Teller._text,
    When: Teller._date,
    Dated: Teller._dated,
    Quantity: Teller._quantity,
    Fact: Teller._fact,
    Citation: Teller._citation,
    Rank: Teller._rank,
    Exclusive: Teller._exclusive,
    Streak: Teller._streak,
}
"""Types that are told as a whole, without labels."""


def _present(value: Any) -> list[tuple[ModelField, Any]]:
    """The fields that hold something."""
    found = ((shape, getattr(value, shape.name)) for shape in published_fields(type(value)))
    return [
        (shape, each)
        for shape, each in found
        if each is not None and each != () and each is not False and shape.name not in RECORD_FIELDS | NOT_TOLD
    ]
