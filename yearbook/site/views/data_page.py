"""The page that offers the open data."""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.data.data_package import DataFile
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext

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


def data_view(page: PageContext) -> DataView:
    files = tuple(_file(page, each) for each in page.edition.files)
    package = Run("datapackage.json", "", page.file_href("data/datapackage.json"))
    return DataView(Run(page.word("menu.data")), package, files)


def _file(page: PageContext, file: DataFile) -> FileLine:
    number = page.language.number
    return FileLine(
        name=Run(file.path.rpartition("/")[2], "", page.file_href(file.path)),
        meaning=file.description.read(page.language.code),
        format=file.format.upper(),
        rows=number(file.rows) if file.rows else "",
        size=f"{number(max(1, round(file.bytes / _KILOBYTE)))} kB",
    )
