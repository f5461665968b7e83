"""Compare a yearbook with the texts of its sources, and write the result for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from yearbook.checks.coverage.acceptances import accept, read_acceptances
from yearbook.checks.coverage.comparison import Coverage, uncovered
from yearbook.checks.coverage.evidence import PassageKind
from yearbook.checks.coverage.quotes import check_quotes
from yearbook.checks.coverage.source_texts import read_source_texts
from yearbook.content.source_files import SourceFiles
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.messages import marked, translate

_SHOWN = 72  # characters of a sentence that a report shows

_NAMES = {
    PassageKind.NUMBER: (marked("number"), marked("numbers")),
    PassageKind.DATE: (marked("date"), marked("dates")),
    PassageKind.RANK: (marked("rank"), marked("ranks")),
    PassageKind.TERM: (marked("quoted term"), marked("quoted terms")),
    PassageKind.SENTENCE: (marked("sentence"), marked("sentences")),
}
"""What reports call one of a kind, and several."""


def compare_sources(
    root: Path, yearbook: Yearbook, folder: Path
) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    """Return what no record covers of the source texts in a folder, and what is wrong with quotes from them.

    `root`: the content folder, which says what is accepted.
    """
    texts = read_source_texts(folder)
    accepted, wrong = read_acceptances(root, root.name, yearbook.configuration.languages)
    found, unneeded = accept(uncovered(yearbook, texts), texts, accepted)
    return found, (*check_quotes(yearbook, texts, SourceFiles(root, root.name).locate), *wrong, *unneeded)


def coverage_report(found: Iterable[Coverage], language: str = "en") -> str:
    """Return the findings by source and paragraph, with a line of sums at the end of each source."""
    return "\n\n".join("\n".join(_report(each, language)) for each in found)


def _report(each: Coverage, language: str) -> Iterator[str]:
    yield f"{each.source} · {each.file}"
    for line, findings in groupby(each.findings, key=lambda one: one.paragraph):
        yield f"  {translate('paragraph at line {line}', language).format(line=line)}"
        for one in findings:
            text = one.text if len(one.text) <= _SHOWN else one.text[:_SHOWN] + "…"
            shown = text if one.kind is PassageKind.SENTENCE else f"…{one.before}【{text}】{one.after}…"
            yield f"    {one.place.line}:{one.place.column} {translate(_NAMES[one.kind][0], language)} {shown}"
    yield f"  {translate(', ', language, context='between sums').join(_sums(each, language))}"


def _sums(each: Coverage, language: str) -> Iterator[str]:
    for kind, covered, total in each.counts:
        share = 100 * covered // total  # never 100 % while anything is missing
        sums = translate("{covered} of {total} {kind} ({percent} %)", language)
        yield sums.format(covered=covered, total=total, kind=translate(_NAMES[kind][1], language), percent=share)
    if each.accepted:
        yield translate("{count} places left out on purpose", language).format(count=each.accepted)
