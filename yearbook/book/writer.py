"""Records → the parts of one entry in the book, in one language: views' values become nodes.

A `BookWriter` is a `PageContext` for paper: links lead to labels of the same book, or nowhere; source notes are
footnotes, one for each place that refers to sources. Like its parent it is made for one entry and thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress

from yearbook.book.document import Nodes
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode
from yearbook.site.edition import Edition
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import AmountView, FactRow, FigureLine, NoteLine, Run


def node(kind: str, *children: HtmlNode | str, **attributes: str) -> HtmlNode:
    """A node with the attributes that are not empty."""
    return HtmlNode(kind, tuple(sorted((name, value) for name, value in attributes.items() if value)), children)


def paragraph(*children: HtmlNode | str, style: str = "") -> HtmlNode:
    return node("paragraph", *children, style=style)


def book_table(style: str, head: Iterable[str], rows: Iterable[Iterable[Nodes]], columns: str) -> Nodes:
    """A table, or nothing where it has no rows; a column in which nothing stands is left out.

    `columns` has a character each: l and r for what is as wide as it needs, left or right; w, or the number of its
    shares, for what takes the rest. A row of one cell, where there are several columns, heads those that follow.
    """
    found = [tuple(row) for row in rows]
    body = [row for row in found if len(row) == len(columns)]
    if not body:
        return ()
    filled = [any(any(cell) for cell in cells) for cells in zip(*body, strict=True)]
    span = str(sum(filled))
    lines = [
        [node("cell", *cell, header="false") for cell in compress(row, filled)]
        if len(row) == len(columns)
        else [node("cell", *row[0], header="true", colspan=span)]
        for row in found
    ]
    top = [node("cell", each, header="true") for each in compress(head, filled)]
    letters = "".join(compress(columns, filled))
    return (node("table", *(node("row", *line) for line in (top, *lines)), style=style, columns=letters),)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a book holds: every record that has a place in it, and the numbers of all sources."""

    keys: frozenset[Key]
    numbers: Mapping[str, int]
    """Source → its number, the same in every book of the yearbook."""
    said: frozenset[str] = frozenset()
    """Facts that the arrangement of the book says already, by their names among the words: `level`, `category`."""


class BookWriter(PageContext):
    """Writes one entry."""

    def __init__(self, edition: Edition, holdings: Holdings, label: str) -> None:
        super().__init__(edition, "")
        self.holdings = holdings
        self.label = label
        self._marked: set[int] = set()
        self._own: dict[str, Nodes] = {}
        self._times = 0

    # Links

    def href(self, kind: str, identity: str) -> str:
        """The label of a record of this book; empty for one that it does not hold."""
        return f"{kind}:{identity}" if (kind, identity) in self.holdings.keys else ""

    def index_href(self, name: str, fragment: str = "") -> str:  # noqa: ARG002 - the site's lists are not in the book
        return ""

    # Source notes

    def marks(self, numbers: Iterable[int], said: Run | None = None) -> Nodes:
        """One footnote for these citations, and what is said with them."""
        wanted = set(numbers)
        if not wanted and said is None:
            return ()
        self._marked |= wanted
        found: dict[str, list[str]] = {}
        for (source, quote), number in self.citations.items():
            if number in wanted:
                found.setdefault(source, []).append(quote)
        cited = (self._cite(*each) for each in found.items())
        return (node("cites", *cited, *([self.run(said)] if said else []), id=self._next_note()),)

    def footnote(self, number: str, blocks: Nodes) -> Nodes:
        """A note of the author's, its one paragraph without a paragraph's form; once more where it is empty."""
        if blocks:
            only = blocks[0] if len(blocks) == 1 else ""
            self._own[number] = only.children if isinstance(only, HtmlNode) and only.kind == "paragraph" else blocks
        found = self._own.get(number, ())
        return (node("note", *found, id=self._next_note()),) if found else ()

    def _next_note(self) -> str:
        """A name for a note, in each language of a book another."""
        self._times += 1
        return f"{self.label}/{self.language.code}-{self._times}"

    def unmarked(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Those of these citations that no footnote of the entry has yet."""
        return tuple(each for each in numbers if each not in self._marked)

    def _cite(self, source: str, quotes: Iterable[str]) -> HtmlNode:
        """The number that the list of sources gives the source, and the words by which the places in it are found."""
        number = str(self.holdings.numbers.get(source, ""))
        mark = Run(self.word("pages.book.source_number", place=number), "", self.href("source", source))
        quoted = self.original(self.word("punctuation.separator").join(map(self.language.quote, quotes)))
        return node("cite", self.run(mark), self.run(quoted))

    # Runs and lines

    def run(self, run: Run) -> HtmlNode | str:
        """A run of text, marked with its language and linked where it is."""
        inner: HtmlNode | str = node("span", run.text, lang=run.lang) if run.lang else run.text
        return node("entry-link", inner, target=run.href) if run.href else inner

    def runs(self, runs: Iterable[Run]) -> Nodes:
        """Several runs as a list in a sentence."""
        found: list[HtmlNode | str] = []
        for each in runs:
            found += [*([self.word("pages.book.between")] if found else []), self.run(each)]
        return tuple(found)

    def amounts(self, amount: AmountView | None) -> Nodes:
        """A number, and in brackets what other sources say; why this one is used stands in the note of the last."""
        if amount is None:
            return ()
        others: list[HtmlNode | str] = []
        for each in amount.others:
            others += [self.word("punctuation.separator")] if others else []
            because = amount.because if each is amount.others[-1] else None
            others += [self.word("sentences.other_value", value=each.value), *self.marks(each.cites, because)]
        return (amount.text, *((node("aside", *others),) if others else ()))

    def facts(self, rows: Iterable[FactRow]) -> Nodes:
        """The facts of a record as one run-on paragraph of label and value."""
        said = {self.word(f"facts.{each}") for each in self.holdings.said}
        found = [
            node("fact", *self.runs(each.values), *self.marks(each.cites), label=each.label)
            for each in rows
            if each.values and each.label not in said
        ]
        return (node("facts", *found),) if found else ()

    def figures(self, lines: Iterable[FigureLine]) -> Nodes:
        """Numbers with their labels, run on: a table of two columns would leave most of the measure empty."""
        found = [
            node(
                "figure",
                node("figure-label", self.run(each.label)),
                *self.amounts(each.amount),
                *self._as_of(each.as_of),
                *self.marks(each.cites),
            )
            for each in lines
        ]
        return (node("facts", *found, style="figures"),) if found else ()

    def _as_of(self, text: str) -> Nodes:
        return (node("aside", text),) if text else ()

    def remarks(self, lines: Iterable[NoteLine]) -> Nodes:
        """Editors' notes, each a paragraph that begins with what sort of note it is."""
        return tuple(
            node("remark", self.run(each.text), *self._about(each.about), *self.marks(each.cites), label=each.word)
            for each in lines
        )

    def _about(self, about: tuple[Run, ...]) -> Nodes:
        return (node("aside", *self.runs(about)),) if about else ()
