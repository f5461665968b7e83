"""Pictures and attachments of a record: files of the media folder, with what readers are told of them."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import Date, Flag, TranslatedWords, Words, record

_FOLDERS = ("content/media/", "media/")


def _media_path(value: object) -> object:
    """Return a path below content/media, with that folder's name taken off if it is written."""
    if not isinstance(value, str):
        return value
    path = value.strip()
    path = next((path.removeprefix(each) for each in _FOLDERS if path.startswith(each)), path)
    if "\\" in path:
        right = path.replace("\\", "/")
        raise InvalidValueError("folders are divided by / here: {right}", right=right)
    if "\n" in path:
        raise InvalidValueError("this is one line of text")
    if "://" in path:
        raise InvalidValueError("a file stands in content/media; save it there and write its path below that folder")
    if path.startswith("/") or {"", ".", ".."} & set(path.split("/")):
        raise InvalidValueError("this is not the path of a file below content/media, such as 2016/opening.jpg")
    return path


MediaPath = Annotated[
    str,
    BeforeValidator(_media_path),
    Field(min_length=1, max_length=300),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(?!.*(?:\\|://|(?:^|/)\.{0,2}(?:/|$)))[^\n]+$",
            "examples": ["2016/opening.jpg"],
        }
    ),
]
"""The path of a file below content/media. No `Line`: a space between Han characters belongs to a file name."""


class PictureLayout(Enum):
    """How a picture stands in a book. 图片在书中的排法。"""

    COLUMN = "column"
    """As wide as the column of its entry. 栏内。"""
    ACROSS = "across"
    """Across the page. 通栏。"""
    PLATE = "plate"
    """With other plates at the front of the volume. 彩页，集中排在卷首。"""


@record
class Picture:
    """A picture of what a record tells of. 一张图片。"""

    file: MediaPath
    """Its file in content/media: 2016/opening.jpg. 图片文件在content/media中的路径。"""
    alternative: TranslatedWords | None = None
    """What it shows, in every language, for readers who cannot see it; only a decorative picture has none.
    替代文字：用各种语言写明画面内容，供看不见图片的读者；只有装饰性图片可以不写。
    """
    decorative: Flag = False
    """True where it says nothing that the text does not say. 仅作装饰、不含内容的图片写 true。"""
    caption: Words | None = None
    """What readers are told below it. 图片说明。"""
    credit: Words | None = None
    """Who made or gave it, as it is printed: Photo by Wang Wu. 摄影者或提供者，照刊印的写：王五摄。"""
    date: Date | None = None
    """When it was taken. 拍摄日期。"""
    place: Words | None = None
    """Where it was taken. 拍摄地点。"""
    layout: PictureLayout = PictureLayout.COLUMN
    """In a book: column, across, or plate for the plates at the front.
    书中排法：栏内 column、通栏 across、卷首彩页 plate。
    """
    share: Flag = False
    """True for the picture that other sites show when the page is shared; else the first.
    网页被分享时显示的图片写 true；不写则为第一张。
    """

    def __post_init__(self) -> None:
        if self.alternative is None and not self.decorative:
            raise InvalidValueError(
                "say in “alternative” what the picture shows, for readers who cannot see it; "
                "or write decorative: true if it shows nothing that the text does not say"
            )


@record
class Attachment:
    """A document that goes with a record: a PDF, a table, the scan of a certificate. 附件。"""

    file: MediaPath
    """Its file in content/media: 2016/certificate.pdf. 文件在content/media中的路径。"""
    title: TranslatedWords
    """What it is, in every language. 附件名称，各种语言都要写。"""
    pages: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """How many pages it has; of a PDF they are counted if this is left out. 页数；PDF不写则由程序计数。"""


Pictures = tuple[Picture, ...]
Attachments = tuple[Attachment, ...]
