"""Typeset the yearbook as PDF books, and draw the images that other sites show of a page.

In: the yearbook's editions (`site.edition.Edition`, one a language) and a `Request`: the whole, a year, a unit's
dossier, or one record, in one language or in several side by side.
Out: the bytes of a PDF/A-2a and PDF/UA-1 file, the same on every machine; nothing is written to disk here.

    book = compose_book(editions, request)                     # a frozen value with every text of the book
    compile_book(read_typesetter(templates), book)             # Typst, with the templates in print/

Read first: `composition.py` (what a book consists of), `entries.py` (what is printed of a record), `typesetting.py`
(how Typst makes the PDF).
"""
