"""A record of the yearbook, and how it is made of its original and its translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from yearbook.content.originals import Origin, Original, Translation, WrittenBody
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.markdown.conversion import Prose, convert
from yearbook.markdown.links import LINK_KINDS
from yearbook.model.common import Acceptance
from yearbook.model.dates import When
from yearbook.model.docstrings import cached
from yearbook.model.fields import Citation, Dated, Figure, Note
from yearbook.model.kinds import KINDS, YEAR, F_co, Kind
from yearbook.model.media import Attachment, Picture
from yearbook.model.own_kinds import Kinds
from yearbook.model.roles import Roles
from yearbook.model.structure import ValueType, fields_of
from yearbook.model.texts import Text
from yearbook.model.units import Unit

T = TypeVar("T")

WITHOUT_ORIGINAL = DiagnosticKind(
    "YB301",
    "this is a translation of a record that is not there",
    hint="write the facts first, in {path}",
)


@dataclass(frozen=True, slots=True)
class Body:
    """The prose of a record in one language."""

    language: str
    prose: Prose
    origin: Origin
    line: int
    """The line of the file on which the body begins, from 1."""


@dataclass(frozen=True, slots=True)
class TranslationState:
    """Which version of the original a translation was made from."""

    language: str
    origin: Origin
    made_from: str
    """The version that its front matter names; empty if it names none."""


@dataclass(frozen=True, slots=True)
class Record(Generic[F_co]):
    """One record of the yearbook, whole.

    Its properties are fields that several kinds share; they are empty for a kind that has no such field. What one kind
    alone has is read from `facts`, whose class says what there is.
    """

    kind: str
    """The name of its `Kind`."""
    id: str
    facts: F_co
    origin: Origin
    title: Text
    summary: Text | None
    motto: Text | None
    bodies: tuple[Body, ...]
    """In the order of the yearbook's languages; none for kinds without prose, or where nothing is written."""
    year: int | None
    version: str
    """The version of the original's words; empty for kinds without prose."""
    translations: tuple[TranslationState, ...]

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.id)

    @property
    def has_own_files(self) -> bool:
        """Whether it stands in Markdown files of its own, with words and a body in each language."""
        return not self.origin.pointer

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Where the record as a whole is reported."""
        return self._shared("sources", ())

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers reported with it."""
        return self._shared("figures", ())

    @property
    def units(self) -> Roles | None:
        """Units by their roles; None for kinds without roles."""
        units: object = self._shared("units", None)
        return units if isinstance(units, Roles) else None

    @property
    def themes(self) -> tuple[str, ...]:
        """Ids of the themes that it belongs to."""
        return self._shared("themes", ())

    @property
    def related(self) -> tuple[str, ...]:
        """Other records, as `kind:id`."""
        return self._shared("related", ())

    @property
    def notes(self) -> tuple[Note, ...]:
        """Editor's notes."""
        return self._shared("notes", ())

    @property
    def note(self) -> Text | None:
        """An explanation for readers; None for kinds that have a summary or a body instead."""
        return self._shared("note", None)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Pictures, in order."""
        return self.facts.pictures

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Documents that go with it, in order."""
        return self.facts.attachments

    @property
    def accepted(self) -> tuple[Acceptance, ...]:
        """Findings of the checks that are right as they stand."""
        return self.facts.accepted

    @property
    def changed(self) -> When | None:
        """The day of its last change of substance; None: that of the edition."""
        return self.facts.changed

    @property
    def draft(self) -> bool:
        """Whether it is not published yet."""
        return self.facts.draft

    @property
    def pinyin(self) -> str:
        """The reading to sort by, where it is not the usual one; else empty."""
        return self._shared("pinyin", "") or ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years to which it belongs, in order; none for kinds without time (units, terms, themes)."""
        if self.year:
            return (self.year,)
        dates = (date for path in _date_paths(self.kind, type(self.facts)) for date in _values(self.facts, path))
        return tuple(sorted({year for date in dates for year in _years(date)}))

    @property
    def date(self) -> When | None:
        """The date of the record as a whole: the first that it has of those that date its kind; None if it has none."""
        return date_of(self.kind, self.facts)

    def body(self, language: str) -> Body | None:
        """The body in exactly this language."""
        return next((each for each in self.bodies if each.language == language), None)

    def _shared(self, name: str, default: T) -> T:
        """The one place where a field is asked for by a name that a kind may not have."""
        found: T = getattr(self.facts, name, default)
        return found


@cached
def _date_paths(kind: str, facts: type[Any]) -> tuple[tuple[str, ...], ...]:
    """The fields that date a record: those that its kind names, else all dates among its own fields.

    A field that a yearbook declares dates the records of a kind of its own alone.
    """
    known = KINDS.get(kind)
    if known and known.dated_by is not None:
        return tuple(tuple(path.split(".")) for path in known.dated_by)
    return tuple(
        (field.name,)
        for field in fields_of(known.facts if known else facts)
        if field.name != "changed" and (field.value_type is ValueType.DATE or field.cls is Dated)
    )


def is_dated(kind: Kind) -> bool:
    """Whether the records of a kind belong to years."""
    return kind.by_year or kind.name == YEAR.name or bool(_date_paths(kind.name, kind.facts))


def date_of(kind: str, facts: Any) -> When | None:
    """Return the date of facts as a whole; None if they have none, or only parts of them are dated."""
    paths = (path[0] for path in _date_paths(kind, type(facts)) if len(path) == 1)
    found = (getattr(facts, name) for name in paths)
    first = next((each for each in found if isinstance(each, When | Dated)), None)
    return first.date if isinstance(first, Dated) else first


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values at a path below `value`, through all items of lists; empty fields yield nothing."""
    if isinstance(value, tuple):
        for each in value:
            yield from _values(each, path)
    elif path and value is not None:
        yield from _values(getattr(value, path[0]), path[1:])
    elif value is not None:
        yield value


def _years(date: When | Dated | int) -> Iterable[int]:
    if isinstance(date, int):
        return (date,)
    return (date.date if isinstance(date, Dated) else date).years


Paired = tuple[tuple[Record, ...], tuple[Diagnostic, ...]]


def pair_translations(
    originals: Iterable[Original],
    translations: Iterable[Translation],
    languages: tuple[str, ...],
    name: str,
    kinds: Kinds = KINDS,
) -> Paired:
    """Make records of the originals and translations of one group of files. `kinds`: those that links can lead to."""
    link_kinds = LINK_KINDS if kinds is KINDS else tuple(sorted(kinds))
    originals, translations = tuple(originals), tuple(translations)
    diagnostics: list[Diagnostic] = []
    records: list[Record] = []
    for original in originals:
        record, found = _record(original, translations, languages, name, link_kinds)
        records.append(record)
        diagnostics += found
    if not originals:
        diagnostics += [_without_original(each, name) for each in translations]
    return tuple(records), tuple(diagnostics)


def _without_original(translation: Translation, name: str) -> Diagnostic:
    path = translation.origin.path
    original = path.removesuffix(f".{translation.language}.md") + ".md"
    return diagnostic(WITHOUT_ORIGINAL, Location(f"{name}/{path}"), path=f"{name}/{original}")


def _record(
    original: Original,
    translations: tuple[Translation, ...],
    languages: tuple[str, ...],
    name: str,
    kinds: tuple[str, ...],
) -> tuple[Record, tuple[Diagnostic, ...]]:
    facts = original.facts
    words = {each.language: each.words for each in translations}
    bodies: list[Body] = []
    diagnostics: list[Diagnostic] = []
    anchors: tuple[str, ...] = ()
    written = [(languages[0], original.body, original.origin)]
    written += [(each.language, each.body, each.origin) for each in translations]
    for language, body, origin in written:
        if body is None or not body.markdown.strip():
            continue
        made, found = _body(language, body, origin, name, anchors=anchors, kinds=kinds)
        anchors = anchors or tuple(each.id for each in made.prose.headings)
        bodies.append(made)
        diagnostics += found
    record = Record(
        kind=original.kind,
        id=original.id,
        facts=facts,
        origin=original.origin,
        title=_title(facts, languages[0], {code: each.title for code, each in words.items()}),
        summary=_words(facts, "summary", languages[0], {code: each.summary for code, each in words.items()}),
        motto=_words(facts, "motto", languages[0], {code: each.motto for code, each in words.items()}),
        bodies=tuple(bodies),
        year=original.year,
        version=original.version,
        translations=tuple(
            TranslationState(language=each.language, origin=each.origin, made_from=each.words.original or "")
            for each in translations
        ),
    )
    return record, tuple(diagnostics)


def _body(
    language: str, body: WrittenBody, origin: Origin, name: str, *, anchors: tuple[str, ...], kinds: tuple[str, ...]
) -> tuple[Body, tuple[Diagnostic, ...]]:
    prose, diagnostics = convert(body.markdown, language, f"{name}/{origin.path}", body.line, anchors, kinds)
    return Body(language=language, prose=prose, origin=origin, line=body.line), diagnostics


def _title(facts: Any, first: str, others: dict[str, str]) -> Text:
    """Return the title in every language: a unit's latest name, the words of the kind, or the titles of its files."""
    title = facts.names[-1].name if isinstance(facts, Unit) else facts.title
    if isinstance(title, Text):
        return title
    return Text(((first, str(title)), *others.items()))


def _words(facts: Any, name: str, first: str, others: dict[str, str | None]) -> Text | None:
    """Return a text of which the original stands in `facts` and the others in translations; None if all are empty."""
    own = getattr(facts, name, None)
    values = tuple((code, text) for code, text in ((first, own), *others.items()) if text)
    return Text(values) if values else None
