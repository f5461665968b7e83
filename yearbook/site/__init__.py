"""Make the pages of the site from the Yearbook.

In: the Yearbook, its languages, the folder of templates. Out: pages, styles, scripts, pictures and the scripts of the
search, as bytes; `build` writes them. Read first: `edition.py` (the Yearbook sorted for one language),
`views/pages.py` (the table of pages), `rendering/templates.py` (pages become HTML).
"""
