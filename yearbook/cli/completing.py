"""`schemas`."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.cli.messages import telling
from yearbook.cli.orders import folder
from yearbook.order import Order
from yearbook.schema import jsonschema
from yearbook.store import save


@click.command()
@folder("content", Path("content"), "What people write.", exists=True)
def schemas(content: Path) -> None:
    """Write what editors' tools complete from: .schema/ in the content, and .vscode/ beside it."""
    files = {f".schema/{name}": data for name, data in jsonschema.schemas().items()}
    files |= {
        "../.vscode/settings.json": jsonschema.settings(),
        "../.vscode/yearbook.code-snippets": jsonschema.snippets(),
    }
    with telling(Order(content, content, content)):
        for name, data in files.items():
            save(content / name, data)
