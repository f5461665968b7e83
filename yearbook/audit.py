"""The Yearbook → editorial problems: what is well-formed and yet not right. Each is a warning with a place.

Never stops a build and changes nothing; what cannot be read at all is found before, by `source`, `schema` and
`library`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from yearbook.library import Record, Yearbook
from yearbook.library.yearbook import Locator
from yearbook.model.kinds import KINDS
from yearbook.model.projects import Counts, Ledger
from yearbook.model.quantities import Quantity
from yearbook.problems import Mistake, Place, Problem, Severity, problem

UNTRANSLATED = Mistake(
    "YB401",
    "this record has no {language} text yet",
    "这条记录还没有 {language} 文字",
    "write {path}; until then readers see the other language, marked",
    "请写 {path}；在此之前读者看到的是另一种语言，并有标记",
    Severity.WARNING,
)
STALE = Mistake(
    "YB402",
    "the original has changed since this translation was made",
    "原文在译出之后有改动",
    "compare the two, then run: python build.py translated {kind}:{id}",
    "核对两者，然后运行：python build.py translated {kind}:{id}",
    Severity.WARNING,
)
UNSTAMPED = Mistake(
    "YB403",
    "this translation does not say which version of the original it was made from",
    "这篇译文没有注明译自原文的哪个版本",
    "check it against the original, then run: python build.py translated {kind}:{id}",
    "核对原文，然后运行：python build.py translated {kind}:{id}",
    Severity.WARNING,
)
AVOIDED = Mistake(
    "YB405",
    "“{avoided}” is a translation that the glossary avoids",
    "“{avoided}”是术语表不采用的译法",
    "for {term} write “{kept}”",
    "“{term}”译作“{kept}”",
    Severity.WARNING,
)
SUM = Mistake(
    "YB410",
    "the stages have {sum} projects, the total is {total}",
    "各阶段合计 {sum} 个项目，总数为 {total}",
    "if the source says so, say it in a note of kind “sum”",
    "如果原文如此，请加一条 kind 为 sum 的编者注",
    Severity.WARNING,
)
PRINTED = Mistake(
    "YB411",
    "the source prints {printed}, but done ÷ planned is {derived} %",
    "原文所载为 {printed}，而完成 ÷ 计划为 {derived}%",
    "if the source says so, say it in a note of kind “sum”",
    "如果原文如此，请加一条 kind 为 sum 的编者注",
    Severity.WARNING,
)


def audit(yearbook: Yearbook, locate: Locator) -> Iterator[Problem]:
    """Every finding, in no particular order."""
    avoided = _avoided(yearbook)
    for record in yearbook:
        yield from _glossary(record, avoided, yearbook.configuration.languages, locate)
        if KINDS[record.kind].prose:
            yield from _translations(record, yearbook, locate)
        if isinstance(record.facts, Ledger):
            yield from _arithmetic(record, record.facts, locate)


def _avoided(yearbook: Yearbook) -> dict[str, Record]:
    """Translations that are not used, in small letters → the term they would stand for."""
    return {each.lower(): term for term in yearbook.all("term") for each in term.facts.avoid}


def _glossary(
    record: Record, avoided: Mapping[str, Record], languages: tuple[str, ...], locate: Locator
) -> Iterator[Problem]:
    """Avoided translations in a record's title and prose; the first language is what is translated from."""
    if not avoided or record.kind == "term":
        return
    here = locate(record, ())
    for language in languages[1:]:
        body = record.body(language)
        text = f"{record.title.get(language) or ''}\n{body.prose.text if body else ''}".lower()
        place = Place(here.path.replace(record.origin.path, body.origin.path)) if body else here
        for words, term in avoided.items():
            if words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                kept = term.title.read(language).text
                yield problem(AVOIDED, place, avoided=words, term=term.title.read(languages[0]).text, kept=kept)


def _translations(record: Record, yearbook: Yearbook, locate: Locator) -> Iterator[Problem]:
    here = locate(record, ()).path
    states = {each.language: each for each in record.translations}
    for language in yearbook.configuration.languages[1:]:
        state = states.get(language)
        if state is None:
            path = here.removesuffix(".md") + f".{language}.md"
            yield problem(UNTRANSLATED, Place(here), language=language, path=path)
        elif state.made_from != record.version:
            place = Place(here.replace(record.origin.path, state.origin.path))
            yield problem(STALE if state.made_from else UNSTAMPED, place, kind=record.kind, id=record.id)


def _arithmetic(record: Record, ledger: Ledger, locate: Locator) -> Iterator[Problem]:
    """Stages against the total, and printed percentages against done ÷ planned. A note of kind `sum` settles it."""
    if any(each.kind.value == "sum" for each in ledger.notes):
        return
    total, stages = _exact(ledger.total, "count"), [_exact(each, "count") for each in ledger.stages]
    known = [each for each in stages if each is not None]
    if total is not None and known and len(known) == len(stages) and sum(known) != total:
        yield problem(SUM, locate(record, ("stages",)), sum=sum(known), total=total)
    for pointer, counts in _lines(ledger):
        printed, planned, done = counts.printed_progress, _exact(counts, "planned"), _exact(counts, "done")
        if printed and planned and done is not None and not _agrees(printed, done / planned * 100):
            derived = f"{done / planned * 100:.2f}"
            yield problem(PRINTED, locate(record, (*pointer, "printed_progress")), printed=printed, derived=derived)


def _lines(ledger: Ledger) -> Iterator[tuple[tuple[str | int, ...], Counts]]:
    yield ("total",), ledger.total
    for name in ("stages", "groups"):
        for index, each in enumerate(getattr(ledger, name)):
            yield (name, index), each


def _exact(counts: Counts, field: str) -> Decimal | None:
    """The value of a column, where it is one exact number."""
    fact = getattr(counts, field)
    value: Quantity | None = fact.value if fact else None
    return value.low if value and value.is_exact else None


def _agrees(printed: Quantity, derived: Decimal) -> bool:
    """Whether a printed percentage is the derived one rounded or cut at the printed number of digits."""
    step = Decimal(1).scaleb(printed.low.as_tuple().exponent if "." in printed.printed else 0)  # type: ignore[arg-type]
    return abs(printed.low - derived) < step
