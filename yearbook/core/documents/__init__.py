"""Read a file of front matter and a body, or of YAML, into values that know their line and column.

In: the bytes of one file. Out: a `Document`, or all diagnostics of the file. No value gets a type here (`no`, `1:30`
and `2016-09` stay text), no reference is resolved, and nothing that a person wrote raises an exception.

Read first: `document.py` (the whole file), `parsing.py` (YAML with places), `diagnosis.py` (what a YAML error means).
"""
