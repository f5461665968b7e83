"""Where the finished site goes: the targets that `yearbook.yaml` names, and addresses as people type them."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.core.frozen import dataclass
from yearbook.model.fields import Line, Words, record

TARGET_FORM = r"^(?:folder:\S.*|rsync:[^\s-].*|git:[^\s#-][^#]*(?:#[^\s#-].*)?|rclone:(?:/.*|[^\s:,/-][^:,]*(?::.*)?))$"
"""By which means a place is reached, and the place. None begins with a hyphen, which would be an option of the program;
of rclone, a remote is named and not described (`:sftp,ssh=…:` would run a command).
"""
WEB = r"^(?:https?://[^\s/?#]+[^\s?#]*)?$"
BRANCH = "gh-pages"
"""The branch of a repository where none is named."""


@record
class Destination:
    """One place where the site is published. 一个发布目标。"""

    to: Annotated[str, Field(pattern=TARGET_FORM)]
    """The place: folder:/srv/www/yearbook, rsync:user@host:/srv/www, git:URL#branch, rclone:remote:path.
    发布到哪里：folder:、rsync:、git:、rclone: 开头。
    """
    address: Annotated[str, Field(pattern=WEB)] = ""
    """Where readers find it there; empty: the address of the whole. 该处的网址；空则用总网址。"""
    compress: bool = False
    """Also put a gzipped copy beside each text, for servers that hand them out. 是否另存 gzip 压缩件。"""


@record
class Government:
    """What the pages of a Chinese government's website say of it, after 《政府网站发展指引》 (国办发〔2017〕47号).
    政府网站网页标签。
    """

    name: Words
    """SiteName: the website's official name. 网站规范名称。"""
    domain: Annotated[str, Field(pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+$")]
    """SiteDomain: its host, as in www.example.gov.cn. 网站英文域名。"""
    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{10}$")]
    """SiteIDCode: its code in the national register, ten digits or letters. 政府网站标识码（10位）。"""
    column_type: Line = "概况信息"
    """ColumnType: the sort of all columns of a yearbook, in the register's words. 栏目类别。"""


class Means(Enum):
    """By what a place is reached."""

    FOLDER = "folder"
    RSYNC = "rsync"
    GIT = "git"
    RCLONE = "rclone"


@dataclass(frozen=True, slots=True)
class PublishTarget:
    """A place, taken apart."""

    means: Means
    place: str
    """A path, an `rsync` or `rclone` address, the address of a repository; without a slash at its end."""
    branch: str = ""
    """Of a repository; empty for all others."""

    def __str__(self) -> str:
        return f"{self.means.value}:{self.place}" + (f"#{self.branch}" if self.branch else "")


def publish_target(text: str) -> PublishTarget:
    """Takes a place apart that matches TARGET_FORM."""
    means, _, place = text.partition(":")
    branch = ""
    if means == Means.GIT.value:
        place, _, branch = place.partition("#")
        branch = branch or BRANCH
    return PublishTarget(Means(means), place.rstrip("/") or "/", branch)
