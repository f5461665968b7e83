"""Look up records by name: units by full, short and other names, all other records by title.

A name of several records finds all of them; the caller reports that it is ambiguous.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from yearbook.content.explanations import NOT_A_LIST
from yearbook.content.locations import suggest_id
from yearbook.content.records import Record
from yearbook.core.diagnostics import Diagnostic, NearestWords, diagnostic, nearest
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import KINDS
from yearbook.model.units import Unit

_SEPARATORS = re.compile(r"[\n;；]+")
_INNER_SEPARATORS = re.compile(r"[、，,]+")


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The names of one kind, or of the words of a vocabulary."""

    kind: str
    ids: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]
    """Folded name to ids, in order."""
    spellings: Mapping[str, str]
    """Folded name to its spelling."""
    choices: tuple[str, ...] = ()
    """The words to choose from, of a vocabulary; none for records."""

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of an id or a name: exactly one if it is known and not ambiguous."""
        return (text,) if text in self.ids else self.by_name.get(_folded(text), ())

    def split(self, text: str) -> tuple[str, ...]:
        """Return the names in a cell. 、 and commas separate only where the whole is no name (“Example Co., Ltd.”)."""
        found: list[str] = []
        for part in filter(None, (each.strip() for each in _SEPARATORS.split(text))):
            parts = [part] if self.find(part) else [each.strip() for each in _INNER_SEPARATORS.split(part)]
            found += filter(None, parts)
        return tuple(found)

    def nearest(self, text: str) -> str:
        """Return the nearest name as it is spelt, or an empty text."""
        meant = nearest(_folded(text), self.by_name) or nearest(text, self.ids)
        return self.spellings.get(meant, meant)

    def with_more(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> NameLookup:
        """Return a lookup with further records: (id, names)."""
        pairs = [(each, name) for name, ids in self.by_name.items() for each in ids]
        pairs += [(identity, name) for identity, names in named for name in names]
        ids = self.ids | {identity for identity, _ in pairs}
        return _lookup(self.kind, pairs, ids=ids, spellings=self.spellings)

    def meant(self, text: str, words: NearestWords | None = None) -> str:
        """Return the id that a name, or a slip of an id or a name, probably stands for; empty if there is none.

        `words`: finds the nearest for many names.
        """
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        search = words.find if words else nearest
        near = search(text, self.ids)
        return near or next(iter(self.by_name.get(search(_folded(text), self.by_name), ())), "")


def vocabulary_lookup(configuration: Configuration, vocabulary: str) -> NameLookup:
    """Return the words of a vocabulary of the configuration."""
    words, aliases = configuration.vocabulary(vocabulary), configuration.aliases(vocabulary)
    pairs = [(identity, text) for identity, each in words.items() for _, text in each.values]
    pairs += [(identity, text) for identity, others in aliases.items() for text in others]
    choices = tuple(each.values[0][1] for each in words.values())
    return replace(_lookup(vocabulary, pairs, ids=frozenset(words)), choices=choices)


def new_command(kind: str, called: str) -> str:
    """Return the arguments of `new` that begin a record called so: `unit jiaoyuju --title "教育局"`."""
    identity = suggest_id(called)
    year = " --year YEAR" if kind in KINDS and KINDS[kind].by_year else ""
    title = "" if identity == called else f' --title "{called}"'
    return f"{kind} {identity or 'ID'}{year}{title}"


def with_ids(found: Iterable[Diagnostic], records: Mapping[str, Mapping[str, Record]]) -> Iterator[Diagnostic]:
    """Yield diagnostics; a hint to write a list has ids where names were written. `records`: by kind and id."""
    lookup_of, near = cache(lambda kind: name_lookup(kind, records[kind])), NearestWords()
    for each in found:
        words = dict(each.words)
        kind, name = str(words.get("of", "")), str(words.get("name", ""))
        if each.mistake == NOT_A_LIST and name and kind in records:
            yield diagnostic(each.mistake, each.place, **words | _listed(name, lookup_of(kind), records[kind], near))
        else:
            yield each


def _listed(name: str, lookup: NameLookup, known: Mapping[str, Record], near: NearestWords) -> dict[str, str]:
    """Return the words of a hint about names where ids are wanted: the ids, and what is uncertain of them."""
    names = lookup.split(name)
    ids = [lookup.meant(one, near) or suggest_id(one) or "id" for one in names]
    unsure = next((place for place, one in enumerate(names) if len(lookup.find(one)) != 1), None)
    words = {"value": ", ".join(ids)}
    if unsure is None:
        return words
    words["new"] = new_command(lookup.kind, names[unsure])
    if record := known.get(ids[unsure]):
        words |= {"meant": record.id, "called": record.title.values[0][1]}
    return words


def name_lookup(kind: str, records: Mapping[str, Record]) -> NameLookup:
    """Return the names of the records of a kind, given by id."""
    pairs = [(each.id, name) for each in records.values() for name in names_of(each)]
    return _lookup(kind, pairs, ids=frozenset(records))


def names_of(record: Record) -> Iterator[str]:
    """Yield what a record is called: a unit by its full, short and other names, all others by title."""
    yield from (text for _, text in record.title.values)
    if isinstance(record.facts, Unit):
        for each in record.facts.names:
            for words in filter(None, (each.name, each.short)):
                yield from (text for _, text in words.values)
        yield from record.facts.aliases


def _lookup(
    kind: str, pairs: Iterable[tuple[str, str]], *, ids: frozenset[str], spellings: Mapping[str, str] | None = None
) -> NameLookup:
    by_name: dict[str, list[str]] = defaultdict(list)
    spelt = dict(spellings or {})
    for identity, text in pairs:
        folded = _folded(text)
        spelt.setdefault(folded, text)
        if identity not in by_name[folded]:
            by_name[folded].append(identity)
    return NameLookup(kind, ids, by_name={name: tuple(sorted(each)) for name, each in by_name.items()}, spellings=spelt)


def _folded(text: str) -> str:
    """Return a name without differences of width, case, spaces and apostrophes."""
    return re.sub(r"[\s’']+", "", unicodedata.normalize("NFKC", text)).casefold()
