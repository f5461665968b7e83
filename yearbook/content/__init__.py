"""Read the content folder into records and put them together to a Yearbook.

In: a folder of Markdown and YAML files. Out: diagnostics, or a `Yearbook` with every reference resolved; also JSON
Schemas for editors' tools. This is the only room that reads content; nothing here writes.

Read first: `loading.py` (files become records), `records.py` (what a record is), `yearbook.py` (records become a
yearbook).
"""
