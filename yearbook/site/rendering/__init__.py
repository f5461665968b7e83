"""Render pages with Jinja templates, each known by a digest of itself and of all that it includes.

In: the folder of templates, a `Page`. Out: HTML as bytes. Templates see one value, `page`, and compute nothing.
Read first: `templates.py`, `template_checks.py` (what a template may not do), `template_compiler.py` (faster code).
"""
