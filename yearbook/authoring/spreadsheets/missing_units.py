"""Find the units that a table names and the yearbook lacks, and begin them as drafts.

They get an id by the sound of their name, the type `other`, and an English name that is still to be written.
"""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.record_paths import yaml_path
from yearbook.authoring.spreadsheets.new_ids import slug
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.record_files import NewFile
from yearbook.authoring.spreadsheets.sheet_table import SheetTable
from yearbook.authoring.yaml_writer import record_yaml
from yearbook.checks.editorial.placeholders import PLACEHOLDER
from yearbook.content.name_lookup import name_lookup
from yearbook.core.frozen import dataclass
from yearbook.core.messages import translate
from yearbook.model.kinds import UNIT
from yearbook.model.units import UnitType

_FILE = "imported"


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that no record describes."""

    id: str
    """The one that it gets."""
    name: str
    """As the table has it."""
    near: str
    """The most similar name that the yearbook has; empty if none is similar."""


def missing_units(tables: Iterable[SheetTable], options: ImportOptions) -> tuple[MissingUnit, ...]:
    """Return the units that are named in cells and unknown, in the order of the cells."""
    units = options.yearbook.records[UNIT.name]
    lookup = name_lookup(UNIT.name, units)
    if options.kind == UNIT.name:
        titles = [row.text("names.name") for table in tables for row in table.rows]
        lookup = lookup.with_more((slug(title, "", ()), (title,)) for title in titles if title)
    found: dict[str, MissingUnit] = {}
    for table in tables:
        for row in table.rows:
            for column, cell in row.cells:
                if column.column.names_units and not column.column.ids:
                    for name in lookup.split(cell.text):
                        if not lookup.find(name) and name not in found:
                            taken = {*units, *(each.id for each in found.values())}
                            found[name] = MissingUnit(slug(name, "", taken), name, lookup.nearest(name))
    return tuple(found.values())


def unit_file(missing: Iterable[MissingUnit], languages: tuple[str, ...]) -> NewFile:
    """Return the lines that describe the units, for the end of a YAML file."""
    return NewFile(yaml_path(UNIT, _FILE), "\n".join(_record(each, languages) for each in missing))


def _record(unit: MissingUnit, languages: tuple[str, ...]) -> str:
    first, *others = languages
    name = {first: unit.name, **{code: translate(PLACEHOLDER, code) for code in others}}
    facts = {"names": [{"name": name}], "type": UnitType.OTHER.value, "draft": "true"}
    return record_yaml(unit.id, facts, ordered_fields(UNIT))
