"""The page that offers the open data."""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.data.data_package import DataFile
from yearbook.site.views.composer import Composer
from yearbook.site.views.parts import Run

_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file to download."""

    name: Run
    meaning: str
    format: str
    rows: str
    """How many rows a table has; empty for other files."""
    size: str


@dataclass(frozen=True, slots=True)
class DataView:
    title: Run
    package: Run
    """The description of all files for programs."""
    files: tuple[FileLine, ...]


def data_view(composer: Composer) -> DataView:
    files = tuple(_file(composer, each) for each in composer.edition.files)
    package = Run("datapackage.json", "", composer.file("data/datapackage.json"))
    return DataView(Run(composer.word("menu.data")), package, files)


def _file(composer: Composer, file: DataFile) -> FileLine:
    number = composer.language.number
    meaning = file.meaning.zh if composer.language.code == "zh" else file.meaning.en
    return FileLine(
        Run(file.path.rpartition("/")[2], "", composer.file(file.path)),
        meaning,
        file.format.upper(),
        number(file.rows) if file.rows else "",
        f"{number(max(1, round(file.bytes / _KILOBYTE)))} kB",
    )
