"""The editors' guide: Markdown written by people, and the reference of fields in it → pages in the site's style.

`reference` makes the part between the markers of each guide from the vocabulary itself. `pages` makes finished files;
it writes none.
"""

from yearbook.guide.pages import GUIDES, LANGUAGES, guide, read_style, read_texts
from yearbook.guide.reference import BEGIN, END, example, fields_of, reference, with_reference

__all__ = [
    "BEGIN",
    "END",
    "GUIDES",
    "LANGUAGES",
    "example",
    "fields_of",
    "guide",
    "read_style",
    "read_texts",
    "reference",
    "with_reference",
]
