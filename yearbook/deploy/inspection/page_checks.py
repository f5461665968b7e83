"""Check one page by itself: links, ids, language, title, images, headings, addresses, code, weight. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.core.frozen import dataclass
from yearbook.deploy.inspection.html_parser import ParsedPage, TagPosition
from yearbook.deploy.inspection.links import INDEX_PAGE, is_external, link_target

NOT_FOUND_PAGE = "404.html"
FIRST_VIEW_BUDGET = 60_000
"""Bytes that the first view may transfer: page, style sheets and scripts, gzipped; without images."""

MISSING_FILE = DiagnosticKind(
    "YB701",
    "“{address}” leads to a file that is not there",
    hint="did you mean “{meant}”?",
)
LEAVES_SITE = DiagnosticKind(
    "YB702",
    "“{address}” leads out of the site",
    hint="Addresses are relative to the page, so that the site works in a sub-folder and from a disk.",
)
OTHER_HOST = DiagnosticKind(
    "YB704",
    "the page asks another host for “{address}”",
    hint="Put the file into the site, or make it a link that readers may follow.",
)
_TWICE = DiagnosticKind(
    "YB705", "the id “{id}” stands on this page more than once", hint="give each element an id of its own"
)
NO_LANGUAGE = DiagnosticKind(
    "YB706",
    "the page says that it is in “{language}”, but stands in {folder}/",
    hint="set the lang of the html element to that of the folder",
)
NO_TITLE = DiagnosticKind("YB708", "the page has no title", hint="give the template a title element")
_NO_ALT_TEXT = DiagnosticKind(
    "YB709",
    "{tag} has no text for readers who cannot see it",
    hint='Say what it shows, or mark it as decoration (alt="", aria-hidden="true").',
)
TOP_HEADINGS = DiagnosticKind(
    "YB710",
    "the page has {count} headings of the first level instead of one",
    hint="keep one h1, and make the others h2",
)
HEADING_JUMP = DiagnosticKind(
    "YB711", "{below} follows {above}: a level is left out", hint="use the next level, such as h3 below h2"
)
NOT_CANONICAL = DiagnosticKind(
    "YB712",
    "the page gives “{address}” as its address, and is at “{own}”",
    hint="set the address in yearbook.yaml to that of the site, and build it again",
)
TOO_HEAVY = DiagnosticKind(
    "YB715",
    "the first view takes {size} KB over the line; the budget is {budget} KB",
    hint="Page {page}, style sheets and scripts {rest} KB, all gzipped. A long list may be cut into several.",
    severity=Severity.WARNING,
)
_INLINE = DiagnosticKind(
    "YB716",
    "{tag} is code or style within the page, which the security policy refuses",
    hint="Move it to templates/assets/.",
)

UNSAFE_POLICY = DiagnosticKind(
    "YB718",
    "the page's security policy allows {word}, which lets injected code run",
    hint="take {word} out, and move scripts and styles into files",
)

WRONG_BASE = DiagnosticKind(
    "YB719",
    "the page's addresses are made relative to “{address}”, which is not the page",
    hint="take the base element out of the template",
)

_UNSAFE_WORDS = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
_LANGUAGE_FOLDER = re.compile(r"([a-z]{2,3})/")


@dataclass(frozen=True, slots=True)
class InspectedSite:
    """The facts of the whole site that the checks of a page need."""

    name: str
    """Name of its folder; the paths of locations begin with it."""
    files: frozenset[str]
    """The paths of all files."""
    base: str
    """The public address with a slash at its end; empty if unknown."""

    def location(self, path: str, at: TagPosition | None = None) -> Location:
        """Return a location on a page; without a position, the page as a whole."""
        name = f"{self.name}/{path}"
        return Location(name, at.line, at.column) if at else Location(name)

    def address(self, path: str) -> str:
        """Return a page's public address, that of an index page being its folder; empty if the site's is unknown."""
        is_index = path == INDEX_PAGE or path.endswith(f"/{INDEX_PAGE}")
        return self.base and self.base + (path.removesuffix(INDEX_PAGE) if is_index else path)


def page_faults(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    """Yield the faults that one page has by itself."""
    for check in _CHECKS if page.is_redirect else (*_CHECKS, *_CONTENT_CHECKS):
        yield from check(site, path, page)


def _addresses(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    faults: dict[str, DiagnosticKind | None] = {}  # pages repeat their menu
    for at in (*page.links, *page.requests):
        if at.text not in faults:
            faults[at.text] = _link_fault(site, path, at.text)
        if mistake := faults[at.text]:
            found = link_target(path, at.text, site.base)
            meant = _nearest_file(site.files, found.path) if found and mistake is MISSING_FILE else ""
            yield diagnostic(mistake, site.location(path, at), address=at.text, meant=meant)
    for at in page.requests:
        if is_external(at.text, site.base):
            yield diagnostic(OTHER_HOST, site.location(path, at), address=at.text)


def _link_fault(site: InspectedSite, path: str, address: str) -> DiagnosticKind | None:
    found = link_target(path, address, site.base)
    if found is None or found.path in site.files:
        return None
    return LEAVES_SITE if found.is_outside else MISSING_FILE


@lru_cache(maxsize=1000)  # the broken link of a menu is on every page
def _nearest_file(files: frozenset[str], path: str) -> str:
    """Return the file in the same folder whose name is nearest."""
    folder, _, name = path.rpartition("/")
    return nearest(name, (each.rpartition("/")[2] for each in files if each.rpartition("/")[0] == folder))


def _ids(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for at in page.ids:
        if at.text in seen:
            yield diagnostic(_TWICE, site.location(path, at), id=at.text)
        seen.add(at.text)


def language_folder(site: InspectedSite, path: str) -> str:
    """Return the language in whose folder a page is; empty for other pages. A language has an opening page."""
    found = _LANGUAGE_FOLDER.match(path)
    return found[1] if found and f"{found[1]}/{INDEX_PAGE}" in site.files else ""


def _language(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    folder, said = language_folder(site, path), page.language.text
    if not said or (folder and said.partition("-")[0] != folder):
        yield diagnostic(NO_LANGUAGE, site.location(path, page.language), language=said, folder=folder)


def _title(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    if not page.title:
        yield diagnostic(NO_TITLE, site.location(path))


def _images(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    yield from (diagnostic(_NO_ALT_TEXT, site.location(path, each), tag=each.text) for each in page.without_text)


def _headings(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    tops = [each for each in page.headings if each.text == "h1"]
    if len(tops) != 1:
        yield diagnostic(TOP_HEADINGS, site.location(path, tops[1] if tops else None), count=len(tops))
    for above, below in zip(page.headings, page.headings[1:], strict=False):
        if int(below.text[1]) > int(above.text[1]) + 1:
            yield diagnostic(HEADING_JUMP, site.location(path, below), above=above.text, below=below.text)


def _canonical(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    if not site.base or path == NOT_FOUND_PAGE:
        return
    said, own = page.canonical.text if page.canonical else "", site.address(path)
    if said != own:
        yield diagnostic(NOT_CANONICAL, site.location(path, page.canonical), address=said, own=own)


def _base(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    """Check `<base>`: 404.html needs one, since servers show it at any address."""
    if page.base and page.base.text != site.base + path:
        yield diagnostic(WRONG_BASE, site.location(path, page.base), address=page.base.text)


def _inline_code(site: InspectedSite, path: str, page: ParsedPage) -> Iterator[Diagnostic]:
    yield from (diagnostic(_INLINE, site.location(path, each), tag=each.text) for each in page.inline_code)
    unsafe = [each for each in _UNSAFE_WORDS if each in page.policy]
    yield from (diagnostic(UNSAFE_POLICY, site.location(path), word=each) for each in unsafe)


def weight_faults(site: InspectedSite, path: str, page: int, rest: int) -> Iterator[Diagnostic]:
    """Warn if the first view is over the budget: gzipped bytes of the page, and of what it loads to be shown."""
    if page + rest > FIRST_VIEW_BUDGET:
        sizes = {"size": page + rest, "page": page, "rest": rest, "budget": FIRST_VIEW_BUDGET}
        words = {name: f"{size / 1000:.1f}" for name, size in sizes.items()}
        yield diagnostic(TOO_HEAVY, site.location(path), **words)


_CHECKS: tuple[Callable[[InspectedSite, str, ParsedPage], Iterator[Diagnostic]], ...] = (
    _addresses, _ids, _language, _title, _images, _base, _inline_code,
)  # fmt: skip
_CONTENT_CHECKS = (_headings, _canonical)
"""Not for redirects."""
