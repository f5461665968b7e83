"""The order in which the fields of a record are written: what, when, who, how much, where it belongs, who says so.

By default that is the title, the kind's own fields in the order of the model, and the fields that many kinds share.
"""

from __future__ import annotations

from yearbook.model.kinds import COMMITMENT, EVENT, HONOR, INDICATOR, LEDGER, PROJECT, TERM, UNIT, Kind
from yearbook.model.structure import fields_of

_SHARED_LAST = (
    "units", "figures", "pictures", "attachments", "themes", "note", "related", "notes",
    "summary", "pinyin", "draft", "accepted", "sources", "changed",
)  # fmt: skip
_ORDERS: dict[str, str] = {
    HONOR.name: "title form level conferred_by period conferred published recipients people jointly units exclusive "
    "awardees rank streak reassessed expires revoked persons themes figures pictures attachments related notes "
    "summary pinyin draft accepted sources",
    PROJECT.name: "title category sources names part_of units place places investment shares reports figures "
    "pictures attachments themes related notes summary pinyin draft",
    LEDGER.name: "title period as_of total stages groups units part_of pictures attachments themes "
    "note draft sources related notes",
    INDICATOR.name: "title subject definition themes note draft observations pictures attachments notes related",
    COMMITMENT.name: "title period due by outcome figures pictures attachments themes related notes draft "
    "accepted sources",
    EVENT.name: "date title units people place places note pictures attachments themes related notes draft "
    "accepted sources",
    UNIT.name: "names type parent aliases successors note pictures attachments notes pinyin draft accepted sources",
    TERM.name: "title note avoid pictures attachments related draft accepted sources",
}
"""Orders other than the default one; fields that are not listed come last, in the order of the model."""


def ordered_fields(kind: Kind) -> tuple[str, ...]:
    """Return the names of all fields of a kind in the order of writing."""
    names = [each.name for each in fields_of(kind.facts)]
    first = _ORDERS.get(kind.name, "title").split()
    last = () if kind.name in _ORDERS else _SHARED_LAST
    own = [each for each in names if each not in last]
    wanted = dict.fromkeys((*first, *own, *last))
    return tuple(each for each in wanted if each in names)
