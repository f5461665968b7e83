"""What each page shows, as self-contained frozen values; one module per kind of page."""

from yearbook.views.edition import Edition, edition
from yearbook.views.pages import Page, Reference, Site, compose, compose_record, path_of, references, site, template_of

__all__ = [
    "Edition",
    "Page",
    "Reference",
    "Site",
    "compose",
    "compose_record",
    "edition",
    "path_of",
    "references",
    "site",
    "template_of",
]
