"""Search the records of a yearbook by name, pinyin, initials or id, for lists and for fields that name a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yearbook.content.name_lookup import names_of
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.i18n.collation import syllables


@dataclass(slots=True)
class RecordSearch:
    """Finds records. What each record is found by is kept as long as the record is the same."""

    known: dict[Key, tuple[Record, str]] = field(default_factory=dict)

    def find(self, yearbook: Yearbook | None, text: str, kind: str = "") -> Iterator[Record]:
        """Yield the records that have every word of a text, those of one kind or of all, in the yearbook's order.

        None without a yearbook.
        """
        words = text.casefold().split()
        for each in (yearbook.all(kind) if kind else tuple(yearbook)) if yearbook else ():
            if all(word in self._text(each) for word in words):
                yield each

    def _text(self, record: Record) -> str:
        known = self.known.get(record.key)
        if known is None or known[0] is not record:
            known = self.known[record.key] = (record, "\n".join(_found_by(record)).casefold())
        return known[1]


def _found_by(record: Record) -> Iterator[str]:
    yield ":".join(record.key)
    for name in names_of(record):
        yield name
        sounds = syllables(name, record.pinyin)
        yield "".join(letters for letters, _, _ in sounds)
        yield "".join(letters.replace("u", "v") if is_umlaut else letters for letters, is_umlaut, _ in sounds)
        yield "".join(letters[:1] for letters, _, _ in sounds)
