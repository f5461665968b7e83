"""Entities → the Yearbook: translations paired, references resolved, orders fixed, indexes."""

from yearbook.library.outline import Print, outline, outlined, print_of, print_of_all
from yearbook.library.record import Body, Record, pair, years_of
from yearbook.library.yearbook import Key, Use, Yearbook, compile_yearbook, renew

__all__ = [
    "Body",
    "Key",
    "Print",
    "Record",
    "Use",
    "Yearbook",
    "compile_yearbook",
    "outline",
    "outlined",
    "pair",
    "print_of",
    "print_of_all",
    "renew",
    "years_of",
]
