"""Check what records name: every reference and link leads to a record, a fact or a word that exists.

One `ReferenceChecks` serves one pass over a yearbook: names are looked up in tables that are made once, and the nearest
name is searched for a limited number of mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from yearbook.content.name_lookup import NameLookup, name_lookup, new_command
from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.records import Body, Record
from yearbook.content.references import Reference
from yearbook.content.vocabularies import check_word
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, NearestWords, diagnostic
from yearbook.markdown.conversion import RecordLink
from yearbook.markdown.headings import anchors_of
from yearbook.markdown.links import PAGE_ANCHORS
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.structure import Pointer, field_at, fields_of

UNRESOLVED = DiagnosticKind(
    "YB303",
    "there is no {kind} “{id}”",
    hint="did you mean “{meant}”?\nThat is “{name}”.\nIf it is new, begin it: python build.py new {new}",
)
OTHER_KIND = DiagnosticKind(
    "YB325",
    "“{id}” is the name of a {found}, and this field names a {kind}",
    hint="name “{known}” under: {fields}",
)
UNKNOWN_KIND = DiagnosticKind(
    "YB304",
    "“{kind}” is not a kind of record",
    hint="kinds are: {kinds}",
)
NO_SUCH_FACT = DiagnosticKind(
    "YB305",
    "{kind} “{id}” has no fact “{fact}”",
    hint="it has: {facts}",
)
NO_HEADING_THERE = DiagnosticKind(
    "YB326",
    "the text of {kind} “{id}” has no heading “#{fragment}”",
    hint="did you mean “#{suggestion}”?\nIts headings: {headings}\nWithout #{fragment} the link leads to the page as a "
    "whole.",
)
YEAR_UNKNOWN = DiagnosticKind(
    "YB307",
    "{year} is not a year of this yearbook",
    hint="its years are: {years} (yearbook.yaml)",
)

_Key = tuple[str, str]
_Locator = Callable[[Record, Pointer], Location]


class ReferenceChecks:
    """What references of a yearbook are checked against.

    `failed`: records that could not be read, which are missed by nobody until they are mended.
    """

    def __init__(
        self,
        configuration: Configuration,
        everything: Mapping[str, Mapping[str, Record]],
        locate: _Locator,
        *,
        failed: frozenset[_Key] = frozenset(),
    ) -> None:
        self._configuration = configuration
        self._everything = everything
        self._locate = locate
        self._failed = failed
        self._lookups: dict[str, NameLookup] = {}
        self._meant: dict[_Key, str] = {}
        self._nearest = NearestWords()

    def check(self, record: Record, named: Iterable[Reference]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the references of a record, the links in its bodies, and its year.

        `named`: its references.
        """
        for reference in named:
            if not self.is_unread(reference):
                yield from self._check_reference(reference, record)
        for body in record.bodies:
            for link in body.prose.links:
                yield from self._check_link(record, body, link)
        if record.year is not None and record.year not in self._configuration.years:
            years = ", ".join(map(str, self._configuration.years))
            yield diagnostic(YEAR_UNKNOWN, self._locate(record, ()), year=record.year, years=years)

    def _check_link(self, record: Record, body: Body, link: RecordLink) -> Iterator[Diagnostic]:
        reference = Reference((), link.kind, link.id)
        if self.is_unread(reference):
            return
        target = self._everything.get(link.kind, {}).get(link.id)
        path = self._locate(record, ()).path.replace(record.origin.path, body.origin.path)
        length = len(f"{link.kind}:{link.id}")
        where = Location(path=path, line=body.line + link.line - 1, column=link.column, length=length)
        if target is None:
            yield self.unresolved(reference, where)
        elif link.fragment and target.bodies and not PAGE_ANCHORS.fullmatch(link.fragment):
            anchors = anchors_of_bodies(target)
            if link.fragment not in anchors:
                known = sorted(each for each in anchors if not each.startswith(("fn-", "fnref-")))
                words = {"kind": link.kind, "id": link.id, "fragment": link.fragment}
                suggestion = self._nearest.find(link.fragment, known)
                headings = ", ".join(known)
                yield diagnostic(NO_HEADING_THERE, where, **words, suggestion=suggestion, headings=headings)

    def is_unread(self, reference: Reference) -> bool:
        """Return whether what is named is there, but could not be read."""
        return (reference.kind, reference.id) in self._failed or (reference.kind, "") in self._failed

    def unresolved(self, reference: Reference, where: Location) -> Diagnostic:
        """Return the mistake, with the record that is probably meant, and the command for a new one."""
        known = self._everything.get(reference.kind, {})
        meant, is_called_so = self._probably(reference), bool(self._lookup(reference.kind).find(reference.id))
        name = known[meant].title.values[0][1] if meant else ""
        new = "" if is_called_so else new_command(reference.kind, reference.id)
        words = {"kind": reference.kind, "id": reference.id, "meant": meant, "name": name, "new": new}
        return diagnostic(UNRESOLVED, where, **words)

    def _lookup(self, kind: str) -> NameLookup:
        if kind not in self._lookups:
            self._lookups[kind] = name_lookup(kind, self._everything.get(kind, {}))
        return self._lookups[kind]

    def _probably(self, reference: Reference) -> str:
        """Return the id that is probably meant, or an empty text."""
        key = (reference.kind, reference.id)
        if key not in self._meant:
            self._meant[key] = self._lookup(reference.kind).meant(reference.id, self._nearest)
        return self._meant[key]

    def _check_reference(self, reference: Reference, record: Record) -> Iterator[Diagnostic]:
        where = partial(self._locate, record, reference.pointer)
        if reference.kind in VOCABULARIES:
            yield from check_word(self._configuration, reference.kind, reference.id, where)
        elif reference.kind not in self._everything:
            yield diagnostic(UNKNOWN_KIND, where(), kind=reference.kind, kinds=", ".join(self._everything))
        elif reference.id not in self._everything[reference.kind]:
            yield self._of_other_kind(reference, record, where()) or self.unresolved(reference, where())
        elif reference.fact:
            yield from self._check_fact(reference, where)

    def _of_other_kind(self, reference: Reference, record: Record, where: Location) -> Diagnostic | None:
        """Return the mistake of naming a person where a unit is named, or the like, if fields beside it name those."""
        field = field_at(type(record.facts), reference.pointer)
        beside = [each for each in fields_of(field.owner) if each.refers_to in self._everything] if field else []
        if self._lookup(reference.kind).find(reference.id):
            return None
        for kind in dict.fromkeys(each.refers_to for each in beside):
            ids = self._lookup(kind).find(reference.id)
            if kind != reference.kind and len(ids) == 1:
                fields = ", ".join(each.name for each in beside if each.refers_to == kind)
                words = {"id": reference.id, "found": kind, "kind": reference.kind}
                return diagnostic(OTHER_KIND, where, **words, known=ids[0], fields=fields)
        return None

    def _check_fact(self, reference: Reference, where: Callable[[], Location]) -> Iterator[Diagnostic]:
        facts = quotable_facts(self._everything[reference.kind][reference.id])
        if reference.fact not in facts:
            words = {"kind": reference.kind, "id": reference.id, "fact": reference.fact}
            yield diagnostic(NO_SUCH_FACT, where(), **words, facts=", ".join(facts) or "–")


def anchors_of_bodies(record: Record) -> frozenset[str]:
    """Return every id in the bodies of a record, to which links can lead."""
    return frozenset(chain.from_iterable(anchors_of(each.prose.html) for each in record.bodies))
