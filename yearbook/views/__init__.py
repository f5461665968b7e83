"""What each page shows, as self-contained frozen values; one module per kind of page."""

from yearbook.views.edition import Edition, edition
from yearbook.views.pages import Page, Site, compose, compose_index, compose_record, site, template_of
from yearbook.views.references import Reference, find, path_of, references

__all__ = [
    "Edition",
    "Page",
    "Reference",
    "Site",
    "compose",
    "compose_index",
    "compose_record",
    "edition",
    "find",
    "path_of",
    "references",
    "site",
    "template_of",
]
