"""The files of one record → the record: its facts once, its words in every language that has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yearbook.content.originals import Origin, Original, Translation, WrittenBody
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.markdown.conversion import Prose, convert
from yearbook.model.texts import Text

WITHOUT_ORIGINAL = DiagnosticKind(
    "YB301",
    "this is a translation of a record that is not there",
    "这是译文，但它的原文不存在",
    "write the facts first, in {path}",
    "请先把事实写在 {path} 里",
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
    """How a translation stands to its original."""

    language: str
    origin: Origin
    made_from: str
    """The version that it says it was made from; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the yearbook, whole."""

    kind: str
    id: str
    facts: Any
    """An instance of the kind's class in model."""
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

    def body(self, language: str) -> Body | None:
        """The body in exactly this language."""
        return next((each for each in self.bodies if each.language == language), None)


def years_of(record: Record) -> tuple[int, ...]:
    """The years to which a record belongs, in order; none for records without time (units, terms, themes)."""
    facts = record.facts
    years: set[int] = set()
    match record.kind:
        case "honor" | "year":
            years = {record.year} if record.year else set()
        case "project":
            years = {year for each in facts.reports for year in each.as_of.years}
        case "ledger" | "commitment":
            years = set(facts.period.years)
        case "indicator":
            years = {year for each in facts.observations for year in each.period.years}
        case "event" | "source":
            years = set(facts.date.date.years)
        case "program":
            years = set(facts.years)
    return tuple(sorted(years))


Paired = tuple[tuple[Record, ...], tuple[Diagnostic, ...]]


def pair_translations(
    originals: Iterable[Original], translations: Iterable[Translation], languages: tuple[str, ...], name: str
) -> Paired:
    """The originals and translations that share their files' stem → records. Pure; one call a group of files."""
    originals, translations = tuple(originals), tuple(translations)
    diagnostics: list[Diagnostic] = []
    records: list[Record] = []
    for original in originals:
        record, found = _record(original, translations, languages, name)
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
    original: Original, translations: tuple[Translation, ...], languages: tuple[str, ...], name: str
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
        made, found = _body(language, body, origin, name, anchors)
        anchors = anchors or tuple(each.id for each in made.prose.headings)
        bodies.append(made)
        diagnostics += found
    record = Record(
        original.kind,
        original.id,
        facts,
        original.origin,
        _title(facts, languages[0], {code: each.title for code, each in words.items()}),
        _words(
            getattr(facts, "summary", None),
            languages[0],
            {code: each.summary for code, each in words.items()},
        ),
        _words(getattr(facts, "motto", None), languages[0], {code: each.motto for code, each in words.items()}),
        tuple(bodies),
        original.year,
        original.version,
        tuple(TranslationState(each.language, each.origin, each.words.original or "") for each in translations),
    )
    return record, tuple(diagnostics)


def _body(
    language: str, body: WrittenBody, origin: Origin, name: str, anchors: tuple[str, ...]
) -> tuple[Body, tuple[Diagnostic, ...]]:
    prose, diagnostics = convert(body.markdown, language, f"{name}/{origin.path}", body.line, anchors)
    return Body(language, prose, origin, body.line), diagnostics


def _title(facts: Any, first: str, others: dict[str, str]) -> Text:
    """The title in every language: from the fields of the kind, and from the translations."""
    if hasattr(facts, "names"):
        title: object = getattr(facts, "title", None) or facts.names[-1].name
    else:
        title = facts.title
    if isinstance(title, Text):
        return title
    return Text(((first, str(title)), *others.items()))


def _words(own: str | None, first: str, others: dict[str, str | None]) -> Text | None:
    values = tuple((code, text) for code, text in ((first, own), *others.items()) if text)
    return Text(values) if values else None
