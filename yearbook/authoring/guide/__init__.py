"""The editors' guide: Markdown written by people, and the reference of fields in it → pages in the site's style.

`reference` makes the part between the markers of each guide from the vocabulary itself. `pages` makes finished files;
it writes none.
"""
