"""One record → what its entry shows in one language, in slots that stand beside the same slots of another language.

One function a kind. Nothing is decided here about pages, and nothing is looked up but through the scribe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from yearbook.book.charts import drawing
from yearbook.book.document import Nodes
from yearbook.book.writer import BookWriter, book_table, node, paragraph
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode, nodes
from yearbook.model import urls
from yearbook.site.views import honors, programs, projects, series, units, years
from yearbook.site.views.parts import Bar, Section


@dataclass(frozen=True, slots=True)
class EntrySlot:
    """A part of an entry."""

    nodes: Nodes
    wide: bool = False
    """Whether it takes the whole measure: a table of several columns, which two languages share."""
    by_block: bool = False
    """Whether its blocks answer those of the other language one by one, where they are as many."""


def entry_title(scribe: BookWriter, record: Record) -> Nodes:
    """The title in the brackets that the language sets around one."""
    before, _, after = scribe.word("pages.book.entry_title", title="\0").partition("\0")
    return tuple(each for each in (before, scribe.run(scribe.text(record.title)), after) if each)


def write_entry(scribe: BookWriter, record: Record) -> tuple[EntrySlot, ...]:
    """The entry of any kind that has one. The same kind gives slots in the same order in every language."""
    slots = tuple(_WRITERS[record.kind](scribe, record))
    own = scribe.cite(getattr(record.facts, "sources", ()))
    return _with_own_sources(slots, scribe.marks(scribe.unmarked(own)))


def _with_own_sources(slots: tuple[EntrySlot, ...], marks: Nodes) -> tuple[EntrySlot, ...]:
    """The record's own sources at the end of its facts, of its first paragraph, or in a line of their own."""
    if not marks:
        return slots
    for place, slot in enumerate(slots):
        for inner, each in enumerate(slot.nodes):
            if isinstance(each, HtmlNode) and each.kind in ("facts", "paragraph") and each.children:
                last = each.children[-1]
                if isinstance(last, HtmlNode) and last.kind == "fact":
                    children = (*each.children[:-1], HtmlNode("fact", last.attributes, (*last.children, *marks)))
                else:
                    children = (*each.children, *marks)
                marked = HtmlNode(each.kind, each.attributes, children)
                changed = (*slot.nodes[:inner], marked, *slot.nodes[inner + 1 :])
                return (*slots[:place], replace(slot, nodes=changed), *slots[place + 1 :])
    return (EntrySlot((paragraph(*marks),)), *slots)


# Prose


def entry_slot(scribe: BookWriter, record: Record) -> EntrySlot:
    """The body, block by block; one that is borrowed from another language under a notice."""
    body = record.body(scribe.language.code) or next(iter(record.bodies), None)
    if body is None:
        return EntrySlot(())
    blocks = tuple(each for each in _linked(scribe, nodes(body.prose.html)) if not isinstance(each, str))
    lang = scribe.lang(body.language)
    if not lang:
        return EntrySlot(blocks, by_block=True)
    notice = paragraph(scribe.word("notices.borrowed"), style="notice")
    return EntrySlot((notice, *(node("part", each, lang=lang) for each in blocks)))


def _linked(scribe: BookWriter, found: Iterable[HtmlNode | str]) -> Nodes:
    """The tree with its links to records led to labels of the book, or taken off, and its notes named."""
    result: list[HtmlNode | str] = []
    for each in found:
        if isinstance(each, str):
            result.append(each)
            continue
        children = _linked(scribe, each.children)
        target = dict(each.attributes).get("target", "")
        if each.kind in ("note", "note-again"):
            result += scribe.footnote(dict(each.attributes)["number"], children)
        elif each.kind == "link" and not target.startswith(("http://", "https://", "mailto:")):
            kind, _, identity = target.partition("#")[0].partition(":")
            label = scribe.href(kind, identity)
            result += [node("entry-link", *children, target=label)] if label else children
        elif each.kind == "image":
            result.append(_picture(each))
        else:
            result.append(HtmlNode(each.kind, each.attributes, children))
    return tuple(result)


def _picture(each: HtmlNode) -> HtmlNode:
    """A picture with the path of its file, `media/2016/opening.jpg`."""
    attributes = dict(each.attributes)
    path = urls.media_address(attributes["source"].removeprefix(f"{urls.MEDIA_FOLDER}:")).path
    return node("image", **{**attributes, "source": path})


# Kinds


def _honor(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    view = honors.honor(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    yield entry_slot(scribe, record)
    yield EntrySlot(scribe.figures(view.body.figures))
    head = (scribe.word("facts.label"), scribe.word("facts.count"), scribe.word("facts.unit"))
    rows = [
        (
            (scribe.run(each.label),),
            (each.count,),
            (*scribe.runs(each.named), *((node("aside", each.remainder),) if each.remainder else ())),
        )
        for each in view.awardees
    ]
    yield EntrySlot(book_table("awardees", head, rows, "3l4"), wide=True)
    yield EntrySlot(scribe.remarks(view.tail.notes))


def _project(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    """Its life as lines: a table of stage, plan, done and remark would not fit a column."""
    view = projects.project(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    yield entry_slot(scribe, record)
    names = ("stage", "planned", "done", "note")
    lines = [(each.date, _report(scribe, each)) for each in view.reports]
    yield EntrySlot(tuple(_report_line(scribe, names, *each) for each in lines))
    yield EntrySlot(scribe.figures(view.body.figures))
    aliases = [(scribe.run(each.name), *scribe.marks(each.cites)) for each in view.names]
    yield EntrySlot(_list(scribe, scribe.word("facts.names"), aliases))
    yield EntrySlot(_sections(scribe, view.sections))
    yield EntrySlot(scribe.remarks(view.tail.notes))


def _report_line(scribe: BookWriter, names: Iterable[str], date: str, cells: tuple[Nodes, ...]) -> HtmlNode:
    labelled = [
        (scribe.word(f"facts.{name}"), scribe.word("pages.book.colon"), *cell) if name != "note" else cell
        for name, cell in zip(names, cells, strict=True)
        if cell
    ]
    return node("facts", node("fact", *_joined(scribe, labelled), label=date), style="lines")


def _report(scribe: BookWriter, line: projects.ReportLine) -> tuple[Nodes, ...]:
    """Stage, planned, done, and what else is said, with the sources."""
    note = (scribe.run(line.note),) if line.note else ()
    said = (*note, *bar(line.bar), *scribe.marks(line.cites))
    return (_text(line.stage_word), _text(line.planned), _text(line.done), said)


def _list(scribe: BookWriter, label: str, items: list[Nodes]) -> Nodes:
    """A labelled list in a line; nothing where it is empty."""
    inner: list[HtmlNode | str] = []
    for each in items:
        inner += [*([scribe.word("pages.book.between")] if inner else []), *each]
    return (node("facts", node("fact", *inner, label=label)),) if inner else ()


def _sections(scribe: BookWriter, sections: Iterable[Section]) -> Nodes:
    found: list[HtmlNode | str] = []
    for each in sections:
        found += _list(scribe, each.heading.text, [(scribe.run(line.title),) for line in each.lines])
    return tuple(found)


def bar(found: Bar | None) -> Nodes:
    """Planned against done: a drawing, and the same in words."""
    if found is None:
        return ()
    words = f"{found.done} / {found.elapsed}"
    return (
        node(
            "bar",
            f"{found.lead} · {found.colour_word}",
            done=found.done_length.rstrip("%"),
            elapsed=found.elapsed_at.rstrip("%"),
            colour=found.colour,
            words=words,
        ),
    )


def _ledger(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    """A table where several lines have several numbers; else lines."""
    view = projects.ledger(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    lines = (view.total, *view.stages, *view.groups)
    numbers = ("count", "investment", "planned", "done", "progress")
    used = [name for name in numbers if any(getattr(each, name) for each in lines)]
    is_table = len(used) > 1 and sum(any(getattr(each, name) for name in used) for each in lines) > 1
    if is_table:
        head = [scribe.word("facts.label"), *(scribe.word(f"facts.{name}") for name in used)]
        rows = [
            [(scribe.run(each.label), *scribe.marks(each.cites)), *(_number(scribe, each, name) for name in used)]
            for each in lines
        ]
        yield EntrySlot(book_table("ledger", head, rows, "w" + "r" * len(used)), wide=True)
    else:
        yield EntrySlot((), wide=True)
    yield EntrySlot((paragraph(*bar(view.bar), style="drawing"),) if view.bar else (), wide=True)
    if is_table:
        told = [_ledger_line(scribe, each) for each in lines if each.members or each.note]
    else:
        told = [_ledger_line(scribe, each, _numbers(scribe, each, used), scribe.marks(each.cites)) for each in lines]
    yield EntrySlot((node("facts", *told, style="lines"),) if told else ())
    yield EntrySlot(_sections(scribe, view.sections))
    yield EntrySlot(scribe.remarks(view.tail.notes))


def _number(scribe: BookWriter, line: projects.CountsLine, name: str) -> Nodes:
    return _text(line.progress) if name == "progress" else scribe.amounts(getattr(line, name))


def _numbers(scribe: BookWriter, line: projects.CountsLine, names: Sequence[str]) -> Nodes:
    """The numbers of a line, each with what it is where there are others."""
    numbers = {name: found for name in names if (found := _number(scribe, line, name))}
    named = [(f"{scribe.word(f'facts.{name}')} ", *found) for name, found in numbers.items()]
    return _joined(scribe, named if len(names) > 1 else numbers.values())


def _ledger_line(scribe: BookWriter, line: projects.CountsLine, numbers: Nodes = (), marks: Nodes = ()) -> HtmlNode:
    """“力争开工 18个①：甲、乙”: numbers and notes that no table has, the projects, and what is noted of the line."""
    members = scribe.runs(line.members)
    if numbers:
        said = (*numbers, *marks, *((scribe.word("pages.book.colon"), *members) if members else ()))
    else:
        said = (*members, *marks)
    note = (node("aside", scribe.run(line.note)),) if line.note else ()
    return node("figure", node("figure-label", scribe.run(line.label)), *said, *note)


def _indicator(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    """A table of its values; a single value is a line."""
    view = series.indicator(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    if len(view.observations) == 1:
        (line,) = view.observations
        parts = (scribe.amounts(line.value), _text(line.growth), _said(scribe, line), _status(line))
        told = (*_joined(scribe, filter(None, parts)), *scribe.marks(line.cites))
        yield EntrySlot((node("facts", node("fact", *told, label=line.period)),))
        yield EntrySlot((), wide=True)
    else:
        rows = [
            (
                (line.period, *scribe.marks(line.cites)),
                scribe.amounts(line.value),
                _text(line.growth),
                _text(line.status_word),
                _said(scribe, line),
            )
            for line in view.observations
        ]
        names = ("value", "growth", "status", "rank")
        head = [scribe.word("pages.book.period"), *(scribe.word(f"facts.{each}") for each in names)]
        yield EntrySlot(())
        yield EntrySlot(book_table("series", head, rows, "l2rl3"), wide=True)
    yield EntrySlot(tuple(part for each in view.charts for part in drawing(each)), wide=True)
    yield EntrySlot(scribe.remarks(view.tail.notes))


def _text(text: str) -> Nodes:
    return (text,) if text else ()


def _status(line: series.ObservationLine) -> Nodes:
    return _text("" if line.status == "actual" else line.status_word)


def _said(scribe: BookWriter, line: series.ObservationLine) -> Nodes:
    """Ranks, and what else is said of a value."""
    ranks = scribe.language.listing(line.ranks)
    note = (scribe.run(line.note),) if line.note else ()
    if not ranks:
        return note
    return (ranks, node("aside", *note)) if note else (ranks,)


def _joined(scribe: BookWriter, parts: Iterable[Nodes]) -> Nodes:
    found: list[HtmlNode | str] = []
    for each in parts:
        found += [*([scribe.word("punctuation.separator")] if found else []), *each]
    return tuple(found)


def _program(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    view = programs.program_view(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    yield entry_slot(scribe, record)
    items = [
        node(
            "item",
            node("strong", scribe.run(each.name)),
            *((scribe.word("pages.book.colon"), scribe.run(each.text)) if each.text else ()),
        )
        for each in view.parts
    ]
    yield EntrySlot((node("list", *items, ordered="true"),) if items else ())
    yield EntrySlot(scribe.figures(view.body.figures))
    yield EntrySlot(scribe.remarks(view.tail.notes))


def _year(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    view = years.year(scribe, record)
    yield EntrySlot((paragraph(scribe.run(view.motto), style="motto"),) if view.motto else ())
    yield entry_slot(scribe, record)
    rows = [
        (
            _highlighted(scribe, each),
            scribe.amounts(each.amount),
            (node("page", target=each.of.href),) if each.of.href else (),
        )
        for each in view.highlights
    ]
    head = (scribe.word("facts.label"), scribe.word("facts.value"), scribe.word("pages.book.page"))
    yield EntrySlot(book_table("highlights", head, rows, "54r"), wide=True)


def _highlighted(scribe: BookWriter, line: years.Highlight) -> Nodes:
    """“2017年重大项目：总投资”; an indicator's title says it alone."""
    if line.of.text == line.label.text:
        return (scribe.run(line.of),)
    return (scribe.run(line.of), scribe.word("pages.book.colon"), scribe.run(line.label))


def _unit(scribe: BookWriter, record: Record) -> Iterator[EntrySlot]:
    view = units.unit(scribe, record)
    yield EntrySlot(scribe.facts(view.body.rows))
    former = [
        (scribe.run(each.name), *((node("aside", each.valid),) if each.valid else ())) for each in view.names[:-1]
    ]
    yield EntrySlot(_list(scribe, scribe.word("pages.unit.names"), former))
    yield EntrySlot((paragraph(scribe.run(view.note)),) if view.note else ())
    yield EntrySlot(scribe.remarks(view.tail.notes))


_WRITERS: dict[str, Callable[[BookWriter, Record], Iterator[EntrySlot]]] = {
    "honor": _honor,
    "project": _project,
    "ledger": _ledger,
    "indicator": _indicator,
    "program": _program,
    "year": _year,
    "unit": _unit,
}
