"""Markdown → HTML, plain text, headings, links, and a tree of nodes for print.

It reads no file, knows no address of the site, and writes nothing: `convert` is a function of its arguments.
"""

from yearbook.prose.blocks import Block, blocks, with_prefix
from yearbook.prose.conversion import EMPTY, Prose, RecordLink, convert
from yearbook.prose.headings import Heading
from yearbook.prose.links import KINDS, MEDIA, resolve
from yearbook.prose.tree import Node, nodes, plain

__all__ = [
    "EMPTY",
    "KINDS",
    "MEDIA",
    "Block",
    "Heading",
    "Node",
    "Prose",
    "RecordLink",
    "blocks",
    "convert",
    "nodes",
    "plain",
    "resolve",
    "with_prefix",
]
