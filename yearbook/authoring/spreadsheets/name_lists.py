"""Read a list of names from a spreadsheet, such as those whom an honor commends, and add them to its groups.

Units and persons that have records are named by their ids, all others by their names; a person's name in Latin letters
is made if it is not there. What is made, and what has no English, is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yearbook.authoring.field_edits import FieldValues
from yearbook.authoring.spreadsheets.name_rows import ListedName, listed_names
from yearbook.authoring.spreadsheets.sheets import Sheet
from yearbook.content.name_lookup import name_lookup
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.i18n.person_names import romanised_name
from yearbook.model.honors import AwardeeType, Honor
from yearbook.model.kinds import PERSON, UNIT
from yearbook.model.structure import Pointer

TWICE = DiagnosticKind(
    "YB267",
    "“{name}” stands in the group “{group}” already, and is taken once",
    hint="if they are two persons, say beside each name where they work (单位)",
    severity=Severity.WARNING,
)
SEVERAL = DiagnosticKind("YB268", "“{name}” may be {ids}", hint="write the id in place of the name")

_GUESSED = DiagnosticKind(
    "YB292",
    "{count} names in Latin letters are made from the pinyin: {examples}",
    hint="look at each in the honor, or give them in a column 英文姓名",
    severity=Severity.WARNING,
)
_NO_ENGLISH = DiagnosticKind(
    "YB293",
    "there is no English for {count} names, groups or units: {examples}",
    hint="give it in the columns 英文, 英文组别 and 英文单位, or write it into the honor: en: Primary schools",
    severity=Severity.WARNING,
)
_EXAMPLES = 5  # that a message lists


@dataclass(frozen=True, slots=True)
class NameList:
    """The names that an honor gets, and what is wrong with the rows."""

    values: FieldValues
    """By pointer into the facts of the honor, what is new."""
    added: Mapping[str, int]
    """By group, how many names."""
    diagnostics: tuple[Diagnostic, ...]


def read_name_list(sheets: Sequence[Sheet], honor: Record[Honor], yearbook: Yearbook, only: str = "") -> NameList:
    """Return what the sheets (or `only` the one of a name) add to the commendation list of an honor."""
    wanted = [each for each in sheets if not only or each.name == only]
    names, left_out = listed_names(wanted)
    adding = _Groups(honor, yearbook)
    for each in names:
        adding.add(each)
    return NameList(adding.values, adding.added, (*left_out, *adding.diagnostics, *adding.remarks()))


class _Groups:
    """The groups of an honor, to which names are added."""

    def __init__(self, honor: Record[Honor], yearbook: Yearbook) -> None:
        self.languages = yearbook.configuration.languages
        self.title = honor.title
        self.units = name_lookup(UNIT.name, yearbook.records[UNIT.name])
        self.people = name_lookup(PERSON.name, yearbook.records[PERSON.name])
        self.yearbook = yearbook
        self.values: dict[Pointer, str | None] = {}
        self.added: dict[str, int] = {}
        self.diagnostics: list[Diagnostic] = []
        self._guessed: dict[str, Location] = {}
        self._without_english: dict[str, Location] = {}
        self._places: dict[str, int] = {}
        """By label, the place of a group."""
        self._present: dict[tuple[int, str], list[str]] = {}
        """By group and field, the ids or names that it has."""
        for place, group in enumerate(honor.facts.awardees):
            self._places[group.label.read(self.languages[0]).text] = place
            self._present[place, "named"] = list(group.named)
            self._present[place, "people"] = list(group.people)
            self._present[place, "names"] = [each.read(self.languages[0]).text for each in group.names]

    def add(self, row: ListedName) -> None:
        label = row.group or self.title.read(self.languages[0]).text
        lookup = self.units if row.is_unit else self.people
        ids = lookup.find(row.name)
        if len(ids) > 1:
            self.diagnostics.append(diagnostic(SEVERAL, row.place, name=row.name, ids=", ".join(ids)))
            return
        field = ("named" if row.is_unit else "people") if ids else "names"
        shown = ids[0] if ids else self._name(row)
        present = self._present.setdefault((self._place(row, label, field), field), [])
        if shown in present:
            self.diagnostics.append(diagnostic(TWICE, row.place, name=row.name, group=label))
            return
        pointer: Pointer = ("awardees", self._places[label], field, len(present))
        present.append(shown)
        self.added[label] = self.added.get(label, 0) + 1
        if ids:
            self.values[pointer] = shown
            return
        self.values[(*pointer, self.languages[0])] = shown
        if english := self._english(row):
            self.values[(*pointer, "en")] = english
        elif "en" in self.languages[1:]:
            self._without_english.setdefault(row.name, row.place)

    def remarks(self) -> Iterator[Diagnostic]:
        """Yield what of the English is guessed, and what is missing."""
        for kind, found in ((_GUESSED, self._guessed), (_NO_ENGLISH, self._without_english)):
            if found:
                examples = ", ".join(tuple(found)[:_EXAMPLES]) + (" …" if len(found) > _EXAMPLES else "")
                yield diagnostic(kind, next(iter(found.values())), count=len(found), examples=examples)

    def _place(self, row: ListedName, label: str, field: str) -> int:
        """Return the place of a group, which is begun if there is none of its label."""
        if label in self._places:
            return self._places[label]
        place = self._places[label] = len(self._places)
        self.values["awardees", place, "label", self.languages[0]] = label
        english = row.group_english or ("" if row.group else self.title.get("en") or "")
        if "en" in self.languages[1:]:
            if english:
                self.values["awardees", place, "label", "en"] = english
            else:
                self._without_english.setdefault(label, row.place)
        if row.is_company or (row.is_unit and field == "names"):
            counted = AwardeeType.COMPANY if row.is_company else AwardeeType.UNIT
            self.values["awardees", place, "of"] = counted.value
        return place

    def _name(self, row: ListedName) -> str:
        """Return a name, with where the person works in brackets."""
        return f"{row.name}（{row.unit}）" if row.unit else row.name

    def _english(self, row: ListedName) -> str:
        if "en" not in self.languages[1:]:
            return ""
        if not (english := row.english) and not row.is_unit and (english := romanised_name(row.name)):
            self._guessed.setdefault(f"{row.name} {english}", row.place)
        found = self.units.find(row.unit)
        unit = row.unit_english or (self.yearbook.get(UNIT, found[0]).title.get("en") if len(found) == 1 else "")
        if row.unit and not unit:
            self._without_english.setdefault(row.unit, row.place)
        return f"{english} ({unit})" if english and unit else english
