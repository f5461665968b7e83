"""The page of the editors' own text, and the key to seals, marks and symbols that it may end with."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.derived import Colour
from yearbook.model.free_pages import FreePage
from yearbook.model.kinds import COMMITMENT, HONOR, INDICATOR, PROJECT
from yearbook.model.series import Outcome
from yearbook.site.views.elements import RecordFooter, Run
from yearbook.site.views.facts import seal_of
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.series_periods import SYMBOLS


@dataclass(frozen=True, slots=True)
class KeyLine:
    shape: str
    """What is drawn: a seal, a phase, an outcome, a colour, or the symbol itself."""
    word: Run
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    drawing: str
    """What draws the lines: seal, stage, colour, outcome or symbol."""
    title: str
    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class FreePageView:
    body: RecordBody
    key: tuple[KeyGroup, ...]
    """Empty if the page has no key."""
    tail: RecordFooter


def free_page_view(page: PageContext, record: Record[FreePage]) -> FreePageView:
    return FreePageView(record_body(page, record), reading_key_of(page, record.facts), tail(page, record))


def reading_key_of(page: PageContext, facts: FreePage) -> tuple[KeyGroup, ...]:
    """Return the key of a free page: nothing if it has none."""
    return tuple(each for each in _groups(page) if each.lines) if facts.with_key else ()


def _groups(page: PageContext) -> Iterator[KeyGroup]:
    """Yield what the records of this yearbook show, each with the words that stand beside it on pages."""
    has = {kind.name for kind in (HONOR, PROJECT, COMMITMENT, INDICATOR) if page.yearbook.count(kind.name)}
    groups = (
        (HONOR, "seal", "levels", _levels(page)),
        (PROJECT, "stage", "stages", _phases(page)),
        (PROJECT, "colour", "warnings", _warnings(page)),
        (COMMITMENT, "outcome", "outcomes", _outcomes(page)),
        (INDICATOR, "symbol", "symbols", _symbols(page)),
    )
    for kind, drawing, title, lines in groups:
        if kind.name in has:
            yield KeyGroup(drawing, page.word(f"pages.reading_key.{title}"), tuple(lines))


def _levels(page: PageContext) -> Iterator[KeyLine]:
    for level in page.edition.levels:
        if shape := seal_of(page, level):
            yield KeyLine(shape, page.vocabulary_word("level", level))


def _phases(page: PageContext) -> Iterator[KeyLine]:
    """Yield the stages, those of one phase on one line."""
    words: dict[str, list[str]] = {}
    for name, stage in page.edition.stages.items():
        words.setdefault(stage.phase.value if stage.phase else "", []).append(page.vocabulary_word("stage", name).text)
    for phase, found in words.items():
        yield KeyLine(phase, Run(page.language.listing(found)))


def _warnings(page: PageContext) -> Iterator[KeyLine]:
    for each in Colour:
        word, meaning = (page.word(f"warnings.{each.value}.{name}") for name in ("color", "meaning"))
        yield KeyLine(each.value, Run(word), meaning)


def _outcomes(page: PageContext) -> Iterator[KeyLine]:
    for each in Outcome:
        yield KeyLine(each.value, Run(page.word(f"outcomes.{each.value}")))


def _symbols(page: PageContext) -> Iterator[KeyLine]:
    for certainty, symbol in SYMBOLS.items():
        yield KeyLine(symbol, Run(page.word(f"certainties.{certainty.value}")))
