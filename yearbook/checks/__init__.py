"""Checks: what is well-formed in a yearbook and yet not right.

In: the records of a yearbook, and the texts of its sources. Out: findings, and diagnostics with their places for those
that the records do not accept. Nothing is changed.

Read first: `registry.py` (all checks of a record, one line each), `acceptance.py` (how an editor accepts a finding),
`coverage/comparison.py` (what of the sources no record covers).
"""
