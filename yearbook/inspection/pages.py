"""One page as read → what is wrong in it by itself. Pure; knows of other files only which there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from yearbook.frozen import dataclass
from yearbook.inspection.addresses import INDEX, is_elsewhere, target
from yearbook.inspection.reading import Look, Mark
from yearbook.problems import Mistake, Place, Problem, Severity, nearest, problem

NOT_FOUND = "404.html"
BUDGET = 60_000
"""Bytes that the first view of a page may take over the line: page, style sheets and scripts, gzipped; no pictures."""

NO_FILE = Mistake(
    "YB701",
    "“{address}” leads to a file that is not there",
    "“{address}”指向的文件不存在",
    "did you mean “{meant}”?",
    "是不是“{meant}”？",
)
LEAVES = Mistake(
    "YB702",
    "“{address}” leads out of the site",
    "“{address}”指到了网站之外",
    "Addresses are relative to the page, so that the site works in a sub-folder and from a disk.",
    "地址须相对于页面书写，网站才能放在子目录中或从磁盘打开。",
)
OTHER_HOST = Mistake(
    "YB704",
    "the page asks another host for “{address}”",
    "页面会向其他网站请求“{address}”",
    "Put the file into the site, or make it a link that readers may follow.",
    "请把文件放进网站，或改为供读者点击的链接。",
)
TWICE = Mistake("YB705", "the id “{id}” stands on this page more than once", "标识“{id}”在本页出现不止一次")
NO_LANGUAGE = Mistake(
    "YB706",
    "the page says that it is in “{language}”, but stands in {folder}/",
    "页面声明的语言是“{language}”，却位于 {folder}/ 之下",
)
NO_TITLE = Mistake("YB708", "the page has no title", "页面没有标题（title）")
NO_TEXT = Mistake(
    "YB709",
    "{tag} has no text for readers who cannot see it",
    "{tag} 没有替代文字",
    'Say what it shows, or mark it as decoration (alt="", aria-hidden="true").',
    '请写明图中内容；仅作装饰的请标明（alt=""、aria-hidden="true"）。',
)
TOP_HEADINGS = Mistake(
    "YB710", "the page has {count} headings of the first level instead of one", "一级标题应恰有一个，本页有 {count} 个"
)
JUMP = Mistake("YB711", "{below} follows {above}: a level is left out", "{above} 之后直接是 {below}，跳过了一级")
NOT_CANONICAL = Mistake(
    "YB712",
    "the page gives “{address}” as its address, and is at “{own}”",
    "页面声明的规范地址是“{address}”，实际地址是“{own}”",
)
TOO_HEAVY = Mistake(
    "YB715",
    "the first view takes {size} KB over the line; the budget is {budget} KB",
    "首屏传输 {size} KB，超过预算 {budget} KB",
    "Page {page}, style sheets and scripts {rest} KB, all gzipped. A long list may be cut into several.",
    "压缩后页面 {page} KB，样式与脚本 {rest} KB。过长的列表可分为几页。",
    Severity.WARNING,
)
INLINE = Mistake(
    "YB716",
    "{tag} is code or style within the page, which the security policy refuses",
    "{tag} 是页内脚本或样式，安全策略会拒绝",
    "Move it to templates/assets/.",
    "请移到 templates/assets/ 中。",
)

LAX_POLICY = Mistake(
    "YB718",
    "the page's security policy allows {word}, which lets injected code run",
    "页面的安全策略允许 {word}，注入的代码可借此运行",
)

NOT_BASE = Mistake(
    "YB719",
    "the page's addresses are made relative to “{address}”, which is not the page",
    "页面把相对地址的基准设为“{address}”，而那不是本页",
)

_LAX = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
_LANGUAGE_FOLDER = re.compile(r"([a-z]{2,3})/")


@dataclass(frozen=True, slots=True)
class Site:
    """What a page is judged against."""

    name: str
    """Of the folder, as the person knows it; paths of places begin with it."""
    files: frozenset[str]
    """The paths of all files."""
    base: str
    """The public address with a slash at its end; empty where it is not known."""


def place(site: Site, path: str, mark: Mark | None = None, length: int = 1) -> Place:
    """A place on a page; the page as a whole without a mark."""
    return Place(f"{site.name}/{path}", mark.line, mark.column, length) if mark else Place(f"{site.name}/{path}")


def faults(site: Site, path: str, look: Look) -> Iterator[Problem]:
    """All that is wrong in one page, whatever stands on others."""
    for check in _CHECKS if look.leads_on else (*_CHECKS, *_CHECKS_OF_CONTENT):
        yield from check(site, path, look)


def _addresses(site: Site, path: str, look: Look) -> Iterator[Problem]:
    ways: dict[str, Mistake | None] = {}  # pages repeat their menu
    for mark in (*look.links, *look.requests):
        if mark.text not in ways:
            ways[mark.text] = _way(site, path, mark.text)
        if mistake := ways[mark.text]:
            found = target(path, mark.text, site.base)
            meant = _meant(site.files, found.path) if found and mistake is NO_FILE else ""
            yield problem(mistake, place(site, path, mark), address=mark.text, meant=meant)
    for mark in look.requests:
        if is_elsewhere(mark.text, site.base):
            yield problem(OTHER_HOST, place(site, path, mark), address=mark.text)


def _way(site: Site, path: str, address: str) -> Mistake | None:
    found = target(path, address, site.base)
    if found is None or found.path in site.files:
        return None
    return LEAVES if found.is_outside else NO_FILE


@lru_cache(maxsize=1000)  # a menu's broken link stands on every page
def _meant(files: frozenset[str], path: str) -> str:
    """The most alike of the files in the same folder."""
    folder, _, name = path.rpartition("/")
    return nearest(name, (each.rpartition("/")[2] for each in files if each.rpartition("/")[0] == folder))


def _ids(site: Site, path: str, look: Look) -> Iterator[Problem]:
    seen: set[str] = set()
    for mark in look.ids:
        if mark.text in seen:
            yield problem(TWICE, place(site, path, mark), id=mark.text)
        seen.add(mark.text)


def language_folder(site: Site, path: str) -> str:
    """The language in whose folder a page is; empty for pages of none. A language has an opening page."""
    found = _LANGUAGE_FOLDER.match(path)
    return found[1] if found and f"{found[1]}/{INDEX}" in site.files else ""


def _language(site: Site, path: str, look: Look) -> Iterator[Problem]:
    folder, said = language_folder(site, path), look.language.text
    if not said or (folder and said.partition("-")[0] != folder):
        yield problem(NO_LANGUAGE, place(site, path, look.language), language=said, folder=folder)


def _title(site: Site, path: str, look: Look) -> Iterator[Problem]:
    if not look.title:
        yield problem(NO_TITLE, place(site, path))


def _pictures(site: Site, path: str, look: Look) -> Iterator[Problem]:
    yield from (problem(NO_TEXT, place(site, path, each), tag=each.text) for each in look.untold)


def _headings(site: Site, path: str, look: Look) -> Iterator[Problem]:
    tops = [each for each in look.headings if each.text == "h1"]
    if len(tops) != 1:
        yield problem(TOP_HEADINGS, place(site, path, tops[1] if tops else None), count=len(tops))
    for above, below in zip(look.headings, look.headings[1:], strict=False):
        if int(below.text[1]) > int(above.text[1]) + 1:
            yield problem(JUMP, place(site, path, below), above=above.text, below=below.text)


def address_of(site: Site, path: str) -> str:
    """A page's public address: an index page by its folder. Empty where the site's is not known."""
    if not site.base:
        return ""
    return site.base + (path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path)


def _canonical(site: Site, path: str, look: Look) -> Iterator[Problem]:
    if not site.base or path == NOT_FOUND:
        return
    said, own = look.canonical.text if look.canonical else "", address_of(site, path)
    if said != own:
        yield problem(NOT_CANONICAL, place(site, path, look.canonical), address=said, own=own)


def _base(site: Site, path: str, look: Look) -> Iterator[Problem]:
    """The page for addresses that are not there needs one, since it is shown at any of them."""
    if look.base and look.base.text != site.base + path:
        yield problem(NOT_BASE, place(site, path, look.base), address=look.base.text)


def _code(site: Site, path: str, look: Look) -> Iterator[Problem]:
    yield from (problem(INLINE, place(site, path, each), tag=each.text) for each in look.code)
    yield from (problem(LAX_POLICY, place(site, path), word=each) for each in _LAX if each in look.policy)


def weight(site: Site, path: str, page: int, rest: int) -> Iterator[Problem]:
    """Whether the first view is over the budget: gzipped bytes of the page, and of what it loads to be shown."""
    if page + rest > BUDGET:
        sizes = {"size": page + rest, "page": page, "rest": rest, "budget": BUDGET}
        yield problem(TOO_HEAVY, place(site, path), **{name: f"{size / 1000:.1f}" for name, size in sizes.items()})


_CHECKS: tuple[Callable[[Site, str, Look], Iterator[Problem]], ...] = (
    _addresses, _ids, _language, _title, _pictures, _base, _code,
)  # fmt: skip
_CHECKS_OF_CONTENT = (_headings, _canonical)
"""Not for pages that only lead on."""
