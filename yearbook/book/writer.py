"""Write the parts of one entry of a book in one language: texts, links, footnotes, facts and figures as nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yearbook.book.nodes import Nodes, aside, join_nodes, node
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode
from yearbook.model.fields import Citation
from yearbook.model.texts import Text
from yearbook.site.edition import Edition
from yearbook.site.views.elements import AmountView, FactRow, FigureLine, NoteLine, Run
from yearbook.site.views.field_rows import own_rows
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext


@dataclass(frozen=True, slots=True)
class Holdings:
    """Which records a book holds, and how it numbers sources."""

    keys: frozenset[Key]
    """Records that have a place in the book."""
    numbers: Mapping[str, int]
    """Numbers of sources by id, the same in every book of the yearbook."""
    in_headings: frozenset[str] = frozenset()
    """Facts that headings state, so that entries leave them out: `level`, `category` in the strings files."""
    has_plates: bool = False
    """Whether plates stand at the front of the book, and so not with their records."""


class BookLinks:
    """Links to labels of the same book; the site's lists are not in it."""

    def __init__(self, keys: frozenset[Key]) -> None:
        self.keys = keys

    def record(self, kind: str, identity: str) -> str:
        """Return the label of a record; empty if the book does not hold it."""
        return f"{kind}:{identity}" if (kind, identity) in self.keys else ""

    def index(self, name: str, fragment: str) -> str:  # noqa: ARG002 - a book has none
        return ""


class BookWriter:
    """One part of a book in one language, for example an entry, with its footnotes so far. Made for one part only.

    The site's views compose on its `page`; source notes are footnotes, one for each place that refers to sources.
    """

    def __init__(self, edition: Edition, holdings: Holdings, label: str) -> None:
        self.page = PageContext(edition, "", BookLinks(holdings.keys))
        self.edition = edition
        self.language = edition.language
        self.yearbook = edition.yearbook
        self.holdings = holdings
        self.label = label
        self._with_footnote: set[int] = set()
        """Numbers of citations that have a footnote."""
        self._author_notes: dict[str, Nodes] = {}
        self._notes = 0

    # Texts

    def word(self, key: str, **values: str) -> str:
        """Return a text of the strings files."""
        return self.page.word(key, **values)

    def text(self, text: Text | None) -> Nodes:
        """Return a text, marked with its language if it is borrowed from another; nothing for None."""
        return (self.run(self.page.text(text)),) if text else ()

    def title(self, record: Record) -> HtmlNode | str:
        return self.run(self.page.title(record))

    def link(self, record: Record) -> HtmlNode | str:
        """Return the title of a record, linked if the book holds it."""
        return self.run(record_link(self.page, *record.key))

    def run(self, run: Run) -> HtmlNode | str:
        """Return text, marked with its language, and linked if it has a link."""
        inner: HtmlNode | str = node("span", run.text, lang=run.lang) if run.lang else run.text
        return node("entry-link", inner, target=run.href) if run.href else inner

    def optional(self, run: Run | None) -> Nodes:
        return (self.run(run),) if run else ()

    def runs(self, runs: Iterable[Run]) -> Nodes:
        """Return a list within a sentence."""
        return join_nodes(self.word("pages.book.between"), ((self.run(each),) for each in runs))

    def separated(self, parts: Iterable[Nodes]) -> Nodes:
        """Return the parts of a remark, with the language's semicolon between them."""
        return join_nodes(self.word("punctuation.separator"), parts)

    # Footnotes

    def cite(self, citations: Iterable[Citation]) -> Nodes:
        """Return one footnote for these citations."""
        return self.footnote(self.page.cite(citations))

    def footnote(self, numbers: Iterable[int], remark: Run | None = None) -> Nodes:
        """Return one footnote for the citations of these numbers, and a remark."""
        wanted = set(numbers)
        if not wanted and remark is None:
            return ()
        self._with_footnote |= wanted
        found: dict[str, list[str]] = {}
        for (source, quote), number in self.page.citations.items():
            if number in wanted:
                found.setdefault(source, []).append(quote)
        cited = (self._citation(*each) for each in found.items())
        return (node("cites", *cited, *self.optional(remark), id=self._next_note()),)

    def remaining_footnote(self, citations: Iterable[Citation]) -> Nodes:
        """Return one footnote for those of the citations that no footnote of this part has yet."""
        return self.footnote(each for each in self.page.cite(citations) if each not in self._with_footnote)

    def author_note(self, number: str, blocks: Nodes) -> Nodes:
        """Return a footnote of the author's, of a single paragraph only its content; without blocks: it again."""
        if blocks:
            only = blocks[0] if len(blocks) == 1 else ""
            is_paragraph = isinstance(only, HtmlNode) and only.kind == "paragraph"
            self._author_notes[number] = only.children if isinstance(only, HtmlNode) and is_paragraph else blocks
        found = self._author_notes.get(number, ())
        return (node("note", *found, id=self._next_note()),) if found else ()

    def _next_note(self) -> str:
        """Return the label of a footnote, unique in a book of several languages too."""
        self._notes += 1
        return f"{self.label}/{self.language.code}-{self._notes}"

    def _citation(self, source: str, quotes: Iterable[str]) -> HtmlNode:
        """Return the number of a source in the list of sources, and the words that find the places in it."""
        number = str(self.holdings.numbers.get(source, ""))
        mark = Run(self.word("pages.book.source_number", place=number), "", self.page.href("source", source))
        quoted = self.word("punctuation.separator").join(map(self.language.quote, quotes))
        return node("cite", self.run(mark), self.run(self.page.original(quoted)))

    # Facts

    def amounts(self, amount: AmountView | None) -> Nodes:
        """Return a number, and in brackets those of other sources, the last with a footnote why it is not used."""
        if amount is None:
            return ()
        others = []
        for each in amount.others:
            because = amount.because if each is amount.others[-1] else None
            other = self.word("sentences.other_value", value=each.value)
            others.append((other, *self.footnote(each.cites, because)))
        return (amount.text, *aside(*self.separated(others)))

    def facts(self, rows: Iterable[FactRow]) -> Nodes:
        """Return the facts of a record as one paragraph of labels and values."""
        left_out = {self.word(f"facts.{each}") for each in self.holdings.in_headings}
        found = [
            node("fact", *self.runs(each.values), *self.footnote(each.cites), label=each.label)
            for each in rows
            if each.values and each.label not in left_out
        ]
        return (node("facts", *found),) if found else ()

    def fact_list(self, label: str, items: Iterable[Nodes]) -> Nodes:
        """Return a labelled list in one line; nothing if it is empty."""
        inner = join_nodes(self.word("pages.book.between"), items)
        return (node("facts", node("fact", *inner, label=label)),) if inner else ()

    def figures(self, lines: Iterable[FigureLine]) -> Nodes:
        """Return figures with their labels as one paragraph: a table of two columns would be mostly empty."""
        found = []
        for each in lines:
            label, as_of = node("figure-label", self.run(each.label)), aside(each.as_of) if each.as_of else ()
            found.append(node("figure", label, *self.amounts(each.amount), *as_of, *self.footnote(each.cites)))
        return (node("facts", *found, style="figures"),) if found else ()

    def remarks(self, lines: Iterable[NoteLine]) -> Nodes:
        """Return editor's notes, each a paragraph that begins with the kind of note."""
        return tuple(
            node(
                "remark",
                self.run(each.text),
                *aside(*self.runs(each.about)),
                *self.footnote(each.cites),
                label=each.word,
            )
            for each in lines
        )


def own_facts(writer: BookWriter, record: Record) -> tuple[Nodes, ...]:
    """Return each field that the yearbook declares as a label with its values, to stand among other words."""
    return tuple(
        (node("fact", *writer.runs(each.values), *writer.footnote(each.cites), label=each.label),)
        for each in own_rows(writer.page, record)
    )
