"""One record → what its entry shows in one language, in slots that stand beside the same slots of another language.

One function a kind. Nothing is decided here about pages, and nothing is looked up but through the scribe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from yearbook import routes
from yearbook.frozen import dataclass
from yearbook.library import Record
from yearbook.press.book import Nodes
from yearbook.press.drawings import drawing
from yearbook.press.scribe import Scribe, node, paragraph, table
from yearbook.prose import Node, nodes
from yearbook.views import honors, programs, projects, series, units, years
from yearbook.views.parts import Bar, Section


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of an entry."""

    nodes: Nodes
    wide: bool = False
    """Whether it takes the whole measure: a table of several columns, which two languages share."""
    by_block: bool = False
    """Whether its blocks answer those of the other language one by one, where they are as many."""


def title(scribe: Scribe, record: Record) -> Nodes:
    """The title in the brackets that the language sets around one."""
    before, _, after = scribe.word("pages.book.entry_title", title="\0").partition("\0")
    return tuple(each for each in (before, scribe.run(scribe.text(record.title)), after) if each)


def write(scribe: Scribe, record: Record) -> tuple[Slot, ...]:
    """The entry of any kind that has one. The same kind gives slots in the same order in every language."""
    slots = tuple(_WRITERS[record.kind](scribe, record))
    own = scribe.cite(getattr(record.facts, "sources", ()))
    return _with_own_sources(slots, scribe.marks(scribe.unmarked(own)))


def _with_own_sources(slots: tuple[Slot, ...], marks: Nodes) -> tuple[Slot, ...]:
    """The record's own sources at the end of its facts, of its first paragraph, or in a line of their own."""
    if not marks:
        return slots
    for place, slot in enumerate(slots):
        for inner, each in enumerate(slot.nodes):
            if isinstance(each, Node) and each.kind in ("facts", "paragraph") and each.children:
                last = each.children[-1]
                if isinstance(last, Node) and last.kind == "fact":
                    children = (*each.children[:-1], Node("fact", last.attributes, (*last.children, *marks)))
                else:
                    children = (*each.children, *marks)
                marked = Node(each.kind, each.attributes, children)
                changed = (*slot.nodes[:inner], marked, *slot.nodes[inner + 1 :])
                return (*slots[:place], replace(slot, nodes=changed), *slots[place + 1 :])
    return (Slot((paragraph(*marks),)), *slots)


# Prose


def text(scribe: Scribe, record: Record) -> Slot:
    """The body, block by block; one that is borrowed from another language under a notice."""
    body = record.body(scribe.language.code) or next(iter(record.bodies), None)
    if body is None:
        return Slot(())
    blocks = tuple(each for each in _linked(scribe, nodes(body.prose.html)) if not isinstance(each, str))
    lang = scribe.lang(body.language)
    if not lang:
        return Slot(blocks, by_block=True)
    notice = paragraph(scribe.word("notices.borrowed"), style="notice")
    return Slot((notice, *(node("part", each, lang=lang) for each in blocks)))


def _linked(scribe: Scribe, found: Iterable[Node | str]) -> Nodes:
    """The tree with its links to records led to labels of the book, or taken off, and its notes named."""
    result: list[Node | str] = []
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
            result.append(Node(each.kind, each.attributes, children))
    return tuple(result)


def _picture(each: Node) -> Node:
    """A picture with the path of its file, `media/2016/opening.jpg`."""
    attributes = dict(each.attributes)
    path = routes.media(attributes["source"].removeprefix(f"{routes.MEDIA}:")).path
    return node("image", **{**attributes, "source": path})


# Kinds


def _honor(scribe: Scribe, record: Record) -> Iterator[Slot]:
    view = honors.honor(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
    yield text(scribe, record)
    yield Slot(scribe.figures(view.body.figures))
    head = (scribe.word("facts.label"), scribe.word("facts.count"), scribe.word("facts.unit"))
    rows = [
        (
            (scribe.run(each.label),),
            (each.count,),
            (*scribe.runs(each.named), *((node("aside", each.remainder),) if each.remainder else ())),
        )
        for each in view.awardees
    ]
    yield Slot(table("awardees", head, rows, "3l4"), wide=True)
    yield Slot(scribe.remarks(view.tail.notes))


def _project(scribe: Scribe, record: Record) -> Iterator[Slot]:
    """Its life as lines: a table of stage, plan, done and remark would not fit a column."""
    view = projects.project(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
    yield text(scribe, record)
    names = ("stage", "planned", "done", "note")
    lines = [(each.date, _report(scribe, each)) for each in view.reports]
    yield Slot(tuple(_report_line(scribe, names, *each) for each in lines))
    yield Slot(scribe.figures(view.body.figures))
    aliases = [(scribe.run(each.name), *scribe.marks(each.cites)) for each in view.names]
    yield Slot(_list(scribe, scribe.word("facts.names"), aliases))
    yield Slot(_sections(scribe, view.sections))
    yield Slot(scribe.remarks(view.tail.notes))


def _report_line(scribe: Scribe, names: Iterable[str], date: str, cells: tuple[Nodes, ...]) -> Node:
    labelled = [
        (scribe.word(f"facts.{name}"), scribe.word("pages.book.colon"), *cell) if name != "note" else cell
        for name, cell in zip(names, cells, strict=True)
        if cell
    ]
    return node("facts", node("fact", *_joined(scribe, labelled), label=date), style="lines")


def _report(scribe: Scribe, line: projects.ReportLine) -> tuple[Nodes, ...]:
    """Stage, planned, done, and what else is said, with the sources."""
    note = (scribe.run(line.note),) if line.note else ()
    said = (*note, *bar(line.bar), *scribe.marks(line.cites))
    return (_text(line.stage_word), _text(line.planned), _text(line.done), said)


def _list(scribe: Scribe, label: str, items: list[Nodes]) -> Nodes:
    """A labelled list in a line; nothing where it is empty."""
    inner: list[Node | str] = []
    for each in items:
        inner += [*([scribe.word("pages.book.between")] if inner else []), *each]
    return (node("facts", node("fact", *inner, label=label)),) if inner else ()


def _sections(scribe: Scribe, sections: Iterable[Section]) -> Nodes:
    found: list[Node | str] = []
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


def _ledger(scribe: Scribe, record: Record) -> Iterator[Slot]:
    """A table where several lines have several numbers; else lines."""
    view = projects.ledger(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
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
        yield Slot(table("ledger", head, rows, "w" + "r" * len(used)), wide=True)
    else:
        yield Slot((), wide=True)
    yield Slot((paragraph(*bar(view.bar), style="drawing"),) if view.bar else (), wide=True)
    if is_table:
        told = [_ledger_line(scribe, each) for each in lines if each.members or each.note]
    else:
        told = [_ledger_line(scribe, each, _numbers(scribe, each, used), scribe.marks(each.cites)) for each in lines]
    yield Slot((node("facts", *told, style="lines"),) if told else ())
    yield Slot(_sections(scribe, view.sections))
    yield Slot(scribe.remarks(view.tail.notes))


def _number(scribe: Scribe, line: projects.CountsLine, name: str) -> Nodes:
    return _text(line.progress) if name == "progress" else scribe.amounts(getattr(line, name))


def _numbers(scribe: Scribe, line: projects.CountsLine, names: Sequence[str]) -> Nodes:
    """The numbers of a line, each with what it is where there are others."""
    numbers = {name: found for name in names if (found := _number(scribe, line, name))}
    named = [(f"{scribe.word(f'facts.{name}')} ", *found) for name, found in numbers.items()]
    return _joined(scribe, named if len(names) > 1 else numbers.values())


def _ledger_line(scribe: Scribe, line: projects.CountsLine, numbers: Nodes = (), marks: Nodes = ()) -> Node:
    """“力争开工 18个①：甲、乙”: numbers and notes that no table has, the projects, and what is noted of the line."""
    members = scribe.runs(line.members)
    if numbers:
        said = (*numbers, *marks, *((scribe.word("pages.book.colon"), *members) if members else ()))
    else:
        said = (*members, *marks)
    note = (node("aside", scribe.run(line.note)),) if line.note else ()
    return node("figure", node("figure-label", scribe.run(line.label)), *said, *note)


def _indicator(scribe: Scribe, record: Record) -> Iterator[Slot]:
    """A table of its values; a single value is a line."""
    view = series.indicator(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
    if len(view.observations) == 1:
        (line,) = view.observations
        parts = (scribe.amounts(line.value), _text(line.growth), _said(scribe, line), _status(line))
        told = (*_joined(scribe, filter(None, parts)), *scribe.marks(line.cites))
        yield Slot((node("facts", node("fact", *told, label=line.period)),))
        yield Slot((), wide=True)
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
        yield Slot(())
        yield Slot(table("series", head, rows, "l2rl3"), wide=True)
    yield Slot(tuple(part for each in view.charts for part in drawing(each)), wide=True)
    yield Slot(scribe.remarks(view.tail.notes))


def _text(text: str) -> Nodes:
    return (text,) if text else ()


def _status(line: series.ObservationLine) -> Nodes:
    return _text("" if line.status == "actual" else line.status_word)


def _said(scribe: Scribe, line: series.ObservationLine) -> Nodes:
    """Ranks, and what else is said of a value."""
    ranks = scribe.language.listing(line.ranks)
    note = (scribe.run(line.note),) if line.note else ()
    if not ranks:
        return note
    return (ranks, node("aside", *note)) if note else (ranks,)


def _joined(scribe: Scribe, parts: Iterable[Nodes]) -> Nodes:
    found: list[Node | str] = []
    for each in parts:
        found += [*([scribe.word("punctuation.separator")] if found else []), *each]
    return tuple(found)


def _program(scribe: Scribe, record: Record) -> Iterator[Slot]:
    view = programs.program(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
    yield text(scribe, record)
    items = [
        node(
            "item",
            node("strong", scribe.run(each.name)),
            *((scribe.word("pages.book.colon"), scribe.run(each.text)) if each.text else ()),
        )
        for each in view.parts
    ]
    yield Slot((node("list", *items, ordered="true"),) if items else ())
    yield Slot(scribe.figures(view.body.figures))
    yield Slot(scribe.remarks(view.tail.notes))


def _year(scribe: Scribe, record: Record) -> Iterator[Slot]:
    view = years.year(scribe, record)
    yield Slot((paragraph(scribe.run(view.motto), style="motto"),) if view.motto else ())
    yield text(scribe, record)
    rows = [
        (
            _highlighted(scribe, each),
            scribe.amounts(each.amount),
            (node("page", target=each.of.href),) if each.of.href else (),
        )
        for each in view.highlights
    ]
    head = (scribe.word("facts.label"), scribe.word("facts.value"), scribe.word("pages.book.page"))
    yield Slot(table("highlights", head, rows, "54r"), wide=True)


def _highlighted(scribe: Scribe, line: years.Highlight) -> Nodes:
    """“2017年重大项目：总投资”; an indicator's title says it alone."""
    if line.of.text == line.label.text:
        return (scribe.run(line.of),)
    return (scribe.run(line.of), scribe.word("pages.book.colon"), scribe.run(line.label))


def _unit(scribe: Scribe, record: Record) -> Iterator[Slot]:
    view = units.unit(scribe, record)
    yield Slot(scribe.facts(view.body.rows))
    former = [
        (scribe.run(each.name), *((node("aside", each.valid),) if each.valid else ())) for each in view.names[:-1]
    ]
    yield Slot(_list(scribe, scribe.word("pages.unit.names"), former))
    yield Slot((paragraph(scribe.run(view.note)),) if view.note else ())
    yield Slot(scribe.remarks(view.tail.notes))


_WRITERS: dict[str, Callable[[Scribe, Record], Iterator[Slot]]] = {
    "honor": _honor,
    "project": _project,
    "ledger": _ledger,
    "indicator": _indicator,
    "program": _program,
    "year": _year,
    "unit": _unit,
}
