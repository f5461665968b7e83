"""A folder of finished pages → all that is wrong in it: each page by itself, on all cores, then between pages."""

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
from yearbook.deploy.inspection import government_tags
from yearbook.deploy.inspection.html_parser import ParsedPage, TagPosition, parse_page
from yearbook.deploy.inspection.links import is_external, link_target
from yearbook.deploy.inspection.page_checks import (
    MISSING_FILE,
    NOT_FOUND_PAGE,
    OTHER_HOST,
    InspectedSite,
    address_of,
    page_faults,
    page_location,
    weight_faults,
)

NO_SITE = DiagnosticKind(
    "YB700",
    "there is no finished site here",
    "这里没有生成好的网站",
    "Build first (python build.py), or name the folder.",
    "请先生成（python build.py），或指明文件夹。",
)
NO_ANCHOR = DiagnosticKind(
    "YB703",
    "“{address}” leads to a place that is not on that page",
    "“{address}”指向的位置在该页上不存在",
    "did you mean “#{meant}”?",
    "是不是“#{meant}”？",
)
NOT_MUTUAL = DiagnosticKind(
    "YB707",
    "the page names “{address}” as its counterpart in {language}, which does not name it in return",
    "页面把“{address}”列为 {language} 版，但对方没有指回本页",
)
NOT_ITSELF = DiagnosticKind(
    "YB717",
    "the page names counterparts, but not itself among them under “{language}”",
    "页面列出了各语言版本，却没有以“{language}”列出自己",
)
UNLISTED = DiagnosticKind(
    "YB713", "the sitemap does not list this page", "站点地图没有列出本页", severity=Severity.WARNING
)
LISTED = DiagnosticKind("YB714", "the sitemap lists “{address}”, which is not there", "站点地图列出的“{address}”不存在")

SITEMAP = "sitemap.xml"
_STYLED = (".css", ".svg")
_ROBOTS = re.compile(r"^Sitemap:\s*(\S+/)sitemap\.xml\s*$", re.MULTILINE)
_LISTED = re.compile(r"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link [^>]*href=\"([^\"]*)\"")
_ASKED = re.compile(r"(?:url\(|@import\s)\s*['\"]?([^)'\"\s;]+)|\s(?:xlink:)?href=\"([^\"]+)\"")
_GZIP_FRAME = 12  # bytes that gzip has more than zlib around the same content


@dataclass(frozen=True, slots=True)
class _Context:
    """What a worker needs."""

    folder: str
    site: InspectedSite
    official: bool
    """Whether every page must bear the tags of a government's website."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One page, as far as other pages are concerned."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    ids: frozenset[str]
    anchors: tuple[tuple[str, str, TagPosition], ...]
    """(path, fragment, the link) of all links to a place on a page."""
    language: str
    alternates: tuple[tuple[str, str, TagPosition], ...]
    """(tag, path, the link) of the counterparts."""
    listed: bool
    """Whether a sitemap should name it."""


def inspect_site(
    folder: Path, *, base_url: str = "", government: bool = False, jobs: int = 1
) -> tuple[Diagnostic, ...]:
    """All that is wrong in a finished site, in the order of its pages.

    `base_url`: where it is published; where it is empty, what robots.txt says. `government`: also ask for the meta
    tags of a government's website; they are looked at anyway where a page bears some.
    """
    files = frozenset(_files(str(folder)))
    name = folder.name or folder.resolve().name
    pages = sorted(each for each in files if each.endswith(".html"))
    if not pages:
        return (diagnostic(NO_SITE, Location(folder.as_posix())),)
    site = InspectedSite(name, files, _base(folder, files, base_url))
    seen = {each.path: each for each in share(_see, _Context(str(folder), site, government), pages, jobs)}
    return in_order(
        (
            *(one for each in seen.values() for one in each.diagnostics),
            *_anchors(site, seen),
            *_counterparts(site, seen),
            *_sitemap(folder, site, seen),
            *_styles(folder, site),
        )
    )


def _files(root: str) -> Iterator[str]:
    """The paths of what a server would hand out: files that are hidden, or in hidden folders, are passed over."""
    for above, folders, names in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        path = above[len(root) :].lstrip(os.sep).replace(os.sep, "/")
        yield from (f"{path}/{each}" if path else each for each in names if not each.startswith("."))


def _base(folder: Path, files: frozenset[str], base_url: str) -> str:
    if not base_url and "robots.txt" in files:
        found = _ROBOTS.search((folder / "robots.txt").read_text("utf-8", "replace"))
        base_url = found[1] if found else ""
    return f"{base_url.rstrip('/')}/" if base_url else ""


def _see(context: _Context, paths: Sequence[str]) -> list[_Seen]:
    """Some pages: what is handed to a worker."""
    sizes: dict[str, int] = {}  # of style sheets and scripts, which pages share
    return [_page(context, path, sizes) for path in paths]


def _page(context: _Context, path: str, sizes: dict[str, int]) -> _Seen:
    site = context.site
    data = Path(context.folder, path).read_bytes()
    look = parse_page(data.decode("utf-8", "replace"))
    meta = dict(look.meta)
    diagnostics = [
        *page_faults(site, path, look),
        *weight_faults(site, path, _packed(data), _rest(context, path, look, sizes)),
    ]
    if context.official or government_tags.is_government_page(meta):
        diagnostics += government_tags.tag_faults(page_location(site, path), meta, site.base)
    aims = ((link_target(path, each.text, site.base), each) for each in look.links)
    others = ((tag, link_target(path, each.text, site.base), each) for tag, each in look.alternates)
    return _Seen(
        path,
        tuple(diagnostics),
        frozenset(each.text for each in look.ids),
        tuple((aim.path, aim.fragment, mark) for aim, mark in aims if aim and aim.fragment),
        look.language.text,
        tuple((tag, aim.path if aim else "", mark) for tag, aim, mark in others),
        path != NOT_FOUND_PAGE and "noindex" not in meta.get("robots", "") and not look.leads_on,
    )


def _rest(context: _Context, path: str, look: ParsedPage, sizes: dict[str, int]) -> int:
    """Gzipped bytes of the style sheets and scripts that a page loads."""
    wanted = {aim.path for each in look.first if (aim := link_target(path, each, context.site.base))}
    for each in wanted & context.site.files - sizes.keys():
        sizes[each] = _packed(Path(context.folder, each).read_bytes())
    return sum(sizes.get(each, 0) for each in wanted)


def _packed(data: bytes) -> int:
    return len(zlib.compress(data)) + _GZIP_FRAME


def _anchors(site: InspectedSite, seen: Mapping[str, _Seen]) -> Iterator[Diagnostic]:
    for page in seen.values():
        for path, fragment, mark in page.anchors:
            if path in seen and fragment not in seen[path].ids and fragment != "top":
                meant = nearest(fragment, seen[path].ids)
                yield diagnostic(NO_ANCHOR, page_location(site, page.path, mark), address=mark.text, meant=meant)


def _counterparts(site: InspectedSite, seen: Mapping[str, _Seen]) -> Iterator[Diagnostic]:
    """Every counterpart names all others, itself among them; the page for all others (`x-default`) need not."""
    for page in seen.values():
        if page.alternates and page.path not in {path for _, path, _ in page.alternates}:
            yield diagnostic(NOT_ITSELF, page_location(site, page.path, page.alternates[0][2]), language=page.language)
        for tag, path, mark in page.alternates:
            if path not in seen:
                yield diagnostic(MISSING_FILE, page_location(site, page.path, mark), address=mark.text, meant="")
            elif tag != "x-default" and not _returns(page, seen[path], tag):
                yield diagnostic(NOT_MUTUAL, page_location(site, page.path, mark), address=mark.text, language=tag)


def _returns(page: _Seen, other: _Seen, tag: str) -> bool:
    """Whether the counterpart is in the language that it is named for, and names the page in the page's own."""
    named = {(each, path) for each, path, _ in other.alternates}
    return other.language == tag and (page.language, page.path) in named


def _sitemap(folder: Path, site: InspectedSite, seen: Mapping[str, _Seen]) -> Iterator[Diagnostic]:
    """The addresses of the sitemap, and of those that it lists, against the pages that there are."""
    if SITEMAP not in site.files:
        return
    waiting, listed = [SITEMAP], set[str]()
    while waiting:
        path = waiting.pop()
        for mark in _found(_LISTED, (folder / path).read_text("utf-8", "replace")):
            aim = link_target(path, html.unescape(mark.text), site.base)
            if aim is None or aim.path not in site.files:
                yield diagnostic(LISTED, page_location(site, path, mark), address=mark.text)
            elif aim.path.endswith(".xml") and aim.path not in listed:
                waiting.append(aim.path)
            if aim:
                listed.add(aim.path)
    for page in seen.values():
        if page.listed and page.path not in listed:
            yield diagnostic(UNLISTED, page_location(site, page.path), address=address_of(site, page.path))


def _styles(folder: Path, site: InspectedSite) -> Iterator[Diagnostic]:
    """What style sheets and pictures ask for in their turn."""
    for path in sorted(each for each in site.files if each.endswith(_STYLED)):
        for mark in _found(_ASKED, (folder / path).read_text("utf-8", "replace")):
            aim = link_target(path, mark.text, site.base)
            if is_external(mark.text, site.base):
                yield diagnostic(OTHER_HOST, page_location(site, path, mark), address=mark.text)
            elif aim and aim.path not in site.files:
                yield diagnostic(MISSING_FILE, page_location(site, path, mark), address=mark.text, meant="")


def _found(pattern: re.Pattern[str], text: str) -> Iterator[TagPosition]:
    """What the first group that matched holds, with its place."""
    line, begin = 1, 0  # of the line, counted on from one find to the next
    for each in pattern.finditer(text):
        start = each.start(each.lastindex or 0)
        if more := text.count("\n", begin, start):
            line, begin = line + more, text.rindex("\n", begin, start) + 1
        yield TagPosition(each[each.lastindex or 0], line, start - begin + 1)
