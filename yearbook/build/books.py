"""Print books as PDF: all of them with the site, or one by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from yearbook.book.composition import compose_book
from yearbook.book.document import Book, book_pictures
from yearbook.book.printing import PrintingContext, print_books
from yearbook.book.requests import Request, book_requests
from yearbook.book.typesetting import Typesetter, compile_book, read_typesetter
from yearbook.build.job import BuildJob, editions_of
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.build.output.staging import OutputEntry, OutputTree, write_or_keep
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import run_in_process, uncollected
from yearbook.site.edition import Edition
from yearbook.site.media import media_files

ChooseBook = Callable[[Mapping[str, Edition]], Request]
"""Returns which book is wanted, from the editions of the yearbook."""


@dataclass(frozen=True, slots=True)
class BookContext:
    """What a worker needs to print books; sent once to each."""

    printing: PrintingContext
    tree: OutputTree


def write_books(job: BuildJob) -> Iterator[OutputEntry]:
    """Print every book, if that is asked for."""
    if not job.options.books:
        return
    yearbook = job.context.yearbook
    editions = editions_of(job.options, yearbook)
    typesetter = _typesetter(job.options, _pictures(job.options, yearbook))
    keys = {path: each.key for path, each in job.intact.items()}
    printing = PrintingContext(editions=editions, typesetter=typesetter, recorded=keys)
    context = BookContext(printing, job.tree)
    yield from job.share(_print_books, context, tuple(book_requests(editions)))


def _print_books(context: BookContext, wanted: Sequence[Request]) -> list[OutputEntry]:
    """Print several books in a worker; a book with the same key as before is kept."""
    books = print_books(context.printing, wanted)
    return [write_or_keep(context.tree, path=each.path, data=each.data, key=each.key) for each in books]


def print_book(options: BuildOptions, choose: ChooseBook, name: Callable[[Request], Path]) -> Path:
    """Print one book to the file `name` returns. Raises DiagnosticsError, and what `choose` raises.

    The book is composed in a process of its own, whose memory is free again when the typesetter needs it.
    """
    ((asked, book, pictures),) = run_in_process(_compose, options, (choose,))
    with uncollected():
        file = name(asked)
        write_atomically(file, compile_book(_typesetter(options, pictures), book))
    return file


def _compose(options: BuildOptions, choices: Sequence[ChooseBook]) -> list[tuple[Request, Book, dict[str, bytes]]]:
    """Return for each choice its request, its book, and the pictures of the texts."""
    editions = prepare_editions(options)
    with uncollected():
        pictures = _pictures(options, next(iter(editions.values())).yearbook)
        books = [(asked, compose_book(editions, asked)) for asked in (each(editions) for each in choices)]
        shown = {path for _, book in books for path in book_pictures(book)} & pictures.keys()
        return [(asked, book, {path: pictures[path] for path in sorted(shown)}) for asked, book in books]


def prepare_editions(options: BuildOptions) -> dict[str, Edition]:
    """Load the content and return the yearbook in each of its languages, with all prose."""
    with uncollected():
        yearbook, _ = read_yearbook(options)
        return editions_of(options, yearbook)


def _typesetter(options: BuildOptions, pictures: Mapping[str, bytes]) -> Typesetter:
    return replace(read_typesetter(options.folders), pictures=pictures, content=options.content.name)


def _pictures(options: BuildOptions, yearbook: Yearbook) -> dict[str, bytes]:
    return {each.path: each.data for each in media_files(options.content, yearbook)}
