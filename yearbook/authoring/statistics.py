"""Count records, translations, citations and words of a yearbook, for editors (`stats`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Figure
from yearbook.model.kinds import HONOR, SOURCE
from yearbook.model.structure import ValueType
from yearbook.model.walk import ValueFinder

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class KindCounts:
    """The records of one kind."""

    kind: str
    records: int
    drafts: int
    years: tuple[tuple[int, int], ...]
    """(year, number of its records) in order; a record may belong to several years, or to none."""


@dataclass(frozen=True, slots=True)
class TranslationCounts:
    """The translations of one kind with prose into one language."""

    kind: str
    language: str
    current: int
    stale: int
    """Made from an earlier version of the original."""
    unmarked: int
    """That do not say from which version they were made."""
    missing: int


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """The citations of one source."""

    id: str
    citations: int
    records: int
    """Number of records that cite it."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """The words of one language: titles, summaries, bodies, and all short texts among the facts."""

    language: str
    han: int
    """Chinese characters, without punctuation."""
    words: int
    """Words in letters."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All counts of a yearbook."""

    records: int
    kinds: tuple[KindCounts, ...]
    """Every kind, in the order of the vocabulary."""
    levels: tuple[tuple[str, int], ...]
    """(level, honors of it), from the highest."""
    translations: tuple[TranslationCounts, ...]
    figures: int
    sources: tuple[SourceCounts, ...]
    """The most cited first."""
    words: tuple[WordCounts, ...]


_find_figures = ValueFinder(lambda field: field.cls is Figure)
_find_texts = ValueFinder(lambda field: field.value_type is ValueType.TEXT)


def statistics(yearbook: Yearbook) -> Statistics:
    """Return the counts of a yearbook, including its drafts if it was loaded with them."""
    levels = Counter(each.facts.level for each in yearbook.all(HONOR))
    languages = yearbook.configuration.languages
    with_prose = [name for name, kind in yearbook.kinds.items() if kind.prose]
    return Statistics(
        records=sum(map(len, yearbook.records.values())),
        kinds=tuple(_kind(kind, tuple(records.values())) for kind, records in yearbook.records.items()),
        levels=tuple((each, levels[each]) for each in yearbook.configuration.levels_of_honors),
        translations=tuple(_translations(yearbook, kind, code) for kind in with_prose for code in languages[1:]),
        figures=sum(len(_find_figures(record.facts)) for record in yearbook),
        sources=_sources(yearbook),
        words=tuple(_words(yearbook, code) for code in languages),
    )


def _kind(kind: str, records: tuple[Record, ...]) -> KindCounts:
    years = Counter(year for each in records for year in each.years)
    drafts = sum(each.draft for each in records)
    return KindCounts(kind, records=len(records), drafts=drafts, years=tuple(sorted(years.items())))


def _translations(yearbook: Yearbook, kind: str, language: str) -> TranslationCounts:
    found = Counter(_state(each, language) for each in yearbook.records[kind].values())
    states = ("current", "stale", "unmarked", "missing")
    return TranslationCounts(kind, language, **{each: found[each] for each in states})


def _state(record: Record, language: str) -> str:
    state = next((each for each in record.translations if each.language == language), None)
    if state is None:
        return "missing"
    if not state.made_from:
        return "unmarked"
    return "current" if state.made_from == record.version else "stale"


def _sources(yearbook: Yearbook) -> tuple[SourceCounts, ...]:
    cited: Counter[str] = Counter()
    citing: Counter[str] = Counter()
    for record in yearbook:
        found = [each.id for each in references(record.facts) if each.kind == SOURCE.name]
        cited.update(found)
        citing.update(set(found))
    counted = (SourceCounts(each, cited[each], citing[each]) for each in yearbook.records[SOURCE.name])
    return tuple(sorted(counted, key=lambda each: (-each.citations, each.id)))


def _words(yearbook: Yearbook, language: str) -> WordCounts:
    han = words = 0
    for record in yearbook:
        for text in _texts(record, language):
            han += len(_HAN.findall(text))
            words += len(_WORD.findall(_HAN.sub(" ", text)))
    return WordCounts(language, han, words)


def _texts(record: Record, language: str) -> Iterator[str]:
    """Yield every text of a record in exactly this language, each once."""
    among_facts = [text for _, text, _ in _find_texts(record.facts)]
    own = [each for each in (record.title, record.summary, record.motto) if each and each not in among_facts]
    for each in (*own, *among_facts):
        if text := each.get(language):
            yield text
    if body := record.body(language):
        yield body.prose.text
