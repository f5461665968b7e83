"""Checks: what is well-formed in a yearbook and yet not right.

In: the records of a yearbook, and the texts of its sources. Out: findings, and diagnostics with their places for those
that the records do not accept. Nothing is changed. Read first: `registry` (all checks of a record, one line each),
`acceptance` (how an editor accepts a finding), `coverage/comparison` (what of the sources no record covers).
"""
