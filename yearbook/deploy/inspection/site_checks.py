"""Inspect a folder of finished pages: each page by itself, in parallel, then references between files."""

from __future__ import annotations

import html
import os
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, in_order, nearest
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import share
from yearbook.deploy.inspection.government_tags import is_government_page, tag_faults
from yearbook.deploy.inspection.html_parser import ParsedPage, TagPosition, parse_page
from yearbook.deploy.inspection.links import is_external, link_target
from yearbook.deploy.inspection.page_checks import (
    MISSING_FILE,
    NOT_FOUND_PAGE,
    OTHER_HOST,
    InspectedSite,
    page_faults,
    weight_faults,
)

NO_SITE = DiagnosticKind(
    "YB700",
    "there is no finished site here",
    hint="Build first (python build.py), or name the folder.",
)
NO_ANCHOR = DiagnosticKind(
    "YB703",
    "“{address}” leads to a place that is not on that page",
    hint="did you mean “#{meant}”?",
)
NOT_MUTUAL = DiagnosticKind(
    "YB707",
    "the page names “{address}” as its counterpart in {language}, which does not name it in return",
    hint="build the whole site again; pages of all languages belong together",
)
NOT_ITSELF = DiagnosticKind(
    "YB717",
    "the page names counterparts, but not itself among them under “{language}”",
    hint="build the site again, or name the page in the template too",
)
UNLISTED = DiagnosticKind(
    "YB713",
    "the sitemap does not list this page",
    hint="build the site again, or remove the page",
    severity=Severity.WARNING,
)
LISTED = DiagnosticKind("YB714", "the sitemap lists “{address}”, which is not there", hint="build the site again")

SITEMAP = "sitemap.xml"
_STYLED = (".css", ".svg")
_ROBOTS = re.compile(r"^Sitemap:\s*(\S+/)sitemap\.xml\s*$", re.MULTILINE)
_LISTED = re.compile(r"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link [^>]*href=\"([^\"]*)\"")
_REFERENCE = re.compile(r"(?:url\(|@import\s)\s*['\"]?([^)'\"\s;]+)|\s(?:xlink:)?href=\"([^\"]+)\"")
_GZIP_FRAME = 12  # bytes that gzip has more than zlib around the same content


@dataclass(frozen=True, slots=True)
class _Context:
    """The context of a worker."""

    folder: str
    site: InspectedSite
    is_government: bool
    """Whether every page must have the tags of a government website."""


@dataclass(frozen=True, slots=True)
class _InspectedPage:
    """The result of checking one page, and the facts that other pages are checked against."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    ids: frozenset[str]
    anchors: tuple[tuple[str, str, TagPosition], ...]
    """(path, fragment, position) of all links to a fragment of a page."""
    language: str
    alternates: tuple[tuple[str, str, TagPosition], ...]
    """(language tag, path, position) of its versions in other languages and of itself."""
    in_sitemap: bool
    """Whether a sitemap should list it."""


def inspect_site(
    folder: Path, *, base_url: str = "", government: bool = False, jobs: int = 1
) -> tuple[Diagnostic, ...]:
    """Return the faults of a finished site in the order of its pages.

    `base_url`: where it is published; if empty, taken from robots.txt. `government`: require the meta tags of a
    government website on every page; they are checked anyway on pages that have any.
    """
    files = frozenset(_files(str(folder)))
    paths = sorted(each for each in files if each.endswith(".html"))
    if not paths:
        return (diagnostic(NO_SITE, Location(folder.as_posix())),)
    site = InspectedSite(folder.name or folder.resolve().name, files, _base(folder, files, base_url))
    context = _Context(str(folder), site, government)
    pages = {page.path: page for page in share(_inspect_pages, context, paths, jobs)}
    return in_order(
        (
            *(found for page in pages.values() for found in page.diagnostics),
            *_check_fragments(site, pages),
            *_check_alternates(site, pages),
            *_check_sitemap(folder, site, pages),
            *_check_styles(folder, site),
        )
    )


def _files(root: str) -> Iterator[str]:
    """Yield the paths of the files that a server would send: hidden files and folders are skipped."""
    for above, folders, names in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        path = above[len(root) :].lstrip(os.sep).replace(os.sep, "/")
        yield from (f"{path}/{each}" if path else each for each in names if not each.startswith("."))


def _base(folder: Path, files: frozenset[str], base_url: str) -> str:
    if not base_url and "robots.txt" in files:
        found = _ROBOTS.search((folder / "robots.txt").read_text("utf-8", "replace"))
        base_url = found[1] if found else ""
    return f"{base_url.rstrip('/')}/" if base_url else ""


def _inspect_pages(context: _Context, paths: Sequence[str]) -> list[_InspectedPage]:
    sizes: dict[str, int] = {}  # of style sheets and scripts, which pages share
    return [_inspect_page(context, path, sizes) for path in paths]


def _inspect_page(context: _Context, path: str, sizes: dict[str, int]) -> _InspectedPage:
    site = context.site
    data = Path(context.folder, path).read_bytes()
    page = parse_page(data.decode("utf-8", "replace"))
    rest = _loaded_size(context, path, page, sizes)
    diagnostics = [*page_faults(site, path, page), *weight_faults(site, path, _gzipped_size(data), rest)]
    if context.is_government or is_government_page(page.meta):
        diagnostics += tag_faults(site.location(path), page.meta, site.base)
    targets = ((link_target(path, at.text, site.base), at) for at in page.links)
    alternates = ((tag, link_target(path, at.text, site.base), at) for tag, at in page.alternates)
    return _InspectedPage(
        path=path,
        diagnostics=tuple(diagnostics),
        ids=frozenset(at.text for at in page.ids),
        anchors=tuple((target.path, target.fragment, at) for target, at in targets if target and target.fragment),
        language=page.language.text,
        alternates=tuple((tag, target.path if target else "", at) for tag, target, at in alternates),
        in_sitemap=path != NOT_FOUND_PAGE and "noindex" not in page.meta.get("robots", "") and not page.is_redirect,
    )


def _loaded_size(context: _Context, path: str, page: ParsedPage, sizes: dict[str, int]) -> int:
    """Return the gzipped bytes of the style sheets and scripts that a page loads."""
    targets = (link_target(path, each, context.site.base) for each in page.blocking)
    loaded = {target.path for target in targets if target}
    for each in loaded & context.site.files - sizes.keys():
        sizes[each] = _gzipped_size(Path(context.folder, each).read_bytes())
    return sum(sizes.get(each, 0) for each in loaded)


def _gzipped_size(data: bytes) -> int:
    return len(zlib.compress(data)) + _GZIP_FRAME


def _check_fragments(site: InspectedSite, pages: Mapping[str, _InspectedPage]) -> Iterator[Diagnostic]:
    for page in pages.values():
        for path, fragment, at in page.anchors:
            if path in pages and fragment not in pages[path].ids and fragment != "top":
                meant = nearest(fragment, pages[path].ids)
                yield diagnostic(NO_ANCHOR, site.location(page.path, at), address=at.text, meant=meant)


def _check_alternates(site: InspectedSite, pages: Mapping[str, _InspectedPage]) -> Iterator[Diagnostic]:
    """Check that every version of a page names all versions, itself included; `x-default` need not."""
    for page in pages.values():
        if page.alternates and page.path not in {path for _, path, _ in page.alternates}:
            yield diagnostic(NOT_ITSELF, site.location(page.path, page.alternates[0][2]), language=page.language)
        for tag, path, at in page.alternates:
            if path not in pages:
                yield diagnostic(MISSING_FILE, site.location(page.path, at), address=at.text, meant="")
            elif tag != "x-default" and not _is_mutual(page, pages[path], tag):
                yield diagnostic(NOT_MUTUAL, site.location(page.path, at), address=at.text, language=tag)


def _is_mutual(page: _InspectedPage, other: _InspectedPage, tag: str) -> bool:
    """Return whether the other version is in the language `tag`, and names the page under the page's language."""
    named = {(each, path) for each, path, _ in other.alternates}
    return other.language == tag and (page.language, page.path) in named


def _check_sitemap(folder: Path, site: InspectedSite, pages: Mapping[str, _InspectedPage]) -> Iterator[Diagnostic]:
    """Compare the addresses in the sitemap, and in those that it lists, with the pages."""
    if SITEMAP not in site.files:
        return
    waiting, listed = [SITEMAP], set[str]()
    while waiting:
        path = waiting.pop()
        for at in _matches(_LISTED, (folder / path).read_text("utf-8", "replace")):
            target = link_target(path, html.unescape(at.text), site.base)
            if target is None or target.path not in site.files:
                yield diagnostic(LISTED, site.location(path, at), address=at.text)
            elif target.path.endswith(".xml") and target.path not in listed:
                waiting.append(target.path)
            if target:
                listed.add(target.path)
    for page in pages.values():
        if page.in_sitemap and page.path not in listed:
            yield diagnostic(UNLISTED, site.location(page.path), address=site.address(page.path))


def _check_styles(folder: Path, site: InspectedSite) -> Iterator[Diagnostic]:
    """Check the addresses that style sheets and SVG files refer to."""
    for path in sorted(each for each in site.files if each.endswith(_STYLED)):
        for at in _matches(_REFERENCE, (folder / path).read_text("utf-8", "replace")):
            target = link_target(path, at.text, site.base)
            if is_external(at.text, site.base):
                yield diagnostic(OTHER_HOST, site.location(path, at), address=at.text)
            elif target and target.path not in site.files:
                yield diagnostic(MISSING_FILE, site.location(path, at), address=at.text, meant="")


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[TagPosition]:
    """Yield the group that matched, with its position, for every match."""
    line, begin = 1, 0  # of the current line, counted on from one match to the next
    for each in pattern.finditer(text):
        start = each.start(each.lastindex or 0)
        if more := text.count("\n", begin, start):
            line, begin = line + more, text.rindex("\n", begin, start) + 1
        yield TagPosition(each[each.lastindex or 0], line, start - begin + 1)
