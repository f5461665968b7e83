"""Render the guides as pages of a folder of their own, with the styles, scripts and icons that they need.

Guides need code blocks, which the prose of the yearbook does not have, so their Markdown is converted here. It is the
program's own, and not sanitised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from markupsafe import Markup

from yearbook.authoring.guide.reference import BEGIN, with_reference
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.open_graph import OpenGraph, locale
from yearbook.i18n.language import Language
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.site.assets import Assets
from yearbook.site.rendering.templates import Templates, render
from yearbook.site.views.elements import Run
from yearbook.site.views.page_frame import Alternate, Frame, Page

GUIDE_LANGUAGES = ("zh", "en")
GUIDES = tuple(f"{each}.md" for each in GUIDE_LANGUAGES)
"""The guides, one in each language; other documents that they link to get a page too."""
_TEMPLATE = "pages/guide.html"
STYLE = "guide.css"

_TITLE = re.compile(r"\A\s*# (.+)\n")
_LINK = re.compile(r'href="(?!https?:|mailto:|#)([^"#]*?)([^"/#]+)\.md(#[^"]*)?"')
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One line of the contents."""

    link: Run
    below: tuple[GuideEntry, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The content of a page of the guide."""

    title: Run
    contents: tuple[GuideEntry, ...]
    html: Markup


def read_guide_texts(folder: Path, more: Sequence[Path] = ()) -> dict[str, str]:
    """Return the Markdown of the guides in a folder, and of those `more` documents that exist, by file name."""
    files = [folder / each for each in GUIDES] + [each for each in more if each.exists()]
    return {each.name: each.read_text("utf-8") for each in files}


def read_style(folder: Path) -> str:
    """Return the styles of the guide, which come after those of the site."""
    return (folder / STYLE).read_text("utf-8")


def read_pictures(folder: Path) -> tuple[OutputFile, ...]:
    """Return the pictures that the guides show, which stand beside them."""
    return tuple(OutputFile(each.name, each.read_bytes()) for each in sorted(folder.glob("*.png")))


def guide_files(
    texts: Mapping[str, str],
    languages: Sequence[Language],
    templates: Templates,
    assets: Assets,
    style: str,
    pictures: Sequence[OutputFile] = (),
    own: Declarations = NO_DECLARATIONS,
) -> tuple[OutputFile, ...]:
    """Return every page, and all that pages use, by paths in a folder of their own.

    `texts` is Markdown by file name. `zh.md` becomes `zh.html` in Chinese, `en.md` and all others are in English words.
    The reference between the markers of a guide is made anew, since a yearbook may have further kinds and fields.
    """
    by_code = {each.code: each for each in languages}
    extra = (OutputFile(f"assets/{STYLE}", style.encode()),)
    pages = []
    for name, text in texts.items():
        code = PurePosixPath(name).stem
        language = by_code.get(code, by_code["en"])
        whole = with_reference(text, code, own) if BEGIN in text else text
        page = _page(
            name, whole, language, languages, tuple(each.path for each in (*assets.stylesheets, *extra)), assets
        )
        pages.append(OutputFile(page.path, render(templates, _TEMPLATE, page)))
    return (*pages, *extra, *pictures, *assets)


def _page(
    name: str, text: str, language: Language, languages: Sequence[Language], styles: tuple[str, ...], assets: Assets
) -> Page:
    path = f"{PurePosixPath(name).stem}.html"
    made = _converted(text, path)
    in_all = PurePosixPath(name).stem in {each.code for each in languages}
    return Page(
        template=_TEMPLATE,
        path=path,
        frame=_frame(language, made.title, styles, tuple(each.path for each in assets.scripts)),
        title=made.title.text,
        description=made.title.text,
        alternates=tuple(_alternates(language, languages)) if in_all else (),
        canonical="",
        trail=(),
        sharing=_unshared(made.title.text, language),
        linked=Markup(),
        machine=(),
        content=made,
    )


def _frame(language: Language, title: Run, styles: tuple[str, ...], scripts: tuple[str, ...]) -> Frame:
    return Frame(
        lang=language.tag,
        direction=language.direction,
        words=language.words,
        site_title=title,
        logo=None,
        menu=(),
        publisher=Run(""),
        up="",
        stylesheets=styles,
        scripts=scripts,
        published="",
        published_iso="",
        licence=None,
    )


def _alternates(here: Language, languages: Sequence[Language]) -> Iterator[Alternate]:
    for each in languages:
        yield Alternate(each.tag, each.name, f"{each.code}.html", absolute="", current=each.code == here.code)


def _unshared(title: str, language: Language) -> OpenGraph:
    """Return the least that every page has, as a guide is not published."""
    return OpenGraph(
        title=title,
        description=title,
        type="website",
        site_name=title,
        locale=locale(language),
        alternates=(),
        url="",
        image="",
        image_type="",
        image_width=0,
        image_height=0,
        image_alt="",
    )


def _converted(text: str, path: str) -> Guide:
    """Convert one document. Its first heading is the title, the others make the contents."""
    title = _TITLE.search(text)
    markdown = Markdown(
        extensions=["tables", "fenced_code", "sane_lists", TocExtension(slugify=slugify_unicode, toc_depth="2-3")],
        output_format="html",
    )
    html = markdown.convert(_COMMENT.sub("", _TITLE.sub("", text)))
    html = _LINK.sub(r'href="\2.html\3"', html)
    html = _TABLE.sub(r'<div class="guide-table" tabindex="0">\g<0></div>', html)
    html = html.replace("<pre>", '<pre tabindex="0">')  # so that it can be scrolled with the keyboard
    tokens: Any = getattr(markdown, "toc_tokens", [])
    return Guide(Run(title[1] if title else path), _entries(tokens), Markup(html))  # noqa: S704 - our own documents


def _entries(tokens: Any) -> tuple[GuideEntry, ...]:
    return tuple(
        GuideEntry(Run(str(each["name"]), "", f"#{each['id']}"), _entries(each["children"])) for each in tokens
    )
