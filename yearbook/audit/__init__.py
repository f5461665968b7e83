"""The Yearbook → editorial problems: what is well-formed and yet not right. Nearly all are warnings.

Each check is a function of one record and of small tables made once from the whole; what compares records works on
values that each record gives by itself. Changes nothing; what cannot be read at all is found before, by `source`,
`schema` and `library`. A finding can be accepted in the record: see `truth.acceptance`.
"""

from yearbook.audit.checks import Tables, check, tables
from yearbook.audit.ledger import as_json, as_text
from yearbook.audit.translations import Standing, State, standings, table

__all__ = [
    "Standing",
    "State",
    "Tables",
    "as_json",
    "as_text",
    "check",
    "standings",
    "table",
    "tables",
]
