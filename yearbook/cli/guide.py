"""`guide`: the editors' guide as pages."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.authoring.guide.pages import GUIDE_LANGUAGES, guide_files, read_guide_texts, read_style
from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.messages import message_language, say, telling
from yearbook.cli.options import FOLDER_TYPE, overlay_option, templates_option
from yearbook.i18n.strings import read_languages
from yearbook.site.assets import read_assets
from yearbook.site.rendering.templates import read_templates

_PACKAGE = Path(__file__).resolve().parent.parent
_OWN = Path("docs/editors-guide")


def _texts() -> Path:
    """The guide beside the content, or else that of the installed package."""
    return next(each for each in (_OWN, _PACKAGE / "editors-guide", _PACKAGE.parent / _OWN) if each.is_dir())


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where the pages go.")
@click.option("--texts", type=FOLDER_TYPE, help="The guide's Markdown.  [default: docs/editors-guide]")
@templates_option
def guide_command(texts: Path | None, templates: Path | None, output: Path | None) -> None:
    """Make the editors' guide: a folder of pages that needs nothing beside it."""
    folders, texts = overlay_option(templates), texts or _texts()
    output = output or (_OWN / "html" if _OWN.is_dir() else Path("editors-guide"))
    with telling(BuildOptions(texts, folders.own, output, default_templates=folders.beneath)):
        made = guide_files(
            read_guide_texts(texts, (texts.parent / "problems.md",)),
            read_languages(folders, GUIDE_LANGUAGES),
            read_templates(folders),
            read_assets(folders),
            read_style(texts),
        )
        for each in made:
            write_atomically(output / each.path, each.data)
    pages = sum(each.path.endswith(".html") for each in made)
    say("{pages} pages; open {file}", pages=pages, file=output / f"{message_language()}.html")
