"""Entities → the Yearbook: translations paired, references resolved, orders fixed, indexes."""

from yearbook.library.record import Body, Record, pair, years_of
from yearbook.library.yearbook import Key, Use, Yearbook, compile_yearbook

__all__ = ["Body", "Key", "Record", "Use", "Yearbook", "compile_yearbook", "pair", "years_of"]
