"""The kinds of one yearbook: the built-in ones with the fields that it declares for them, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from yearbook.model.declarations import NO_DECLARATIONS, Declarations, OwnKind, plural
from yearbook.model.docstrings import class_name
from yearbook.model.kinds import KINDS, THEME, VOCABULARIES, Kind
from yearbook.model.own_fields import OwnEntry, OwnRecord, facts_of, facts_with
from yearbook.model.structure import fields_of, parts_of

Kinds = Mapping[str, Kind]
"""All kinds of a yearbook by name, in the order of the data and of search."""


@cache
def kinds_of(own: Declarations) -> Kinds:
    """Return the kinds of a yearbook with these declarations."""
    if own == NO_DECLARATIONS:
        return KINDS
    built_in = {name: _with_fields(kind, own) for name, kind in KINDS.items()}
    return MappingProxyType({**built_in, **{each.name: _own_kind(each, own) for each in own.kinds}})


@cache
def reserved_names() -> frozenset[str]:
    """Return the names that no own field may have, since every kind of record uses them in one way."""
    shared = {field.name for owner in (OwnRecord, OwnEntry) for field in fields_of(owner)}
    return frozenset(shared | {"id", "kind", "year", "years", "motto", "body", "original", "reports"})


def _with_fields(kind: Kind, own: Declarations) -> Kind:
    fields = tuple(each for each in own.fields if each.kind == kind.name)
    return replace(kind, facts=facts_with(kind.facts, fields)) if fields else kind


def _own_kind(kind: OwnKind, own: Declarations) -> Kind:
    """Own kinds come after themes, before sources and terms."""
    return Kind(
        name=kind.name,
        facts=facts_of(kind, tuple(each for each in own.fields if each.kind == kind.name)),
        folder=kind.folder,
        index=kind.folder,
        position=THEME.position,
        menu=kind.menu,
        prose=kind.prose,
        book=True,
        optional=True,
        own=kind,
    )


_TABLES = ("awardees", "links", "words", "texts")
"""Files of the data, beside those named after kinds and after the classes of parts: `data.tables`."""
_PAGES = ("home", "conflicts", "data", "subjects", "search", "cover", "missing", "parallel", "mixed", "pages", "pdf")
"""Pages and folders of the site."""
_LINKS = (
    *("http", "https", "mailto", "tel", "media", "ftp", "sms", "file", "filesystem", "about", "blob", "data"),
    *("javascript", "livescript", "vbscript"),
)
"""Schemes of links that lead to no record."""


@cache
def taken_names() -> frozenset[str]:
    """Return the words that neither the name nor the folder of an own kind may be."""
    folders = {each.folder.removesuffix(".yaml") for each in KINDS.values()}
    lists = {name for each in KINDS.values() for name in (each.index, *(more for more, _ in each.more_indexes))}
    data = set(map(plural, KINDS))
    parts = {f"{class_name(part).lower()}s" for each in KINDS.values() for part in parts_of(each.facts)}
    words = {*VOCABULARIES, *VOCABULARIES.values(), *parts}
    return frozenset({*KINDS, *folders, *lists, *data, *words, *_TABLES, *_PAGES, *_LINKS})
