"""Reduce a record to its outline: the record without its prose. Pages of other records see only this.

A page is composed from one whole record and the outlines of others, so that it cannot depend on the prose of
another. An edit of a body, the most frequent edit, then changes the page of its record alone. The outline of a body
keeps its language and its first paragraph, which lists show. Its links are in `Yearbook.uses`.
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
    """Digests by which changes of a record are detected."""

    whole: str
    """Digest of the files that it was read from."""
    outline: str
    """Digest of its outline, and of what its prose links to."""


def outline(record: Record) -> Record:
    """Return the record without its prose, and without versions and line numbers, which follow the prose."""
    bodies = tuple(
        Body(language=each.language, prose=_summary(each.prose), origin=each.origin, line=0) for each in record.bodies
    )
    translations = tuple(TranslationState(each.language, each.origin, "") for each in record.translations)
    return replace(record, bodies=bodies, version="", translations=translations)


def _summary(prose: Prose) -> Prose:
    return Prose(html=EMPTY_PROSE.html, text="", summary=prose.summary, headings=(), links=(), media=())


def outline_yearbook(yearbook: Yearbook) -> Yearbook:
    """Return the yearbook with every record reduced to its outline."""
    records = {
        kind: {identity: outline(each) for identity, each in found.items()} for kind, found in yearbook.records.items()
    }
    return replace(yearbook, records=records)


def fingerprint(record: Record, whole: str) -> Fingerprint:
    """Return the fingerprint of a record. `whole` is the digest of the files that it was read from."""
    links = {(each.kind, each.id) for body in record.bodies for each in body.prose.links}
    return Fingerprint(whole, digest((outline(record), tuple(sorted(links)))))


def yearbook_digest(yearbook: Yearbook, prints: Mapping[Key, Fingerprint]) -> str:
    """Return the digest of a yearbook: its configuration, its media and the files of all its records."""
    geometries = tuple(sorted(yearbook.geometries.items()))
    records = tuple((*each.key, prints[each.key].whole) for each in yearbook)
    return digest((repr(yearbook.configuration), yearbook.media, geometries, yearbook.own, records))
