"""What each page shows, as self-contained frozen values; one module per kind of page."""

from yearbook.views.edition import Edition, edition
from yearbook.views.pages import Page, Reference, Site, compose, references, site

__all__ = ["Edition", "Page", "Reference", "Site", "compose", "edition", "references", "site"]
