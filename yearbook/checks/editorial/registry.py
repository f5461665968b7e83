"""All checks of a record → its findings, in one place; and the tables that they need of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yearbook.checks.acceptance import Finding
from yearbook.checks.editorial import (
    chinese_style,
    citations,
    conflicts,
    english_style,
    glossary,
    lookalikes,
    plausibility,
    sums,
    titles,
    translations,
    unit_names,
)
from yearbook.checks.editorial.glossary import Glossary
from yearbook.checks.editorial.plausibility import Surroundings
from yearbook.checks.editorial.unit_names import Lives, UnitNames
from yearbook.checks.record_texts import TextSide, sides
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Locator, Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Found

_STYLES = {"zh": chinese_style.check_chinese, "en": english_style.check_english}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the checks of one record need to know of the whole yearbook."""

    languages: tuple[str, ...]
    folder: str
    """How people know the content folder."""
    ledgers: Mapping[str, Record]
    used: frozenset[Key]
    """The records that others name."""
    glossaries: tuple[Glossary, ...]
    names: tuple[UnitNames, ...]
    lives: Lives
    around: Surroundings
    between: Mapping[Key, tuple[Finding, ...]]
    """What comparing records found, at the record where it is told."""


def tables(yearbook: Yearbook, locate: Locator) -> Tables:
    """Made once for all records."""
    claimed = (claim for record in yearbook for claim in conflicts.claims(record))
    between: dict[Key, tuple[Finding, ...]] = {}
    for found in (conflicts.differences(claimed), lookalikes.alike(yearbook)):
        for key, each in found.items():
            between[key] = (*between.get(key, ()), *each)
    return Tables(
        yearbook.configuration.languages,
        _folder(yearbook, locate),
        yearbook.records["ledger"],
        _used(yearbook),
        glossary.glossaries(yearbook),
        unit_names.unit_names(yearbook),
        unit_names.lives_of(yearbook),
        plausibility.surroundings(yearbook),
        between,
    )


def _used(yearbook: Yearbook) -> frozenset[Key]:
    """The records that others name; all sources too, as long as nothing is cited yet."""
    used = frozenset(yearbook.uses)
    if any(kind == "source" for kind, _ in used):
        return used
    return used | {each.key for each in yearbook.all("source")}


def _folder(yearbook: Yearbook, locate: Locator) -> str:
    """The name of the content folder, as places have it."""
    return next((locate(each, ()).path.removesuffix(f"/{each.origin.path}") for each in yearbook), "")


def check_record(record: Record, known: Tables, found: Sequence[Found]) -> Iterator[Finding]:
    """The findings of one record, accepted or not; `found` are the leaves of its facts."""
    texts: tuple[TextSide, ...] = tuple(sides(record, found))
    yield from translations.check_translations(record, known.languages, known.folder, found)
    for each in known.glossaries:
        yield from glossary.check_glossary(record, each, texts)
    yield from sums.check_sums(record, known.ledgers, texts)
    yield from citations.check_citations(record, is_used=record.key in known.used)
    yield from known.between.get(record.key, ())
    yield from conflicts.same_keys(record)
    yield from titles.check_titles(record)
    for side in texts:
        if (style := _STYLES.get(side.language)) and not (record.kind == "source" and "title" in side.pointer):
            yield from style(side)
    yield from unit_names.check_names(record, known.names, known.lives, texts)
    yield from plausibility.check_plausibility(record, known.around, found)
