"""`schemas`."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.messages import telling
from yearbook.cli.options import folder_option
from yearbook.content import json_schema


@click.command()
@folder_option("content", Path("content"), "What people write.", exists=True)
def schemas_command(content: Path) -> None:
    """Write what editors' tools complete from: .schema/ in the content, and .vscode/ beside it."""
    files = {f".schema/{name}": data for name, data in json_schema.json_schemas().items()}
    files |= {
        "../.vscode/settings.json": json_schema.settings(),
        "../.vscode/yearbook.code-snippets": json_schema.snippets(),
    }
    with telling(BuildOptions(content, content, content)):
        for name, data in files.items():
            write_atomically(content / name, data)
