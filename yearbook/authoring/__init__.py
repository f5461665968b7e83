"""Carry out what an editor asks for by name: new records, other ids, one layout, translations, spreadsheets, the guide.

In: the content folder and what the editor typed. Out: changes to content files, all of them or none; tables; the pages
of the guide. A build never comes here.

Read first: `changes.py` (write all changes or none), `new_record.py` (start a record), `spreadsheets/importing.py`
(make records of the rows of a table).
"""
