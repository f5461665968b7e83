"""Spreadsheets that offices have → new records; and records → spreadsheets that can be worked on and taken back.

A file is read into sheets, a sheet into a table, the table's rows into new records, these into the text of content
files. `changes` says what is to be written, and `desk.write` writes it. Nothing changes or removes a record.
"""
