"""A record → its outline: all that a page of another record may show of it, which is all but its prose.

Pages are composed from outlines and one whole record, so that no page can depend on the prose of another: an edit of
a body, which is what editors do most, changes the page of its record and nothing else. A body's outline keeps its
language and its first paragraph, which lists show. Its links are in `Yearbook.uses`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yearbook.content.records import Body, Record, TranslationState
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.digest import digest
from yearbook.core.frozen import dataclass
from yearbook.markdown.conversion import EMPTY_PROSE, Prose


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what a record is known to have changed."""

    whole: str
    """Digest of the files that it was read from."""
    outline: str
    """Digest of its outline, and of what its prose links to."""


def outline(record: Record) -> Record:
    """The record without its prose, without the versions that follow it, and without lines that shift with it."""
    bodies = tuple(Body(each.language, _summary(each.prose), each.origin, 0) for each in record.bodies)
    translations = tuple(TranslationState(each.language, each.origin, "") for each in record.translations)
    return replace(record, bodies=bodies, version="", translations=translations)


def _summary(prose: Prose) -> Prose:
    return Prose(EMPTY_PROSE.html, "", prose.summary, (), (), ())


def outline_yearbook(yearbook: Yearbook) -> Yearbook:
    """The yearbook of outlines."""
    records = {
        kind: {identity: outline(each) for identity, each in found.items()} for kind, found in yearbook.records.items()
    }
    return replace(yearbook, records=records)


def fingerprint(record: Record, whole: str) -> Fingerprint:
    """`whole`: the digest of the files that the record was read from."""
    links = {(each.kind, each.id) for body in record.bodies for each in body.prose.links}
    return Fingerprint(whole, digest((outline(record), tuple(sorted(links)))))


def yearbook_fingerprint(yearbook: Yearbook, prints: Mapping[Key, Fingerprint]) -> Fingerprint:
    """What a whole yearbook is known by."""
    shared = digest((repr(yearbook.configuration), yearbook.media))
    found = tuple((*each.key, prints[each.key]) for each in yearbook)
    outlines = tuple((kind, identity, each.outline) for kind, identity, each in found)
    return Fingerprint(digest((shared, found)), digest((shared, outlines)))
