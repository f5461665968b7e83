"""`schemas`."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.messages import telling
from yearbook.cli.options import folder_option
from yearbook.content import json_schema
from yearbook.content.locations import CONFIGURATION
from yearbook.content.validation import languages_of
from yearbook.core.documents.document import Document, read_document
from yearbook.model.texts import DEFAULT_LANGUAGES


@click.command()
@folder_option("content", Path("content"), "What people write.", exists=True)
def schemas_command(content: Path) -> None:
    """Write what editors' tools complete from: .schema/ in the content, and .vscode/ beside it."""
    document = read_document(content, CONFIGURATION, content.name)
    languages = languages_of(document) if isinstance(document, Document) else DEFAULT_LANGUAGES
    files = {f".schema/{name}": data for name, data in json_schema.json_schemas(languages).items()}
    files |= {
        "../.vscode/settings.json": json_schema.settings(),
        "../.vscode/yearbook.code-snippets": json_schema.snippets(languages),
    }
    with telling(BuildOptions(content, content, content)):
        for name, data in files.items():
            write_atomically(content / name, data)
