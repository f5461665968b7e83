"""What people call the records of a yearbook → their ids: units by full, short and other names, all else by title.

A name that belongs to several records belongs to none; whoever asks is told which they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import nearest
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import VOCABULARIES

_DIVIDED = re.compile(r"[\n;；]+")
_DIVIDED_FINELY = re.compile(r"[、，,]+")


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The names of one kind."""

    kind: str
    ids: frozenset[str]
    called: Mapping[str, tuple[str, ...]]
    """Folded name → ids, in order."""
    spellings: Mapping[str, str]
    """Folded name → as it is written."""

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that an id or a name stands for: one, where it is known and not ambiguous."""
        return (text,) if text in self.ids else self.called.get(_folded(text), ())

    def divided(self, text: str) -> tuple[str, ...]:
        """The names in a cell. 、 and commas divide it only where the whole is no name: “Example Co., Ltd.” is one."""
        found: list[str] = []
        for part in filter(None, (each.strip() for each in _DIVIDED.split(text))):
            found += [part] if self.find(part) else filter(None, (each.strip() for each in _DIVIDED_FINELY.split(part)))
        return tuple(found)

    def nearest(self, text: str) -> str:
        """What was probably meant, as it is written; or empty."""
        meant = nearest(_folded(text), self.called) or nearest(text, self.ids)
        return self.spellings.get(meant, meant)

    def with_more(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> NameLookup:
        """With further records: (id, its names)."""
        pairs = [(each, name) for name, ids in self.called.items() for each in ids]
        pairs += [(identity, name) for identity, names in named for name in names]
        return _names(self.kind, pairs, self.ids | {identity for identity, _ in pairs}, self.spellings)


def name_lookup(yearbook: Yearbook, kind: str) -> NameLookup:
    """The names of a kind of record, or of a vocabulary of the configuration."""
    if kind in VOCABULARIES:
        words = getattr(yearbook.configuration, VOCABULARIES[kind])
        pairs = [(identity, text) for identity, each in words.items() for _, text in each.values]
        return _names(kind, pairs, frozenset(words), {})
    records = yearbook.records[kind]
    return _names(
        kind, [(each.id, text) for each in records.values() for text in _called(each)], frozenset(records), {}
    )


def _called(record: Record) -> Iterator[str]:
    yield from (text for _, text in record.title.values)
    if record.kind == "unit":
        for each in record.facts.names:
            for words in filter(None, (each.name, each.short)):
                yield from (text for _, text in words.values)
        yield from record.facts.aliases


def _names(kind: str, pairs: Iterable[tuple[str, str]], ids: frozenset[str], known: Mapping[str, str]) -> NameLookup:
    called: dict[str, list[str]] = defaultdict(list)
    spellings = dict(known)
    for identity, text in pairs:
        folded = _folded(text)
        spellings.setdefault(folded, text)
        if identity not in called[folded]:
            called[folded].append(identity)
    return NameLookup(kind, ids, {name: tuple(sorted(each)) for name, each in called.items()}, spellings)


def _folded(text: str) -> str:
    """A name without what people write in different ways: width, case, spaces, the sort of apostrophe."""
    return re.sub(r"[\s’']+", "", unicodedata.normalize("NFKC", text)).casefold()
