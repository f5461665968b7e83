"""One page as read → what is wrong in it by itself. Pure; knows of other files only which there are."""

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
"""Bytes that the first view of a page may take over the line: page, style sheets and scripts, gzipped; no pictures."""

MISSING_FILE = DiagnosticKind(
    "YB701",
    "“{address}” leads to a file that is not there",
    "“{address}”指向的文件不存在",
    "did you mean “{meant}”?",
    "是不是“{meant}”？",
)
LEAVES_SITE = DiagnosticKind(
    "YB702",
    "“{address}” leads out of the site",
    "“{address}”指到了网站之外",
    "Addresses are relative to the page, so that the site works in a sub-folder and from a disk.",
    "地址须相对于页面书写，网站才能放在子目录中或从磁盘打开。",
)
OTHER_HOST = DiagnosticKind(
    "YB704",
    "the page asks another host for “{address}”",
    "页面会向其他网站请求“{address}”",
    "Put the file into the site, or make it a link that readers may follow.",
    "请把文件放进网站，或改为供读者点击的链接。",
)
_TWICE = DiagnosticKind("YB705", "the id “{id}” stands on this page more than once", "标识“{id}”在本页出现不止一次")
NO_LANGUAGE = DiagnosticKind(
    "YB706",
    "the page says that it is in “{language}”, but stands in {folder}/",
    "页面声明的语言是“{language}”，却位于 {folder}/ 之下",
)
NO_TITLE = DiagnosticKind("YB708", "the page has no title", "页面没有标题（title）")
_NO_TEXT = DiagnosticKind(
    "YB709",
    "{tag} has no text for readers who cannot see it",
    "{tag} 没有替代文字",
    'Say what it shows, or mark it as decoration (alt="", aria-hidden="true").',
    '请写明图中内容；仅作装饰的请标明（alt=""、aria-hidden="true"）。',
)
TOP_HEADINGS = DiagnosticKind(
    "YB710", "the page has {count} headings of the first level instead of one", "一级标题应恰有一个，本页有 {count} 个"
)
SKIPPED_LEVEL = DiagnosticKind(
    "YB711", "{below} follows {above}: a level is left out", "{above} 之后直接是 {below}，跳过了一级"
)
NOT_CANONICAL = DiagnosticKind(
    "YB712",
    "the page gives “{address}” as its address, and is at “{own}”",
    "页面声明的规范地址是“{address}”，实际地址是“{own}”",
)
TOO_HEAVY = DiagnosticKind(
    "YB715",
    "the first view takes {size} KB over the line; the budget is {budget} KB",
    "首屏传输 {size} KB，超过预算 {budget} KB",
    "Page {page}, style sheets and scripts {rest} KB, all gzipped. A long list may be cut into several.",
    "压缩后页面 {page} KB，样式与脚本 {rest} KB。过长的列表可分为几页。",
    Severity.WARNING,
)
_INLINE = DiagnosticKind(
    "YB716",
    "{tag} is code or style within the page, which the security policy refuses",
    "{tag} 是页内脚本或样式，安全策略会拒绝",
    "Move it to templates/assets/.",
    "请移到 templates/assets/ 中。",
)

LAX_POLICY = DiagnosticKind(
    "YB718",
    "the page's security policy allows {word}, which lets injected code run",
    "页面的安全策略允许 {word}，注入的代码可借此运行",
)

NOT_BASE = DiagnosticKind(
    "YB719",
    "the page's addresses are made relative to “{address}”, which is not the page",
    "页面把相对地址的基准设为“{address}”，而那不是本页",
)

_LAX = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
_LANGUAGE_FOLDER = re.compile(r"([a-z]{2,3})/")


@dataclass(frozen=True, slots=True)
class InspectedSite:
    """What a page is judged against."""

    name: str
    """Of the folder, as the person knows it; paths of places begin with it."""
    files: frozenset[str]
    """The paths of all files."""
    base: str
    """The public address with a slash at its end; empty where it is not known."""


def page_location(site: InspectedSite, path: str, mark: TagPosition | None = None, length: int = 1) -> Location:
    """A place on a page; the page as a whole without a mark."""
    return Location(f"{site.name}/{path}", mark.line, mark.column, length) if mark else Location(f"{site.name}/{path}")


def page_faults(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    """All that is wrong in one page, whatever stands on others."""
    for check in _CHECKS if look.leads_on else (*_CHECKS, *_CHECKS_OF_CONTENT):
        yield from check(site, path, look)


def _addresses(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    ways: dict[str, DiagnosticKind | None] = {}  # pages repeat their menu
    for mark in (*look.links, *look.requests):
        if mark.text not in ways:
            ways[mark.text] = _way(site, path, mark.text)
        if mistake := ways[mark.text]:
            found = link_target(path, mark.text, site.base)
            meant = _meant(site.files, found.path) if found and mistake is MISSING_FILE else ""
            yield diagnostic(mistake, page_location(site, path, mark), address=mark.text, meant=meant)
    for mark in look.requests:
        if is_external(mark.text, site.base):
            yield diagnostic(OTHER_HOST, page_location(site, path, mark), address=mark.text)


def _way(site: InspectedSite, path: str, address: str) -> DiagnosticKind | None:
    found = link_target(path, address, site.base)
    if found is None or found.path in site.files:
        return None
    return LEAVES_SITE if found.is_outside else MISSING_FILE


@lru_cache(maxsize=1000)  # a menu's broken link stands on every page
def _meant(files: frozenset[str], path: str) -> str:
    """The most alike of the files in the same folder."""
    folder, _, name = path.rpartition("/")
    return nearest(name, (each.rpartition("/")[2] for each in files if each.rpartition("/")[0] == folder))


def _ids(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for mark in look.ids:
        if mark.text in seen:
            yield diagnostic(_TWICE, page_location(site, path, mark), id=mark.text)
        seen.add(mark.text)


def language_folder(site: InspectedSite, path: str) -> str:
    """The language in whose folder a page is; empty for pages of none. A language has an opening page."""
    found = _LANGUAGE_FOLDER.match(path)
    return found[1] if found and f"{found[1]}/{INDEX_PAGE}" in site.files else ""


def _language(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    folder, said = language_folder(site, path), look.language.text
    if not said or (folder and said.partition("-")[0] != folder):
        yield diagnostic(NO_LANGUAGE, page_location(site, path, look.language), language=said, folder=folder)


def _title(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    if not look.title:
        yield diagnostic(NO_TITLE, page_location(site, path))


def _pictures(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    yield from (diagnostic(_NO_TEXT, page_location(site, path, each), tag=each.text) for each in look.untold)


def _headings(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    tops = [each for each in look.headings if each.text == "h1"]
    if len(tops) != 1:
        yield diagnostic(TOP_HEADINGS, page_location(site, path, tops[1] if tops else None), count=len(tops))
    for above, below in zip(look.headings, look.headings[1:], strict=False):
        if int(below.text[1]) > int(above.text[1]) + 1:
            yield diagnostic(SKIPPED_LEVEL, page_location(site, path, below), above=above.text, below=below.text)


def address_of(site: InspectedSite, path: str) -> str:
    """A page's public address: an index page by its folder. Empty where the site's is not known."""
    if not site.base:
        return ""
    return site.base + (
        path.removesuffix(INDEX_PAGE) if path == INDEX_PAGE or path.endswith(f"/{INDEX_PAGE}") else path
    )


def _canonical(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    if not site.base or path == NOT_FOUND_PAGE:
        return
    said, own = look.canonical.text if look.canonical else "", address_of(site, path)
    if said != own:
        yield diagnostic(NOT_CANONICAL, page_location(site, path, look.canonical), address=said, own=own)


def _base(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    """The page for addresses that are not there needs one, since it is shown at any of them."""
    if look.base and look.base.text != site.base + path:
        yield diagnostic(NOT_BASE, page_location(site, path, look.base), address=look.base.text)


def _code(site: InspectedSite, path: str, look: ParsedPage) -> Iterator[Diagnostic]:
    yield from (diagnostic(_INLINE, page_location(site, path, each), tag=each.text) for each in look.code)
    yield from (diagnostic(LAX_POLICY, page_location(site, path), word=each) for each in _LAX if each in look.policy)


def weight_faults(site: InspectedSite, path: str, page: int, rest: int) -> Iterator[Diagnostic]:
    """Whether the first view is over the budget: gzipped bytes of the page, and of what it loads to be shown."""
    if page + rest > FIRST_VIEW_BUDGET:
        sizes = {"size": page + rest, "page": page, "rest": rest, "budget": FIRST_VIEW_BUDGET}
        yield diagnostic(
            TOO_HEAVY, page_location(site, path), **{name: f"{size / 1000:.1f}" for name, size in sizes.items()}
        )


_CHECKS: tuple[Callable[[InspectedSite, str, ParsedPage], Iterator[Diagnostic]], ...] = (
    _addresses, _ids, _language, _title, _pictures, _base, _code,
)  # fmt: skip
_CHECKS_OF_CONTENT = (_headings, _canonical)
"""Not for pages that only lead on."""
