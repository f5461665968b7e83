"""The order in which the fields of a record are written: what, when, who, how much, where it belongs, who says so.

A field that is not listed here stands after those that are, in the order of the model.
"""

from __future__ import annotations

from typing import Any

from yearbook.model.structure import fields_of

ORDER: dict[str, str] = {
    "honor": "title form level conferred_by period conferred published recipients units exclusive awardees rank "
    "streak persons themes figures related notes summary pinyin draft accepted sources",
    "project": "title category sources names part_of units place investment reports figures themes related notes "
    "summary pinyin draft",
    "program": "title form years parts units figures themes related notes summary pinyin draft accepted sources",
    "year": "title motto highlights summary draft accepted sources",
    "ledger": "title period as_of total stages groups units part_of themes note sources related notes",
    "indicator": "title subject themes note observations notes related",
    "commitment": "title period due by outcome figures themes related notes accepted sources",
    "event": "date title units place note themes related notes accepted sources",
    "unit": "names type parent aliases successors note notes pinyin accepted sources",
    "source": "title kind date authors publisher file note notes",
    "theme": "title note accepted sources",
    "term": "title note avoid related accepted sources",
}
"""Kind → its fields, as the records have them."""


def ordered_fields(kind: str, facts: type[Any]) -> tuple[str, ...]:
    """All fields of a kind's class in the order of writing."""
    known = {each.name: None for each in fields_of(facts)}
    first = [each for each in ORDER.get(kind, "").split() if each in known]
    return tuple(dict.fromkeys([*first, *known]))
