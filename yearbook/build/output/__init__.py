"""Write the output folder: compare, stage a new tree, then exchange it with the old one.

In: for each output file its path, its key (the digest of all it depends on) and its bytes. Out: the folder on disk.
This is the only package that writes output. Killed at any moment, the folder is either the old site or the new one,
and the next build removes what is left. No file is written in place; files that this program did not write are never
deleted; where nothing changed, nothing is written.

Read first: `staging.py` (write and commit a new tree), `decision.py` (what to keep, write and remove), `lock.py`.
"""
