"""The vocabulary of a yearbook: dates, quantities, texts, and the facts of every kind of record.

In: plain values as editors write them. Out: frozen values that pydantic has validated; the table of kinds; the
address of every page. Docstrings of fields are published: in JSON Schemas, the editors' guide and docs/data.md.

Read first: `kinds.py` (the table of kinds), `fields.py` (types that many kinds share), `honors.py` (one kind).
"""
