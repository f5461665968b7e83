"""Inspect a finished site: check its links, HTML, languages, sitemap and weight, whatever program made it.

In: a folder of built files. Out: diagnostics, each at its line and column. It uses no network, no browser and no
content, and writes nothing.
Read first: `site_checks.py` (the whole inspection), `page_checks.py` (one page), `html_parser.py`.
"""
