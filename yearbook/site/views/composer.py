"""Records → the parts of one page, in one language, seen from one address.

A `Composer` is made for one page and thrown away: it numbers that page's source notes in the order in which
they are first referred to. It reads the Yearbook and writes views; it renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from markupsafe import Markup

from yearbook.content.records import Body, Record
from yearbook.content.yearbook import Key
from yearbook.markdown.links import MEDIA, resolve
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.derived import schedule
from yearbook.model.fields import Citation, Dated, Exclusive, Fact, Figure, Known, Note, Rank, Streak
from yearbook.model.projects import Stage
from yearbook.model.quantities import Quantity, progress
from yearbook.model.texts import Text
from yearbook.site.edition import Edition, is_parallel
from yearbook.site.images import sized
from yearbook.site.views.parts import (
    AmountView,
    Bar,
    Cite,
    FactRow,
    FigureLine,
    ListLine,
    NoteLine,
    Other,
    ProseView,
    Run,
    Seal,
    Section,
)


class Composer:
    """What the makers of views share: texts with their language, links, source notes, figures, lists."""

    def __init__(self, edition: Edition, path: str) -> None:
        self.edition = edition
        self.yearbook = edition.yearbook
        self.language = edition.language
        self.path = path
        self._tags = {each.code: each.tag for each in edition.languages}
        self._cites: dict[tuple[str, str], int] = {}
        self._placed = 0  # how many source notes stand beside what refers to them

    # Words and texts

    def word(self, key: str, **values: str) -> str:
        """An interface string by its dotted key, its places filled in."""
        return self.language.fill(key, None, **values) if values else self.language.plain(key)

    def kind(self, kind: str) -> str:
        """What one record of a kind is called."""
        return self.word(f"kinds.{kind}")

    def list_name(self, kind: str) -> str:
        """What the list of all records of a kind is called."""
        return self.word(f"menu.{urls.LIST_OF[kind]}")

    def stage(self, stage: Stage, *, planned: bool = False) -> str:
        """“竣工”, or “计划竣工” where a source only plans it."""
        word = self.word(f"stages.{stage.value}")
        return self.word("sentences.planned_stage", stage=word) if planned else word

    def count(self, what: str, number: int) -> str:
        """“36项荣誉”."""
        return self.language.count(what, number)

    def validity(self, since: When | None, until: When | None) -> str:
        """From when to when a name was borne; empty where the sources do not say."""
        if since is None and until is None:
            return ""
        return self.language.date(When(since.start if since else None, until.end if until else None))

    def text(self, text: Text | None, href: str = "") -> Run:
        """A text as this page's reader sees it, marked where it is borrowed from another language."""
        if text is None:
            return Run("")
        phrase = text.read(self.language.code)
        return Run(phrase.text, self.lang(phrase.language), href)

    def lang(self, code: str) -> str:
        """The BCP 47 tag of a language's text on this page; empty where it is the page's own."""
        return "" if code == self.language.code else self._tags[code]

    def original(self, text: str, href: str = "") -> Run:
        """A text that stands in the yearbook's first language only: a name as printed, a quotation."""
        return Run(text, self.lang(self.yearbook.configuration.languages[0]), href)

    def quoted(self, text: str) -> Run:
        """Words of a source in the quotation marks of the first language; marks within become the inner ones."""
        first = self.edition.languages[0]
        return self.original(first.quote(text))

    # Links

    def href(self, kind: str, identity: str) -> str:
        """The way from this page to a record, or to a file where the kind is `media`."""
        if kind == MEDIA:
            return urls.relative(self.path, urls.media_address(identity))
        return urls.to_record(self.path, self.language.code, kind, identity)

    def file(self, path: str) -> str:
        """The way to a file of the site that is no page."""
        return urls.relative(self.path, urls.Address(path))

    def index(self, name: str, fragment: str = "") -> str:
        return urls.relative(self.path, urls.index_address(self.language.code, name, fragment))

    def year(self, year: int) -> Run:
        """A year, linked where the yearbook has a page for it."""
        known = str(year) in self.yearbook.records["year"]
        return Run(str(year), "", self.href("year", str(year)) if known else "")

    def year_part(self, year: int, kind: str) -> str:
        """The part of a year's page that lists a kind; empty where the year has no page."""
        link = self.year(year)
        return f"{link.href}#{kind}s" if link.href else ""

    def link(self, kind: str, identity: str) -> Run:
        """A record's title, linked; a draft that is left out is named by its id, not linked."""
        record = self.yearbook.records[kind].get(identity)
        if record is None:
            return Run(identity)
        return self.text(record.title, self.href(kind, identity))

    def links(self, kind: str, identities: Iterable[str]) -> tuple[Run, ...]:
        return tuple(self.link(kind, each) for each in identities)

    def reference(self, pair: str) -> Run:
        """A `kind:id` reference, linked."""
        kind, _, identity = pair.partition("#")[0].partition(":")
        return self.link(kind, identity)

    def unit_at(self, identity: str, when: When | None) -> Run:
        """A unit under the name that it bore then."""
        record = self.yearbook.records["unit"].get(identity)
        if record is None:
            return Run(identity)
        names = record.facts.names
        name = next((each.name for each in names if when and _valid(each.since, each.until, when)), names[-1].name)
        return self.text(name, self.href("unit", identity))

    # Sources

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of the page's notes for these citations, each numbered at its first use."""
        keys = dict.fromkeys((each.source, each.at) for each in citations)
        return tuple(self._cites.setdefault(key, len(self._cites) + 1) for key in keys)

    def cites(self) -> tuple[Cite, ...]:
        """All source notes of the page so far, in order."""
        return tuple(self._note_of(source, quote, number) for (source, quote), number in self._cites.items())

    def quotes(self) -> tuple[Run, ...]:
        """What they quote."""
        return tuple(self.quoted(quote) for _, quote in self._cites)

    def beside(self) -> tuple[Cite, ...]:
        """The source notes that were first referred to since this was last asked.

        They stand beside what has just been made; so a page is made in the order in which it is read.
        """
        found, self._placed = tuple(islice(self._cites.items(), self._placed, None)), len(self._cites)
        return tuple(self._note_of(source, quote, number) for (source, quote), number in found)

    def _note_of(self, source: str, quote: str, number: int) -> Cite:
        return Cite(number, self.link("source", source), self.quoted(quote), self._short(source))

    def _short(self, source: str) -> Run:
        """A source by its kind and date, linked; by its id where it is a draft that is left out."""
        record = self.yearbook.records["source"].get(source)
        if record is None:
            return Run(source)
        kind = self.word(f"source_kinds.{record.facts.kind.value}")
        date = self.language.date(record.facts.date.date)
        return Run(self.word("sentences.source_of", kind=kind, date=date), "", self.href("source", source))

    # Facts

    def when(self, dated: Dated | None) -> tuple[Run, ...]:
        """A date, and how it is known where the source does not state it."""
        if dated is None:
            return ()
        return (Run(self.aside(self.language.date(dated.date), self.basis(dated))),)

    def basis(self, dated: Dated) -> str:
        """How a date is known, where the source does not state it; else empty."""
        how = "" if dated.known is Known.STATED else self.word(f"known.{dated.known.value}")
        note = self.text(dated.note).text if dated.note else ""
        return self.word("punctuation.separator").join(filter(None, (how, note)))

    def amount(self, fact: Fact[Quantity]) -> AmountView:
        """A disputable quantity as shown, with what other sources say."""
        others = tuple(Other(self.language.quantity(each.value), self.cite(each.sources)) for each in fact.others)
        because = self.text(fact.because) if fact.because else None
        return AmountView(self.language.quantity(fact.value), others, because)

    def figure(self, figure: Figure) -> FigureLine:
        as_of = self.word("sentences.as_of", date=self.language.date(figure.as_of)) if figure.as_of else ""
        cites = self.cite((*figure.sources, *figure.value.sources))
        return FigureLine(self.text(figure.label), self.amount(figure.value), as_of, cites, figure.key or "")

    def rank(self, rank: Rank) -> str:
        """“市内六区增速第一”: a rank is never shown without its scope and basis."""
        configuration = self.yearbook.configuration
        scope, basis = configuration.scopes[rank.scope], configuration.bases[rank.basis]
        return self.language.rank(rank.place, self.text(scope).text, self.text(basis).text)

    def exclusive(self, exclusive: Exclusive) -> Run:
        """“全国唯一” or “全省首个”, and in what respect."""
        scope = self.text(self.yearbook.configuration.scopes[exclusive.scope]).text
        shown = self.language.exclusive(scope, first=exclusive.first)
        return Run(self.aside(shown, self.text(exclusive.note).text))

    def aside(self, text: str, aside: str) -> str:
        """`text` with something in brackets after it, where there is something."""
        return self.word("punctuation.aside", text=text, aside=aside) if aside else text

    def streak(self, streak: Streak) -> str:
        """“连续5年”."""
        return self.language.streak(streak.count, streak.of.value)

    def progress(self, done: Fact[Quantity] | None, planned: Fact[Quantity] | None) -> str:
        """Done ÷ planned as a percentage, where both are known."""
        share = progress(done.value, planned.value) if done and planned else None
        return self.language.percent(share) if share is not None else ""

    def bar(
        self, label: Run, done: Quantity | None, planned: Quantity | None, period: When, as_of: When | None
    ) -> Bar | None:
        """Planned against done with the elapsed share, where all of it is known."""
        found = schedule(done, planned, period, as_of, self.yearbook.configuration.warnings)
        if found is None:
            return None
        percent = self.language.percent
        assert done is not None and planned is not None  # else there is no schedule
        return Bar(
            label,
            self.language.quantity(planned),
            self.language.quantity(done),
            percent(found.progress),
            f"{min(100, float(found.progress * 100)):.2f}%",
            percent(found.elapsed),
            f"{min(100, float(found.elapsed * 100)):.2f}%",
            self.language.points(found.lead),
            found.colour.value,
            self.aside(
                self.word(f"warnings.{found.colour.value}.color"),
                self.word(f"warnings.{found.colour.value}.word"),
            ),
        )

    def note(self, note: Note) -> NoteLine:
        about = tuple(self.reference(each) for each in note.about)
        word = self.word(f"note_kinds.{note.kind.value}")
        return NoteLine(note.kind.value, word, self.text(note.text), about, self.cite(note.sources))

    def row(self, label: str, values: Iterable[Run], citations: Iterable[Citation] = ()) -> tuple[FactRow, ...]:
        """One row of facts, or none where there is nothing to say; for unpacking into a tuple of rows."""
        shown = tuple(each for each in values if each.text)
        return (FactRow(self.word(f"facts.{label}"), shown, self.cite(citations)),) if shown else ()

    def prose(self, record: Record) -> ProseView | None:
        """The record's body in this language, or in the first that has one, with a notice."""
        body = record.body(self.language.code) or next(iter(record.bodies), None)
        if body is None:
            return None
        lang = self.lang(body.language)
        notice = self.word("notices.borrowed") if lang else ""
        return ProseView(self.html(body), lang, notice, self.parallel(record))

    def html(self, body: Body) -> Markup:
        """A body with its links leading from this page to pages in this language."""
        html = sized(str(body.prose.html), self.edition.pictures, lambda path: self.href(MEDIA, path))
        return Markup(resolve(html, self._known))  # noqa: S704 - sanitised by prose

    def parallel(self, record: Record) -> Run | None:
        """The way to the page on which the record's languages stand side by side, where there are several."""
        if not is_parallel(record):
            return None
        return Run(self.word("pages.parallel.open"), "", urls.relative(self.path, urls.parallel_address(*record.key)))

    def _known(self, kind: str, identity: str) -> str:
        """Where a record is read; empty for a draft that is left out."""
        known = kind == MEDIA or identity in self.yearbook.records[kind]
        return self.href(kind, identity) if known else ""

    # Lists

    def line(self, record: Record, *, year: str = "", kind: bool = False, anchor: str = "") -> ListLine:
        """One record in a list."""
        summary = self.summary(record)
        seal = self.seal(record)
        word = self.kind(record.kind) if kind else ""
        title = self.text(record.title, self.href(*record.key))
        return ListLine(title, word, year, seal, (), summary, anchor)

    def years(self, record: Record) -> str:
        """The years of a record as one short text: 2016, or 2016–2018."""
        years = record.years
        if not years:
            return ""
        return (
            str(years[0])
            if len(years) == 1
            else self.word("punctuation.range", first=str(years[0]), last=str(years[-1]))
        )

    def seal(self, record: Record) -> Seal | None:
        level = getattr(record.facts, "level", None)
        return Seal(level.value, self.word(f"levels.{level.value}")) if level else None

    def summary(self, record: Record) -> Run | None:
        """One sentence on a record: its summary, or the first paragraph of its body, or its note."""
        if record.summary:
            return self.text(record.summary)
        body = record.body(self.language.code) or next(iter(record.bodies), None)
        if body is not None:
            return Run(body.prose.summary, self.lang(body.language))
        note = getattr(record.facts, "note", None)
        return self.text(note) if note else None

    def section(
        self, heading: str | Run, anchor: str, lines: Iterable[ListLine], note: str = ""
    ) -> tuple[Section, ...]:
        """A section, or none where it would be empty; for unpacking."""
        shown = tuple(lines)
        title = Run(heading) if isinstance(heading, str) else heading
        return (Section(title, anchor, shown, note),) if shown else ()

    def records(self, keys: Iterable[Key]) -> list[Record]:
        """The records of these keys that are there, once each."""
        found = dict.fromkeys(keys)
        return [
            self.yearbook.records[kind][identity]
            for kind, identity in found
            if identity in self.yearbook.records.get(kind, {})
        ]


def _valid(since: When | None, until: When | None, when: When) -> bool:
    return (since is None or since.first <= when.last) and (until is None or until.last >= when.first)
