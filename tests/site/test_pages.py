"""The real yearbook, built: every page whole, every link leading somewhere, nothing asked of another host."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from babel import Locale

from tests.support.paths import ROOT
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
ADDRESSES = ("href", "src", "srcset", "poster", "action", "data", "cite", "formaction", "manifest", "xlink:href")
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")


@dataclass
class Look:
    """What one page says of itself, gathered in one reading."""

    lang: str = ""
    title: str = ""
    description: str = ""
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    addresses: list[tuple[str, str, str]] = field(default_factory=list)
    """(element, attribute, address): all but those of `alternates`, `canonical` and `licences`."""
    alternates: dict[str, str] = field(default_factory=dict)
    """Those of the head."""
    licences: list[str] = field(default_factory=list)
    """The only links that lead to another site, and only when somebody follows them."""
    canonical: str = ""
    langs: set[str] = field(default_factory=set)
    pointers: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    """What is wrong wherever it stands."""


class Reader(HTMLParser):
    """One page → its `Look`."""

    def __init__(self) -> None:
        super().__init__()
        self.look = Look()
        self.open: list[str] = []
        self.inert = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):
            self.look.wrong.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)
        self.inert = tag == "script" and given.get("type") == "application/ld+json"
        self._itself(tag, given)
        self._links(tag, given)
        self.look.pointers |= {each for name in POINTERS for each in given.get(name, "").split()}
        self.look.langs |= {given[each] for each in ("lang", "hreflang") if each in given}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.look.wrong.append(f"</{tag}> closes what is not open, on line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside == "script" and self.inert:
            json.loads(data)  # linked data, which no browser runs
        elif inside in ("style", "script") and data.strip():
            self.look.wrong.append(f"a {inside} in the page")
        elif inside == "title" and "svg" not in self.open:
            self.look.title += data

    def _itself(self, tag: str, given: Mapping[str, str]) -> None:
        look = self.look
        if "id" in given:
            look.ids.append(given["id"])
        if tag == "html":
            look.lang = given.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            look.headings.append(int(tag[1]))
        if given.get("role") == "doc-noteref" and any(re.fullmatch("h[1-6]", each) for each in self.open):
            look.wrong.append("the mark of a note within a heading, with which it would be read out")
        if tag == "meta" and given.get("name") == "description":
            look.description = given.get("content", "")
        if tag == "img" and "alt" not in given:
            look.wrong.append(f"a picture without a text: {given.get('src')}")
        look.wrong += [f"<{tag} {each}>" for each in given if each == "style" or each.startswith("on")]

    def _links(self, tag: str, given: Mapping[str, str]) -> None:
        relations = given.get("rel", "").split()
        if tag == "link" and "alternate" in relations and "hreflang" in given:
            self.look.alternates[given["hreflang"]] = given["href"]
        elif tag == "a" and relations == ["license"]:
            self.look.licences.append(given["href"])
        elif tag == "link" and "canonical" in relations:
            self.look.canonical = given["href"]
        else:
            self.look.addresses += [(tag, each, given[each]) for each in ADDRESSES if each in given]


@dataclass(frozen=True)
class Built:
    """A site on disk, read once."""

    folder: Path
    pages: Mapping[str, Look]
    files: frozenset[str]

    def inner(self) -> Iterator[tuple[str, Look]]:
        """Pages that are in one language."""
        yield from ((path, look) for path, look in self.pages.items() if path[:3] in ("zh/", "en/"))


def look_at(folder: Path, path: str) -> Look:
    reader = Reader()
    reader.feed((folder / path).read_text("utf-8"))
    reader.close()
    if reader.open:
        reader.look.wrong.append(f"never closed: {reader.open}")
    return reader.look


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real content, built without a public address. A build with errors fails here, with all of them."""
    folder = tmp_path_factory.mktemp("real") / "site"
    pipeline.build(BuildOptions(ROOT / "content", ROOT / "templates", folder, jobs=2))
    files = frozenset(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    return Built(folder, {each: look_at(folder, each) for each in sorted(files) if each.endswith(".html")}, files)


def test_there_is_a_yearbook(built: Built) -> None:
    kinds = Counter(path.split("/")[1] for path, _ in built.inner() if path.startswith("zh/"))
    for kind, few in (("honors", 30), ("projects", 60), ("units", 60), ("programs", 40), ("years", 3), ("sources", 5)):
        assert kinds[kind] > few, kind


def test_every_page_is_in_each_language(built: Built) -> None:
    ours = {code: {path[2:] for path in built.pages if path.startswith(f"{code}/")} for code in LANGUAGES}
    assert ours["zh"] == ours["en"]
    beside = [path for path in built.pages if path.startswith("parallel/")]
    assert len(built.pages) - len(beside) == 2 * len(ours["zh"]) + 2


def test_pages_are_well_formed_and_bring_no_code_or_style(built: Built) -> None:
    assert {path: look.wrong for path, look in built.pages.items() if look.wrong} == {}


def test_every_page_says_what_it_is(built: Built) -> None:
    assert [path for path, look in built.pages.items() if not look.title.strip() or not look.description.strip()] == []
    titles = Counter((posixpath.dirname(path), look.title) for path, look in built.inner())
    assert [title for title, count in titles.items() if count > 1] == []


def test_links_are_relative_and_lead_somewhere(built: Built) -> None:
    """So the site works in a sub-folder, and from a disk. An address with a scheme or a leading slash is refused,
    but for the licence, which readers may follow and pages do not ask for.
    """
    wrong = []
    ids = {path: set(look.ids) for path, look in built.pages.items()}
    for path, look in built.pages.items():
        for tag, attribute, address in look.addresses:
            if not leads_somewhere(path, address, ids, built.files):
                wrong.append(f"{path}: <{tag} {attribute}={address}>")
    assert wrong == []
    deeds = {each for look in built.pages.values() for each in look.licences}
    assert all(
        re.fullmatch(r"https://creativecommons\.org/licenses/by/4\.0/deed\.(en|zh-hans)", each) for each in deeds
    )
    assert len(deeds) == len(LANGUAGES)


def leads_somewhere(page: str, address: str, ids: Mapping[str, set[str]], files: frozenset[str]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.query or address.startswith("/"):
        return False
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if target not in files or target.startswith(".."):
        return False
    return not parts.fragment or unquote(parts.fragment) in ids.get(target, ())


def test_links_that_lead_nowhere_are_found() -> None:
    ids, files = {"zh/a.html": {"here"}, "zh/b/c.html": set[str]()}, frozenset(("zh/a.html", "zh/b/c.html", "x.css"))
    good = ["#here", "a.html", "b/c.html", "../x.css", "b/../a.html#here", ""]
    bad = [
        "#there",
        "c.html",
        "../../x.css",
        "/x.css",
        "//h/x.css",
        "http://h/",
        "b/",
        "b/c.html#here",
        "a.html?a",
        "mailto:a@b",
    ]
    assert [each for each in good if not leads_somewhere("zh/a.html", each, ids, files)] == []
    assert [each for each in bad if leads_somewhere("zh/a.html", each, ids, files)] == []


def test_styles_and_scripts_ask_no_other_host(built: Built) -> None:
    for path in built.files:
        if path.endswith((".css", ".js", ".svg")):
            text = re.sub(r"/\*.*?\*/", "", (built.folder / path).read_text("utf-8"), flags=re.DOTALL)
            asked = re.findall(r"url\(\s*['\"]?([^)'\"]*)|@import\s+['\"]([^'\"]*)", text)
            assert [each for pair in asked for each in pair if re.match(r"[a-z][a-z0-9+.-]*:|/", each)] == [], path
            assert re.findall(r"\b(?:fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import)\s*\(", text) == [], (
                path
            )


def test_the_pages_of_a_language_are_pairs(built: Built) -> None:
    """Every page names itself and its counterpart, and the counterpart names it."""
    wrong = []
    for path, look in built.inner():
        found = {
            tag: posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
            for tag, href in look.alternates.items()
        }
        if found != {tag: code + path[2:] for code, tag in LANGUAGES.items()} or look.lang != LANGUAGES[path[:2]]:
            wrong.append(path)
    assert wrong == []


def test_ids_are_unique_and_pointers_point(built: Built) -> None:
    for path, look in built.pages.items():
        assert [each for each, count in Counter(look.ids).items() if count > 1] == [], path
        assert [each for each in look.ids if not each or re.search(r"\s", each)] == [], path
        assert look.pointers <= set(look.ids), path


def test_languages_are_known(built: Built) -> None:
    tags = {each for look in built.pages.values() for each in look.langs}
    assert tags >= set(LANGUAGES.values())
    for tag in tags:
        assert str(Locale.parse(tag, sep="-")).replace("_", "-") == tag


def test_headings_are_an_outline(built: Built) -> None:
    for path, look in built.pages.items():
        assert look.headings.count(1) == 1, path
        assert look.headings[0] == 1, path
        assert [
            (above, below) for above, below in zip(look.headings, look.headings[1:], strict=False) if below > above + 1
        ] == [], path
