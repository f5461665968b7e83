"""The command `guide`."""

from __future__ import annotations

from pathlib import Path

import click

from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.guide.pages import GUIDE_LANGUAGES, guide_files, read_guide_texts, read_pictures, read_style
from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.localization import message_language
from yearbook.cli.messages import exiting_on_problems, say
from yearbook.cli.options import FOLDER_TYPE, folder_option, overlay_option, templates_option
from yearbook.content.locations import FIELDS
from yearbook.i18n.strings import read_languages
from yearbook.model.declarations import NO_DECLARATIONS
from yearbook.site.assets import read_assets
from yearbook.site.rendering.templates import read_templates

_PACKAGE = Path(__file__).resolve().parent.parent
_OWN = Path("docs/editors-guide")


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder to write the pages to.")
@click.option("--texts", type=FOLDER_TYPE, help="Folder with the guide's Markdown.  [default: docs/editors-guide]")
@templates_option
@folder_option("content", Path("content"), "Folder with the content, whose own fields are explained too.", exists=False)
def guide_command(texts: Path | None, templates: Path | None, output: Path | None, content: Path) -> None:
    """Make the editors' guide: a folder of pages that works by itself."""
    folders, texts = overlay_option(templates), texts or _default_texts()
    output = output or (_OWN / "html" if _OWN.is_dir() else Path("editors-guide"))
    with exiting_on_problems(BuildOptions(content, folders.own, output, default_templates=folders.beneath)):
        made = guide_files(
            read_guide_texts(texts, (texts.parent / "problems.md",)),
            read_languages(folders, GUIDE_LANGUAGES),
            read_templates(folders),
            read_assets(folders),
            read_style(texts),
            read_pictures(texts),
            read_content_folder(content).own if (content / FIELDS).exists() else NO_DECLARATIONS,
        )
        for each in made:
            write_atomically(output / each.path, each.data)
    pages = sum(each.path.endswith(".html") for each in made)
    say("{pages} pages; open {file}", pages=pages, file=output / f"{message_language()}.html")


def _default_texts() -> Path:
    """Return the guide beside the content, or that of the installed package."""
    return next(each for each in (_OWN, _PACKAGE / "editors-guide", _PACKAGE.parent / _OWN) if each.is_dir())
