"""Compare our book with the same text typeset by Typst alone, in turn, and print a table.

Bare Typst is the lower bound: headings and paragraphs of the same text in the same fonts on the same paper, with page
numbers, but without notes, tables, contents, indexes, links and running heads. Plain Typst is the same book as one
would write it by hand, in few lines: with all of these, by Typst's own means, as PDF/A and PDF/UA. Each run is a
process of its own; time is counted from when Typst, fonts and text are loaded, memory from the beginning. Ours is
measured twice: typesetting a finished `Book`; and the whole command, which reads and checks the content first.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from benchmarks import corpus
from benchmarks.measure import Cost, run, settle
from yearbook.book.composition import compose_book
from yearbook.book.document import Book, BookRow
from yearbook.book.nodes import Nodes, book_json, plain_text_of
from yearbook.book.requests import Request, Scope
from yearbook.book.typesetting import compile_book, read_typesetter
from yearbook.book.typst_compiler import STANDARDS, read_fonts
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.core.cache import pack, unpacker
from yearbook.core.overlay import Folders
from yearbook.core.parallel import uncollected
from yearbook.markdown.tree import HtmlNode

HERE = Path(__file__).resolve().parent.parent
TEMPLATES = HERE / "templates"
WORKS = ("bare Typst", "plain Typst", "our book, set", "our book, whole command")
"""What each round runs, in this order."""

_PAGE = b"""#set document(title: "The same text")
#set page(width: 210mm, height: 297mm, margin: (inside: 25mm, outside: 30mm, top: 30mm, bottom: 28mm), numbering: "1")
#set text(lang: "zh", region: "cn", size: 10pt, top-edge: 0.8em, bottom-edge: -0.2em,
  font: ((name: "Libertinus Serif", covers: "latin-in-cjk"), "Noto Serif SC"))
#set par(leading: 6.5pt, spacing: 6.5pt, justify: true, first-line-indent: (amount: 2em, all: true))
"""
_BARE = (
    _PAGE
    + b"""#set page(columns: 2)
#let text-of = json("text.json")
#for (level, body) in text-of { if level > 0 { heading(level: level, body) } else { par(body) } }
"""
)
_PLAIN = (
    _PAGE
    + b"""#let book = json("book.json")
#set page(header: context {
  let heads = query(selector(heading).before(here()))
  if heads.len() > 0 { heads.last().body }
})
#let page-of(target) = context link(label(target), str(counter(page).at(label(target)).first()))
#let runs(children) = for each in children {
  if type(each) == str { each; continue }
  let (kind, body) = (each.kind, if each.kind != "table" { runs(each.children) })
  if kind in ("cites", "note") { footnote(body) }
  else if kind == "entry-link" { link(label(each.target), body) }
  else if kind == "page" { page-of(each.target) }
  else if kind == "anchor" [#metadata(none)#label(each.label)]
  else if kind == "table" {
    let count = each.children.first().children.len()
    let cells = each.children.map(row => row.children.map(cell => {
      table.cell(colspan: if row.children.len() == 1 { count } else { 1 }, runs(cell.children))
    }))
    table(columns: count, table.header(..cells.first()), ..cells.slice(1).flatten())
  } else if kind in ("paragraph", "facts", "remark", "hanging", "numbered", "event") { par(body) }
  else {
    if "label" in each { [#each.label ] }
    body
    if kind == "fact" [; ]
  }
}
#let rows(found) = for row in found { for cell in row.cells { runs(cell) } }
#outline(depth: 3)
#for chapter in book.chapters [
  #heading(level: 1, runs(chapter.titles.first()))#label(chapter.label)
  #rows(chapter.rows)
  #let wide = chapter.sections.filter(each => each.wide)
  #let sections(found) = for section in found {
    if section.titles.len() > 0 [#heading(level: 2, runs(section.titles.first()))#label(section.label)]
    rows(section.rows)
    for entry in section.entries {
      let level = if section.titles.len() > 0 { 3 } else { 2 }
      [#heading(level: level, runs(entry.titles.first()))#label(entry.label)]
      rows(entry.rows)
    }
  }
  #sections(wide)
  #set page(columns: 2)
  #sections(chapter.sections.slice(wide.len()))
]
#for index in book.indexes [
  #heading(level: 1, index.title)
  #columns(3, for group in index.groups {
    strong(group.letter)
    for line in group.lines { par({ runs((line.term,)); " "; line.targets.map(page-of).join(", ") }) }
  })
]
"""
)

Line = tuple[int, str]
"""(level of a heading, or 0; text)."""


def lines(book: Book) -> list[Line]:
    """Yield the texts of a book as headings and paragraphs; rows of tables and notes are paragraphs too."""
    found: list[Line] = []
    for chapter in (*((book.preface,) if book.preface else ()), *book.chapters):
        found += [(1, plain_text_of(chapter.titles)), *_rows(chapter.rows)]
        for section in chapter.sections:
            found += [(2, plain_text_of(section.titles))] if section.titles else []
            found += _rows(section.rows)
            for entry in section.entries:
                found += [(3 if section.titles else 2, plain_text_of(entry.titles)), *_rows(entry.rows)]
    for index in book.indexes:
        found.append((1, index.title))
        for each in (one for group in index.groups for one in group.lines):
            found.append((0, f"{plain_text_of(((each.term,),))} {', '.join('123' for _ in each.targets)}"))
    return [each for each in found if each[1].strip()]


def _rows(rows: Sequence[BookRow]) -> Iterator[Line]:
    for cell in (cell for row in rows for cell in row.cells):
        yield from ((0, each) for each in _paragraphs(cell))


def _paragraphs(nodes: Nodes) -> Iterator[str]:
    for each in nodes:
        if not isinstance(each, str) and each.kind == "table":
            rows = (row.children for row in each.children if not isinstance(row, str))
            yield from (" ".join(map(_words, row)) for row in rows)
        else:
            yield _words(each)
        yield from _notes(each)


def _words(each: HtmlNode | str) -> str:
    """Return the text of a node, with its label and date before it, without notes."""
    if isinstance(each, str) or each.kind in ("cites", "note"):
        return each if isinstance(each, str) else ""
    attributes = dict(each.attributes)
    before = [attributes[name] for name in ("label", "date") if name in attributes and each.kind != "anchor"]
    return " ".join((*before, "".join(map(_words, each.children))))


def _notes(each: HtmlNode | str) -> Iterator[str]:
    if not isinstance(each, str):
        if each.kind in ("cites", "note") and "of" not in dict(each.attributes):
            yield "".join(map(_words, each.children))
        for child in each.children:
            yield from _notes(child)


def _make_ready(folder: Path, entries: int, seed: int) -> None:
    """Write the corpus, its book as a value, and the texts of the book."""
    corpus.write(folder, entries, seed)
    editions = prepare_editions(BuildOptions(folder / "content", TEMPLATES, folder / "site"))
    book = compose_book(editions, Request(Scope.ALL, "zh"))
    (folder / "book.packed").write_bytes(pack(book))
    (folder / "book.json").write_text(json.dumps(book_json(book), ensure_ascii=False), "utf-8")
    (folder / "text.json").write_text(json.dumps(lines(book), ensure_ascii=False), "utf-8")


def _set_bare(folder: Path) -> Callable[[], bytes]:
    return _set(folder, "text.json", _BARE, [])


def _set_plain(folder: Path) -> Callable[[], bytes]:
    return _set(folder, "book.json", _PLAIN, list(STANDARDS))


def _set(folder: Path, name: str, template: bytes, standards: list[str]) -> Callable[[], bytes]:
    work, fonts = {"main.typ": template, name: (folder / name).read_bytes()}, read_fonts()
    return lambda: typst.compile(  # type: ignore[call-overload,no-any-return] # its stubs do not say that it takes files by name
        work,
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=standards,
        timestamp=0,
    )


def _set_ours(folder: Path) -> Callable[[], bytes]:
    book: Book = unpacker(Book)((folder / "book.packed").read_bytes())
    press = read_typesetter(Folders(TEMPLATES))
    return lambda: compile_book(press, book)


_SETTERS = {"bare": _set_bare, "plain": _set_plain, "ours": _set_ours}


def _set_alone(folder: Path, name: str) -> None:
    """Typeset one book, and write what that took to `taken.json`."""
    setter = _SETTERS[name](folder)
    with uncollected():
        started, before = time.perf_counter(), _processor()
        made = setter()
        taken = (time.perf_counter() - started, _processor() - before)
    (folder / f"{name}.pdf").write_bytes(made)
    (folder / "taken.json").write_text(json.dumps(taken))


def _processor() -> float:
    """Return the CPU seconds of this process and its children."""
    used = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _round(folder: Path) -> list[Cost]:
    """Run each of WORKS once."""
    own = [sys.executable, "-m", "benchmarks.book", "--folder", str(folder), "--set"]
    content = ("--content", str(folder / "content"), "--templates", str(TEMPLATES), "--out", str(folder / "all.pdf"))
    commands = (
        [*own, "bare"],
        [*own, "plain"],
        [*own, "ours"],
        [sys.executable, str(HERE / "build.py"), "pdf", "--all", *content],
    )
    costs = []
    for command in commands:
        settle()
        cost = run(command, HERE, {"XDG_CACHE_HOME": str(folder / "cache")})
        if "--set" in command:
            wall, processor = json.loads((folder / "taken.json").read_text())
            cost = replace(cost, wall=wall, processor=processor)
        costs.append(cost)
    return costs


def table(rounds: Sequence[Sequence[Cost]]) -> str:
    """Return a row for each of WORKS, with medians, and ratios to bare Typst within a round."""
    rows = ["| | wall s | ratio | CPU s | CPU ratio | memory MB |", "|---|---:|---:|---:|---:|---:|"]
    for place, work in enumerate(WORKS):
        own = [each[place] for each in rounds]
        wall, processor = (
            statistics.median(values) for values in zip(*((e.wall, e.processor) for e in own), strict=True)
        )
        ratio = statistics.median(each[place].wall / each[0].wall for each in rounds)
        share = statistics.median(each[place].processor / each[0].processor for each in rounds)
        memory = max(each.memory for each in own) / 1e6
        rows.append(f"| {work} | {wall:.2f} | {ratio:.2f} | {processor:.2f} | {share:.2f} | {memory:,.0f} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.book", description=__doc__)
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3, help="rounds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--set", choices=tuple(_SETTERS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.set:
        _set_alone(asked.folder, asked.set)
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _make_ready(folder, asked.entries, asked.seed)
        rounds = [_round(folder) for _ in range(asked.runs)]
    print(f"{asked.entries:,} entries, {asked.runs} rounds\n\n{table(rounds)}")


if __name__ == "__main__":
    main()
