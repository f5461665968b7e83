"""Put the records together to a Yearbook: check references, and collect for each record all that names it.

An immutable value. Records name each other by kind and id, never by pointer, so that a view takes what it needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from operator import attrgetter
from typing import Any, overload

from yearbook.content.appearance import check_appearance
from yearbook.content.circles import check_circles
from yearbook.content.media import MediaFiles, check_media
from yearbook.content.moves import check_moves
from yearbook.content.records import Record
from yearbook.content.reference_checks import ReferenceChecks, anchors_of_bodies
from yearbook.content.references import Reference, references
from yearbook.content.vocabularies import check_vocabularies
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.geometry import Geometry
from yearbook.model.kinds import PAGE, UNIT, F_co, Kind
from yearbook.model.own_kinds import Kinds, kinds_of
from yearbook.model.structure import Pointer

DUPLICATE = DiagnosticKind(
    "YB302",
    "“{id}” is already the id of another {kind}",
    hint="it stands in {path}; an id belongs to one record",
)
_DRAFT_DISTRICT = DiagnosticKind(
    "YB313",
    "the district of the yearbook cannot be a draft",
    hint="take the line out: every page names the district",
)

Key = tuple[str, str]
"""(kind, id)."""
Locator = Callable[[Record, Pointer], Location]
"""Where in a file a value of a record's facts stands; an empty pointer is the record itself."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place in which a record is named by another."""

    kind: str
    id: str
    field: str
    """The field that names it: `units.lead`, `sources.source`, `body` for a link in prose."""
    pointer: Pointer = ()


@dataclass(frozen=True, slots=True)
class Yearbook:
    """All records, and who names whom."""

    configuration: Configuration
    records: Mapping[str, Mapping[str, Record]]
    """Records by kind and id, in the order of ids; every kind is there, even if empty."""
    uses: Mapping[Key, tuple[Use, ...]]
    """By record, all that names it, in the order of kind, id and field; records that nothing names are missing."""
    media: tuple[str, ...] = ()
    """Files that texts can show, by their paths below content/media."""
    geometries: Mapping[str, Geometry] = field(default_factory=dict)
    """The GeoJSON files that places name, by their paths below content/media."""
    own: Declarations = NO_DECLARATIONS
    """The fields and kinds that it declares."""

    @property
    def kinds(self) -> Kinds:
        """All its kinds of records."""
        return kinds_of(self.own)

    @overload
    def get(self, kind: Kind[F_co], identity: str) -> Record[F_co]: ...
    @overload
    def get(self, kind: str, identity: str) -> Record: ...
    def get(self, kind: Kind[Any] | str, identity: str) -> Record[Any]:
        """The record, which is there: references are checked when the yearbook is made."""
        return self.records[kind_name(kind)][identity]

    @overload
    def find(self, kind: Kind[F_co], identity: str) -> Record[F_co] | None: ...
    @overload
    def find(self, kind: str, identity: str) -> Record | None: ...
    def find(self, kind: Kind[Any] | str, identity: str) -> Record[Any] | None:
        """The record, or None: a draft that is left out may still be named."""
        return self.records[kind_name(kind)].get(identity)

    @overload
    def all(self, kind: Kind[F_co]) -> tuple[Record[F_co], ...]: ...
    @overload
    def all(self, kind: str) -> tuple[Record, ...]: ...
    def all(self, kind: Kind[Any] | str) -> tuple[Record[Any], ...]:
        """All records of a kind, in the order of their ids."""
        return tuple(self.records[kind_name(kind)].values())

    def located(self, geometry: Geometry | None) -> Geometry | None:
        """Return where a place is, from its record or from the file that it names; None if that is not recorded."""
        return self.geometries.get(geometry.file) if geometry and geometry.file else geometry

    def with_address(self, address: str) -> Yearbook:
        """The yearbook published at an address; an empty one leaves its own."""
        return replace(self, configuration=replace(self.configuration, address=address)) if address else self

    def used(self, record: Record) -> tuple[Use, ...]:
        return self.uses.get(record.key, ())

    def __iter__(self) -> Iterator[Record]:
        for records in self.records.values():
            yield from records.values()


def kind_name(kind: Kind[Any] | str) -> str:
    """Return the name of a kind that is given by itself or by its name."""
    return kind if isinstance(kind, str) else kind.name


def compile_yearbook(  # noqa: PLR0913 - a yearbook is made of these
    configuration: Configuration,
    records: Iterable[tuple[Record, Sequence[Reference]]],
    locate: Locator,
    *,
    drafts: bool,
    failed: frozenset[Key] = frozenset(),
    media: tuple[str, ...] = (),
    own: Declarations = NO_DECLARATIONS,
    configuration_place: Callable[[Pointer], Location],
) -> tuple[Yearbook, tuple[Diagnostic, ...]]:
    """Put the yearbook together. Drafts are checked like all else, and left out unless `drafts`.

    `records`: each with all that its facts name. `failed`: records that could not be read, which are missed by nobody
    until they are mended.
    With problems that are errors the yearbook is incomplete and only good for finding more problems.
    """
    found = tuple(records)
    named = {record.key: each for record, each in found}
    unique, diagnostics = _unique((record for record, _ in found), locate)
    everything = _by_kind(unique, own)
    checks = ReferenceChecks(configuration, everything, locate, failed=failed)
    files = MediaFiles(media)
    for record in unique:
        diagnostics += (*checks.check(record, named[record.key]), *check_media(record, files, locate))
    diagnostics += check_circles(unique, named, locate)
    diagnostics += _check_district(configuration.district, checks, everything[UNIT.name], locate, configuration_place)
    diagnostics += check_vocabularies(configuration, configuration_place)
    diagnostics += check_appearance(configuration, files, configuration_place, kinds_of(own), everything[PAGE.name])
    if not any(not identity for _, identity in failed):  # else it is not known what there is
        known = {*failed, *(each.key for each in unique)}
        diagnostics += check_moves(configuration.moved, known, configuration_place)
    kept = [each for each in unique if drafts or not each.draft]
    return Yearbook(
        configuration=configuration,
        records=_by_kind(kept, own),
        uses=_uses(kept, named, frozenset(each.key for each in kept)),
        media=media,
        own=own,
    ), tuple(diagnostics)


def _check_district(
    identity: str,
    checks: ReferenceChecks,
    units: Mapping[str, Record],
    locate: Locator,
    configuration_place: Callable[[Pointer], Location],
) -> Iterator[Diagnostic]:
    district = Reference((), UNIT.name, identity)
    if identity in units:
        if units[identity].draft:
            yield diagnostic(_DRAFT_DISTRICT, locate(units[identity], ("draft",)))
    elif not checks.is_unread(district):
        yield checks.unresolved(district, configuration_place(("district",)))


def renew(
    yearbook: Yearbook, changed: Sequence[tuple[Record, Record]], locate: Locator
) -> tuple[Yearbook, tuple[Diagnostic, ...]] | None:
    """A yearbook with some records (old, new) replaced, as `compile_yearbook` would put it together.

    Return None if more than these records may be concerned (another id, a draft, other records named): then the
    yearbook has to be compiled as a whole. `yearbook` is one in which no draft is left out.
    """
    if any(old.key != new.key or _named(old) != _named(new) for old, new in changed):
        return None
    records = dict(yearbook.records)
    for old, new in changed:
        if records[old.kind].get(old.id) is not old:
            return None
        records[old.kind] = {**records[old.kind], old.id: new}
    diagnostics: list[Diagnostic] = []
    checks, files = ReferenceChecks(yearbook.configuration, records, locate), MediaFiles(yearbook.media)
    for _, new in changed:
        diagnostics += checks.check(new, references(new.facts))
        diagnostics += check_media(new, files, locate)
    return replace(yearbook, records=records), tuple(diagnostics)


def _named(record: Record) -> tuple[object, ...]:
    """All that a record names, and where; what links can lead to in it; and whether it is a draft."""
    links = {(each.kind, each.id) for body in record.bodies for each in body.prose.links}
    return tuple(references(record.facts)), links, anchors_of_bodies(record), record.draft


def _unique(records: Iterable[Record], locate: Locator) -> tuple[list[Record], list[Diagnostic]]:
    found: dict[Key, Record] = {}
    diagnostics = []
    for record in sorted(records, key=lambda each: (each.kind, each.id, each.origin.path)):
        first = found.setdefault(record.key, record)
        if first is not record:
            path = locate(first, ()).path
            diagnostics.append(diagnostic(DUPLICATE, locate(record, ()), kind=record.kind, id=record.id, path=path))
    return list(found.values()), diagnostics


def _by_kind(records: Iterable[Record], own: Declarations) -> dict[str, dict[str, Record]]:
    by_kind: dict[str, dict[str, Record]] = {kind: {} for kind in kinds_of(own)}
    for record in records:
        by_kind[record.kind][record.id] = record
    return by_kind


def _uses(
    records: Iterable[Record], named: Mapping[Key, Iterable[Reference]], names: frozenset[Key]
) -> dict[Key, tuple[Use, ...]]:
    uses: dict[Key, list[Use]] = defaultdict(list)
    for record in records:
        for reference in named[record.key]:
            uses[reference.kind, reference.id].append(
                Use(kind=record.kind, id=record.id, field=reference.field, pointer=reference.pointer)
            )
        for link in {(each.kind, each.id) for body in record.bodies for each in body.prose.links}:
            uses[link].append(Use(record.kind, record.id, "body"))
    order = attrgetter("kind", "id", "field")
    return {key: tuple(sorted(found, key=order)) for key, found in uses.items() if key in names}
