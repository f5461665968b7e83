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
class Picture:
    """The drawn picture that goes with a page."""

    path: str
    """From the site's top."""
    alternative: str


def open_graph(
    title: str,
    description: str,
    language: Language,
    languages: Sequence[Language],
    site: tuple[str, str],
    path: str,
    *,
    entry: bool = False,
    picture: Picture | None = None,
) -> OpenGraph:
    """`title` of the page alone, without the site's; `site` is the site's name in this language and its address.

    Address and picture need the site's public address: where it is empty they are left out.
    """
    name, base_url = site
    shown = picture if base_url else None
    return OpenGraph(
        title,
        _shortened(description),
        "article" if entry else "website",
        name,
        locale(language),
        tuple(locale(each) for each in languages if each.code != language.code),
        routes.absolute(base_url, path) if base_url else "",
        routes.absolute(base_url, shown.path) if shown else "",
        shown.alternative if shown else "",
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
