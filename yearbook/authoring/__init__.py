"""Carry out what an editor asks for: new records, other ids, one layout, translations, spreadsheets, forms, the guide.

In: the content folder and what the editor typed. Out: changes to content files, all of them or none; tables; the pages
of the guide and of the editing room. A build never comes here.

Read first: `changes.py` (write all changes or none), `editing/operations.py` (what is entered in a form),
`spreadsheets/importing.py` (make records of the rows of a table).
"""
