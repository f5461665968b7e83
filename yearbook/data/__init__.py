"""Write what machines read: open data, feeds, citations, linked data, Markdown, the sitemap.

In: the Yearbook, its languages and the public address of its site. Out: files (`core.output_file`) for the output
folder, and texts and values that pages show.

Read first: `tables.py` (CSV), `record_json.py` (JSON), `json_ld.py`.
"""
