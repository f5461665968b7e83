"""A folder → an immutable tree; a file of it → fields that know their line and column, and a body.

This is the only package that reads content. It gives no value a type (`no`, `1:30` and `2016-09` stay text),
resolves no reference, and never raises for what a person wrote: that becomes a `Problem`.
"""

from yearbook.source.decoding import lines_of, read_media
from yearbook.source.documents import Document, parse_document, read_document
from yearbook.source.nodes import Items, Mapping, Node, Scalar, key_of, locate, plain
from yearbook.source.parsing import parse_mapping
from yearbook.source.tree import SourceFile, Tree, is_leftover, read_tree, refresh

__all__ = [
    "Document",
    "Items",
    "Mapping",
    "Node",
    "Scalar",
    "SourceFile",
    "Tree",
    "is_leftover",
    "key_of",
    "lines_of",
    "locate",
    "parse_document",
    "parse_mapping",
    "plain",
    "read_document",
    "read_media",
    "read_tree",
    "refresh",
]
