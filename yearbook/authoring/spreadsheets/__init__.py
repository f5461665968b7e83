"""Import records from the spreadsheets of offices, and export records into spreadsheets that can be imported again.

In: an Excel or CSV file and the yearbook; or the yearbook and a kind. Out: new content files with diagnostics by cell;
or a file. An import only adds records: it neither changes nor removes any.
Read first: `importing.py` (the steps of an import), `columns.py` (the columns of a kind), `exporting.py`.
"""
