"""Check the appearance in yearbook.yaml: contrast of the accent colour, breaks of the title, names in the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from yearbook.content.media import MediaFiles
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, nearest
from yearbook.model.appearance import LEAST_CONTRAST, NIGHT, PAPER, contrast, is_title, readable, written
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import PAGE
from yearbook.model.own_kinds import Kinds
from yearbook.model.structure import Pointer
from yearbook.model.urls import menu_pages

_PALE = DiagnosticKind(
    "YB317",
    "“{colour}” cannot be read on this ground: its contrast with {ground} is {ratio}, and {least} is needed",
    hint="{nearby} is near and has {enough}",
)
_OTHER_TITLE = DiagnosticKind(
    "YB318",
    "“{breaks}” is not the title “{title}” with a | where it may break",
    hint="write the title as it is, and | between words",
)
_NO_PAGE = DiagnosticKind(
    "YB319",
    "“{name}” is not a page that can stand in the menu",
    hint="did you mean “{meant}”?\nChoose from: {choices}",
)


def check_appearance(
    configuration: Configuration,
    files: MediaFiles,
    place: Callable[[Pointer], Location],
    kinds: Kinds,
    pages: Iterable[str],
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the appearance. `files`: those there are; `pages`: the ids of the free pages;
    `place` finds a value of yearbook.yaml.
    """
    appearance = configuration.appearance
    if appearance.logo and appearance.logo not in files.paths:
        yield files.missing(appearance.logo, place(("appearance", "logo")))
    for field, colour, ground in (
        ("accent", appearance.accent, PAPER),
        ("accent_dark", appearance.accent_dark, NIGHT),
    ):
        if colour and contrast(colour, ground) < LEAST_CONTRAST:
            yield _pale(colour, ground, place(("appearance", field)))
    for language, breaks in appearance.title_breaks.values if appearance.title_breaks else ():
        title = configuration.title.get(language) or ""
        if not is_title(breaks, title):
            where = place(("appearance", "title_breaks", language))
            yield diagnostic(_OTHER_TITLE, where, breaks=breaks, title=title)
    known = (*(each for each in menu_pages(kinds) if each != PAGE.index), *(f"{PAGE.name}:{each}" for each in pages))
    for number, name in enumerate(appearance.menu):
        if name not in known:
            where, meant = place(("appearance", "menu", number)), nearest(name, known)
            yield diagnostic(_NO_PAGE, where, name=name, meant=meant, choices=", ".join(known))


def _pale(colour: str, ground: str, where: Location) -> Diagnostic:
    nearby = readable(colour, ground)
    return diagnostic(
        _PALE,
        where,
        colour=written(colour),
        ground=ground,
        ratio=f"{contrast(colour, ground):.2f}:1",
        least=f"{LEAST_CONTRAST}:1",
        nearby=nearby,
        enough=f"{contrast(nearby, ground):.2f}:1",
    )
