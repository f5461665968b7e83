"""`python -m benchmarks.book`: our book beside the same text in a bare Typst document, in turn; prints a table.

Bare is the least that Typst can take: headings and paragraphs of the same words in the same typefaces on the same
paper, with page numbers, and nothing else: no notes, tables, contents, indexes, links or running heads. Each run is a
process of its own. Ours is measured twice: the setting alone, from a finished `Book`; and the whole command, which
reads and checks the content first.
"""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from benchmarks import corpus
from benchmarks.measure import Cost, run, settle
from yearbook.folders import Folders
from yearbook.pipeline import Order, prepare
from yearbook.press import Book, Request, Scope, compile_book, compose, read_press
from yearbook.press.book import Nodes, Row, plain
from yearbook.prose import Node

HERE = Path(__file__).resolve().parent.parent
TEMPLATES = HERE / "templates"
WORKS = ("bare Typst", "our book, set", "our book, whole command")
"""What is measured, in the order in which it is run, again and again."""

_BARE = b"""#let text-of = json("text.json")
#set document(title: "The same text")
#set page(width: 210mm, height: 297mm, margin: (inside: 31mm, outside: 38mm, top: 32mm, bottom: 30mm), numbering: "1")
#set text(lang: "zh", region: "cn", size: 10.5pt, top-edge: 0.8em, bottom-edge: -0.2em,
  font: ((name: "Libertinus Serif", covers: "latin-in-cjk"), "Noto Serif SC"))
#set par(leading: 7pt, spacing: 7pt, justify: true, first-line-indent: (amount: 2em, all: true))
#for (level, body) in text-of { if level > 0 { heading(level: level, body) } else { par(body) } }
"""

Line = tuple[int, str]
"""(level of a heading or 0, text)."""


def lines(book: Book) -> list[Line]:
    """The words of a book as headings and paragraphs; the rows of a table and the notes are paragraphs too."""
    found: list[Line] = []
    for chapter in (*((book.preface,) if book.preface else ()), *book.classes):
        found += [(1, plain(chapter.titles)), *_rows(chapter.rows)]
        for section in chapter.sections:
            found += [(2, plain(section.titles))] if section.titles else []
            found += _rows(section.rows)
            for entry in section.entries:
                found += [(3 if section.titles else 2, plain(entry.titles)), *_rows(entry.rows)]
    for index in book.indexes:
        found.append((1, index.title))
        for each in (one for group in index.groups for one in group.lines):
            found.append((0, f"{plain(((each.term,),))} {', '.join('123' for _ in each.targets)}"))
    return [each for each in found if each[1].strip()]


def _rows(rows: Sequence[Row]) -> Iterator[Line]:
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


def _words(each: Node | str) -> str:
    """What is read of a node, its label and its date before it, without notes."""
    if isinstance(each, str) or each.kind in ("cites", "note"):
        return each if isinstance(each, str) else ""
    attributes = dict(each.attributes)
    before = [attributes[name] for name in ("label", "date") if name in attributes and each.kind != "anchor"]
    return " ".join((*before, "".join(map(_words, each.children))))


def _notes(each: Node | str) -> Iterator[str]:
    if not isinstance(each, str):
        if each.kind in ("cites", "note") and "of" not in dict(each.attributes):
            yield "".join(map(_words, each.children))
        for child in each.children:
            yield from _notes(child)


def _make_ready(folder: Path, entries: int, seed: int) -> None:
    """The corpus, its book as a value, and the words of it."""
    corpus.write(folder, entries, seed)
    editions = prepare(Order(folder / "content", TEMPLATES, folder / "site"))
    book = compose(editions, Request(Scope.ALL, "zh"))
    (folder / "book.pickle").write_bytes(pickle.dumps(book))
    (folder / "text.json").write_text(json.dumps(lines(book), ensure_ascii=False), "utf-8")


def _set_bare(folder: Path) -> None:
    files = {"main.typ": _BARE, "text.json": (folder / "text.json").read_bytes()}
    made = typst.compile(  # type: ignore[call-overload] # its stubs do not say that it takes files by name
        files, font_paths=read_press(Folders(TEMPLATES)).fonts, ignore_system_fonts=True, format="pdf", timestamp=0
    )
    (folder / "bare.pdf").write_bytes(made)


def _set_ours(folder: Path) -> None:
    book: Book = pickle.loads((folder / "book.pickle").read_bytes())
    (folder / "ours.pdf").write_bytes(compile_book(read_press(Folders(TEMPLATES)), book))


_SETTERS: dict[str, Callable[[Path], None]] = {"bare": _set_bare, "ours": _set_ours}


def _round(folder: Path) -> list[Cost]:
    """Each of WORKS once."""
    own = [sys.executable, "-m", "benchmarks.book", "--folder", str(folder), "--set"]
    content = ("--content", str(folder / "content"), "--templates", str(TEMPLATES), "--out", str(folder / "all.pdf"))
    commands = ([*own, "bare"], [*own, "ours"], [sys.executable, str(HERE / "build.py"), "pdf", "--all", *content])
    costs = []
    for command in commands:
        settle()
        costs.append(run(command, HERE, {"XDG_CACHE_HOME": str(folder / "cache")}))
    return costs


def table(rounds: Sequence[Sequence[Cost]]) -> str:
    """Each of WORKS as a row, with medians, and ratios to bare Typst within a round."""
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
        _SETTERS[asked.set](asked.folder)
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _make_ready(folder, asked.entries, asked.seed)
        rounds = [_round(folder) for _ in range(asked.runs)]
    print(f"{asked.entries:,} entries, {asked.runs} rounds\n\n{table(rounds)}")


if __name__ == "__main__":
    main()
