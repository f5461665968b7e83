"""The editing room: records are edited in forms in the browser, and written to the files that text editors write.

In: a content folder, and what editors enter. Out: changed files, a journal of every entry, and pages of forms.

Read first: `operations.py` (what an entry is, and how it is applied; pure), `workspace.py` (files and journal),
`forms.py` (a form from the fields of a kind), `server.py` (HTTP).
"""
