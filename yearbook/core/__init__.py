"""What every room uses and has no subject of its own: diagnostics, documents, digests, the build cache, parallel work.

In: bytes, values, functions. Out: YAML and Markdown documents whose values know their line and column; diagnostics as
text in the language of the user; digests; results of work that is shared out to processes. Nothing here knows a
record.

Read first: `diagnostics.py` (mistakes and their places), `parallel.py` (work in several processes), `digest.py`.
"""
