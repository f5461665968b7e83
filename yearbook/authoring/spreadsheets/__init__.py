"""Import records from the spreadsheets of offices, and export records into spreadsheets that can be imported again.

In: an Excel or CSV file and the yearbook; or the yearbook and a kind. Out: new content files with diagnostics by cell;
or a file. Records that are there are changed only with `--update`, and never removed.
Read first: `importing.py` (the steps of an import), `columns.py` (the columns of a kind), `updating.py` (changes).
"""
