"""Texts of sources: quotes that are not in them, and what in them no record covers.

An instrument for editors, apart from the build: the texts are kept in a folder of their own and are never published.
In: the yearbook and the texts. Out: coverage of each source, and diagnostics. Read first: `report` (the whole
comparison), `evidence` (what in a text asks for a record), `comparison` (what covers it).
"""
