"""`schemas`."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.cli.orders import folder
from yearbook.schema import jsonschema


@click.command()
@folder("content", Path("content"), "What people write.", exists=True)
def schemas(content: Path) -> None:
    """Write what editors' tools complete from: .schema/ in the content, and .vscode/ beside it."""
    files = {f".schema/{name}": data for name, data in jsonschema.schemas().items()}
    files |= {
        "../.vscode/settings.json": jsonschema.settings(),
        "../.vscode/yearbook.code-snippets": jsonschema.snippets(),
    }
    for name, data in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(data)
