"""Markdown → HTML, plain text, headings, links, and a tree of nodes for print.

It reads no file, knows no address of the site, and writes nothing: `convert` is a function of its arguments.
"""
