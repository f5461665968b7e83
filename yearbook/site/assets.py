"""Join the styles and scripts of the templates folder into files whose names change with their content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.core.overlay import Folders

if TYPE_CHECKING:  # a build with nothing to do does not load the model
    from yearbook.model.appearance import Accent

_FINGERPRINT = 10  # hex digits: 40 bits tell the few versions of one file apart

_ACCENT = "@layer tokens {{ :root {{ --seal: {light}; --seal-dark: {dark}; }} }}"
_CINNABAR = b"#b0261b"


@dataclass(frozen=True, slots=True)
class Assets:
    """All asset files, by their use."""

    stylesheets: tuple[OutputFile, ...]
    scripts: tuple[OutputFile, ...]
    others: tuple[OutputFile, ...]
    """Files that keep their names because browsers ask for them by name: `favicon.svg`."""

    def __iter__(self) -> Iterator[OutputFile]:
        yield from (*self.stylesheets, *self.scripts, *self.others)


def read_assets(templates: Folders, accent: Accent | None = None) -> Assets:
    """Read `assets/css/*.css` as one style sheet, `assets/js/*.js` as one script, `assets/root/` as they are.

    A yearbook's own accent colour stands at the end of the style sheet, and in `favicon.svg`.
    """
    style = _ACCENT.format(light=accent.light, dark=accent.dark).encode() if accent else b""
    return Assets(
        _joined(templates.within("assets/css"), "css", style),
        _joined(templates.within("assets/js"), "js"),
        tuple(
            OutputFile(each.name, _coloured(each.read_bytes(), accent) if each.suffix == ".svg" else each.read_bytes())
            for each in templates.within("assets/root").values()
        ),
    )


def _coloured(drawing: bytes, accent: Accent | None) -> bytes:
    """Return a drawing in the accent colour."""
    return drawing.replace(_CINNABAR, accent.light.encode()) if accent else drawing


def contents(templates: Folders) -> Iterator[tuple[str, str]]:
    """Yield (path, digest) of every file that is not hidden, in the order of paths."""
    for path, each in templates.files().items():
        if not any(part.startswith(".") for part in path.split("/")):
            yield path, digest_bytes(each.read_bytes())


def _joined(files: Mapping[str, Path], ending: str, more: bytes = b"") -> tuple[OutputFile, ...]:
    """Return all files of a folder as one, in the order of their names, with `more` at the end."""
    data = b"\n".join(each.read_bytes().strip() for each in files.values() if each.suffix == f".{ending}")
    if not data:
        return ()
    data += b"\n" + more if more else b""
    return (OutputFile(f"assets/site.{digest_bytes(data)[:_FINGERPRINT]}.{ending}", data + b"\n"),)
