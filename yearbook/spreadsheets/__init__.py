"""Spreadsheets that offices have → new records; and records → spreadsheets that can be worked on and taken back.

A file is read into sheets, a sheet into a table, the table's rows into new records, these into the text of content
files. `changes` says what is to be written, and `desk.write` writes it. Nothing changes or removes a record.
"""

from yearbook.spreadsheets.columns import Column, columns
from yearbook.spreadsheets.exporting import SHEETS, Exported, export
from yearbook.spreadsheets.files import File, changes, files
from yearbook.spreadsheets.headings import KINDS, folded
from yearbook.spreadsheets.importing import Import, read_import
from yearbook.spreadsheets.records import Asked, New
from yearbook.spreadsheets.sheets import CSV, EXCEL, Page, Sheet, read_sheets, shown, to_csv, to_excel
from yearbook.spreadsheets.tables import known_headings

__all__ = [
    "CSV",
    "EXCEL",
    "KINDS",
    "SHEETS",
    "Asked",
    "Column",
    "Exported",
    "File",
    "Import",
    "New",
    "Page",
    "Sheet",
    "changes",
    "columns",
    "export",
    "files",
    "folded",
    "known_headings",
    "read_import",
    "read_sheets",
    "shown",
    "to_csv",
    "to_excel",
]
