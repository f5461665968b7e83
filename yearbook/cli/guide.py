"""`guide`: the editors' guide as pages."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook import guide as editors
from yearbook.assets import read_assets
from yearbook.cli.messages import language, telling
from yearbook.cli.orders import FOLDER, laid, templates_option
from yearbook.interface import read_languages
from yearbook.order import Order
from yearbook.render import read_templates
from yearbook.store import save

_PACKAGE = Path(__file__).resolve().parent.parent
_OWN = Path("docs/editors-guide")
_WORDS = {"made": {"en": "{pages} pages; open {file}", "zh": "{pages} 页；请打开 {file}"}}


def _texts() -> Path:
    """The guide beside the content, or else that of the installed package."""
    return next(each for each in (_OWN, _PACKAGE / "editors-guide", _PACKAGE.parent / _OWN) if each.is_dir())


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where the pages go.")
@click.option("--texts", type=FOLDER, help="The guide's Markdown.  [default: docs/editors-guide]")
@templates_option
def guide(texts: Path | None, templates: Path | None, output: Path | None) -> None:
    """Make the editors' guide: a folder of pages that needs nothing beside it."""
    folders, texts = laid(templates), texts or _texts()
    output = output or (_OWN / "html" if _OWN.is_dir() else Path("editors-guide"))
    with telling(Order(texts, folders.own, output, beneath=folders.beneath)):
        made = editors.guide(
            editors.read_texts(texts, (texts.parent / "problems.md",)),
            read_languages(folders, editors.LANGUAGES),
            read_templates(folders),
            read_assets(folders),
            editors.read_style(texts),
        )
        for each in made:
            save(output / each.path, each.data)
    pages = sum(each.path.endswith(".html") for each in made)
    click.echo(_WORDS["made"][language()].format(pages=pages, file=output / f"{language()}.html"))
