"""The editors' guide: Markdown written by people, with a reference of all fields that is derived from the model.

In: the Markdown of docs/editors-guide, and the classes of the model. Out: finished pages in the style of the site.
Read first: `reference.py` (the part between the markers), `pages.py`.
"""
