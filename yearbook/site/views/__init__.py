"""Compose pages: one module for each kind of page, and functions that all of them share.

In: an `Edition` and the name of a page (`page_references`). Out: a `Page`, a frozen value with all that a template
shows. Read first: `pages.py` (the table of pages), `page_context.py` (what composing a page needs), `elements.py` (what
pages are made of).
"""
