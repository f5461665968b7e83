"""Say what other sites show of a page that is shared, in the terms of Open Graph (https://ogp.me).

Also which picture goes with a page and which text is on it; `book.share_images` draws it. A page of one record that
belongs to one year has the picture of that year in its language, every other page the cover's.
"""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.model import urls
from yearbook.model.kinds import YEAR
from yearbook.model.texts import Phrase

_LOCALES = {"zh": "zh_CN", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_GB"}
"""Language and territory by BCP 47 tag; for those whose tag alone does not say it. English here is British."""
SHARE_WIDTH, SHARE_HEIGHT = 1200, 630
"""Of a picture, in pixels: 1.91 to 1, which those who show large pictures ask for."""
_DESCRIPTION = 200  # characters; those who show more are few


@dataclass(frozen=True, slots=True)
class SharePicture:
    """The picture that other sites show of a page: drawn for it, or its record's own."""

    path: str
    """From the site's top."""
    text: str
    """The text on it, or what it shows, for those who do not see it."""
    width: int = SHARE_WIDTH
    """In pixels."""
    height: int = SHARE_HEIGHT
    type: str = "image/png"
    """Its media type."""


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """The values of `<meta property="og:…">`; empty ones are not written."""

    title: str
    description: str
    type: str
    """`article` for an entry, `website` for all other pages."""
    site_name: str
    locale: str
    alternates: tuple[str, ...]
    """The locales of the page's counterparts in other languages."""
    url: str
    image: str
    image_type: str
    image_width: int
    image_height: int
    image_alt: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page gives to be shared, in one language."""

    title: str
    """Of the page alone, without the site's."""
    description: str
    path: str
    """From the site's top."""
    picture: SharePicture
    entry: bool = False
    """Whether it is one record's page."""


def picture_path(language: str = "", year: str = "") -> str:
    """From the site's top: `share/zh/2016.png`; `share/cover.png` without a year, for all languages at once."""
    return f"share/{language}/{year}.png" if year else "share/cover.png"


def picture_of(record: Record | None, yearbook: Readable, language: str) -> SharePicture:
    """The picture of a record's page, or of a page that is not of one record."""
    years = record.years if record else ()
    year = yearbook.find(YEAR, str(years[0])) if len(years) == 1 else None
    if year is not None:
        title = yearbook.configuration.title.read(language).text
        return SharePicture(
            picture_path(language, year.id), f"{year.id} · {motto_or_title(year, language).text} · {title}"
        )
    configuration = yearbook.configuration
    titles = (text for _, text in configuration.title.values)
    return SharePicture(picture_path(), " · ".join((*titles, *map(str, configuration.years))))


def motto_or_title(year: Record, language: str) -> Phrase:
    """The text under a year: its motto, or else the title of its foreword."""
    return (year.motto or year.title).read(language)


def open_graph(
    page: Shared, site_name: str, base_url: str, language: Language, languages: Sequence[Language]
) -> OpenGraph:
    """The values for one page. Address and picture must be absolute: without the site's address they are left out."""
    return OpenGraph(
        title=page.title,
        description=_shortened(page.description),
        type="article" if page.entry else "website",
        site_name=site_name,
        locale=locale(language),
        alternates=tuple(locale(each) for each in languages if each.code != language.code),
        url=urls.absolute(base_url, page.path) if base_url else "",
        image=urls.absolute(base_url, page.picture.path) if base_url else "",
        image_type=page.picture.type,
        image_width=page.picture.width,
        image_height=page.picture.height,
        image_alt=page.picture.text,
    )


def locale(language: Language) -> str:
    """`zh_CN`; for a language that is not in the table, its tag with an underscore."""
    return _LOCALES.get(language.tag, language.tag.replace("-", "_"))


def _shortened(text: str) -> str:
    """On one line, cut at a space where there is one near."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIPTION:
        return text
    cut = text[: _DESCRIPTION - 1]
    space = cut.rfind(" ", _DESCRIPTION // 2)
    return f"{cut[:space] if space > 0 else cut}…"
