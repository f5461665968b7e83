"""The paths of new records in the content folder."""

from __future__ import annotations

from yearbook.model.kinds import SOURCE, Kind

_OWN_FILES = frozenset({SOURCE.name})
"""Kinds without prose whose records have a YAML file each, named after the record."""


def prose_path(kind: Kind, identity: str, year: int | None) -> str:
    """Return the path of a record with prose."""
    return "/".join([kind.folder, *([str(year)] if kind.by_year else []), f"{identity}.md"])


def yaml_path(kind: Kind, stem: str) -> str:
    """Return the path of a YAML file of records: one of several in the kind's folder, or the one of the kind."""
    return kind.folder if kind.folder.endswith(".yaml") else f"{kind.folder}/{stem}.yaml"


def has_own_file(kind: Kind) -> bool:
    """Return whether a record of a kind without prose gets a file of its own."""
    return kind.name in _OWN_FILES
