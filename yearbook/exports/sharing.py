"""A page's words → what other sites show of it when it is shared: Open Graph (https://ogp.me)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yearbook import routes
from yearbook.language import Language

LOCALES = {"zh": "zh_CN", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_GB"}
"""BCP 47 tag → language and territory, as Open Graph has them; English is spelt the British way here."""
_DESCRIPTION = 200  # characters; those who show more are few


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """The values of `<meta property="og:…">`; those that are empty are not written."""

    title: str
    description: str
    type: str
    """`article` for an entry, `website` for all other pages."""
    site_name: str
    locale: str
    alternates: tuple[str, ...]
    """The locales in which the page is to be had besides."""
    url: str
    image: str
    image_alt: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A page as it is to be shared, in one language."""

    title: str
    """Of the page alone, without the site's."""
    description: str
    path: str
    """From the site's top."""
    entry: bool = False
    """Whether it is one record's page."""
    picture: str = ""
    """The path of a picture that was drawn for it; empty where there is none."""
    picture_text: str = ""
    """What the picture shows, in words."""


def open_graph(
    page: Shared, site_name: str, base_url: str, language: Language, languages: Sequence[Language]
) -> OpenGraph:
    """The values for one page. Address and picture must be absolute: without the site's address they are left out."""
    pictured = bool(base_url and page.picture)
    return OpenGraph(
        page.title,
        _shortened(page.description),
        "article" if page.entry else "website",
        site_name,
        locale(language),
        tuple(locale(each) for each in languages if each.code != language.code),
        routes.absolute(base_url, page.path) if base_url else "",
        routes.absolute(base_url, page.picture) if pictured else "",
        page.picture_text if pictured else "",
    )


def locale(language: Language) -> str:
    """zh_CN; a language that is not in the table by its tag with an underscore."""
    return LOCALES.get(language.tag, language.tag.replace("-", "_"))


def _shortened(text: str) -> str:
    """On one line, cut at a space where there is one near."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIPTION:
        return text
    cut = text[: _DESCRIPTION - 1]
    space = cut.rfind(" ", _DESCRIPTION // 2)
    return f"{cut[:space] if space > 0 else cut}…"
