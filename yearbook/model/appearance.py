"""What of its looks a yearbook chooses: accent colour, breaks of its title, order of the menu."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yearbook.core.frozen import dataclass
from yearbook.model.fields import Line, Words, record
from yearbook.model.media import MediaPath
from yearbook.model.texts import Text

PAPER, NIGHT = "#faf7f0", "#161412"
"""What pages are printed on, light and dark: `--paper` and `--night` of the style sheet."""
LEAST_CONTRAST = 4.5
"""Of text, after WCAG 2.2, 1.4.3."""

ColourCode = Annotated[str, Field(pattern=r"^#?[0-9a-fA-F]{6}$")]


@record
class Appearance:
    """How the yearbook looks. 年鉴的外观。"""

    logo: Annotated[MediaPath, Field(pattern=r"^.+\.(?:svg|SVG|png|PNG|jpe?g|JPE?G|webp|WEBP)$")] | None = None
    """A picture in content/media: in the head of pages, on the cover of the site and of books.
    标志，content/media 中的图片：用在页首、网站封面和书的封面。
    """
    accent: ColourCode | None = None
    """The colour of seals, years and marks, on the site and in books: 1f5f8b.
    主色（印记、年份、标记），写六位十六进制数。
    """
    accent_dark: ColourCode | None = None
    """The same on a dark page; without it, made lighter until it can be read. 深色页面上的主色；不写则自动调亮。"""
    title_breaks: Words | None = None
    """The title with a | wherever it may break on the cover: 云梯县|年鉴. 书名在封面上可以断行之处，用 | 标出。"""
    menu: tuple[Line, ...] = ()
    """What the menu shows, in this order: honors, projects, page:about …, search. 菜单列哪些页面，按此次序。"""


@dataclass(frozen=True, slots=True)
class Accent:
    """The accent colour of a yearbook, as #rrggbb."""

    light: str
    dark: str


def accent_of(appearance: Appearance) -> Accent | None:
    """Return the accent colour on light and dark pages; None if the yearbook chooses none."""
    if appearance.accent is None:
        return None
    light = written(appearance.accent)
    return Accent(light, written(appearance.accent_dark) if appearance.accent_dark else readable(light, NIGHT))


def written(colour: str) -> str:
    """Return a colour as #rrggbb."""
    return f"#{colour.removeprefix('#').lower()}"


def contrast(colour: str, ground: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    low, high = sorted((_luminance(colour), _luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return the nearest mixture with black, on a dark ground with white, that can be read on `ground`."""
    end = 255 if _luminance(ground) < 0.5 else 0
    mixtures = (_mixed(colour, end, share / 100) for share in range(101))
    return next(each for each in mixtures if contrast(each, ground) >= LEAST_CONTRAST)


def _mixed(colour: str, end: int, share: float) -> str:
    return "#" + "".join(f"{round(each + (end - each) * share):02x}" for each in _channels(colour))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(written(colour)[1:]))


def _luminance(colour: str) -> float:
    """Return the relative luminance, after WCAG 2.2."""
    parts = (each / 255 for each in _channels(colour))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def title_parts(title: str, breaks: Text | None, language: str) -> tuple[tuple[str, str], ...]:
    """Return the parts between which a title may break, each with the gap before it: none, or a space.

    One part if the yearbook gives no breaks in this language.
    """
    marked = (breaks.get(language) if breaks else None) or title
    parts = [each.strip() for each in marked.split("|")]
    gap = " " if "".join(parts) != title else ""
    return tuple((gap if place else "", each) for place, each in enumerate(parts))


def is_title(breaks: str, title: str) -> bool:
    """Return whether a title with its breaks is that title."""
    return "".join(breaks.replace("|", " ").split()) == "".join(title.split())
