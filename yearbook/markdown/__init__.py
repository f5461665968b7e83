"""Convert the Markdown of a record to HTML, plain text, headings, links, and a tree of nodes for print.

In: the body of one record in one language. Out: `Prose`, and diagnostics with their places. No file is read, no
address of the site is known, and nothing is written.

Read first: `conversion.py` (all steps), `dialect.py` (the Markdown that is allowed), `checks.py` (what editors must
fix).
"""
