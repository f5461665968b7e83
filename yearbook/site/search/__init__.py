"""Make the search index of an edition, as scripts that the search page loads.

In: an `Edition`. Out: scripts below `zh/search/`. Each record becomes an entry (its text as readers see it), then a
document (its terms), and all documents an index. The browser's half is `templates/assets/js/search.js`; both halves
share the tokenizer and the form of the scripts. Read first: `entries.py`, `index.py`, `scripts.py`.
"""
