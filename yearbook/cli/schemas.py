"""The command `schemas`."""

from __future__ import annotations

import click

from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.options import content_options
from yearbook.content import json_schema
from yearbook.content.declarations import read_declarations
from yearbook.content.locations import CONFIGURATION
from yearbook.content.tree import read_tree
from yearbook.content.validation import languages_of, read_configuration
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.document import Document, read_document


@click.command()
@content_options
def schemas_command(options: BuildOptions) -> None:
    """Write JSON schemas and snippets for editors: .schema/ in the content folder, .vscode/ beside it."""
    document = read_document(options.content, CONFIGURATION, options.content.name)
    words = json_schema.SHIPPED_WORDS
    if isinstance(document, Document):
        tree, languages = read_tree(options.content, options.content.name), languages_of(document)
        own, wrong = read_declarations(options.content, tree, languages)
        if own is None:
            raise DiagnosticsError(wrong)
        words = json_schema.offered_words(languages, read_configuration(document)[0], own)
    files = {f".schema/{name}": data for name, data in json_schema.json_schemas(words).items()}
    files |= {
        "../.vscode/settings.json": json_schema.settings(words.own),
        "../.vscode/yearbook.code-snippets": json_schema.snippets(words),
    }
    for name, data in files.items():
        write_atomically(options.content / name, data)
