"""Prepare pictures for the site: upright, without metadata, in several widths.

A photograph is turned upright, loses everything that says where, when and with what it was taken, and is made in
several widths, each in the format it came in. A drawing (SVG) is copied, if it is only a drawing. The same bytes give
the same files. This module reads no file and writes none.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import PurePosixPath
from typing import TypeVar

from PIL import Image, ImageOps

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.site import svg
from yearbook.site.file_formats import recognised

T = TypeVar("T")

WIDTHS = (480, 960, 1600)
"""Pixels: a telephone, a column of text on most screens, and the same on screens of high resolution."""
LONGEST = 2400
"""Pixels of the longer side, in the site and in books: 300 to the inch across 20 cm of paper."""
MOST_PIXELS = 80_000_000
"""Of all frames together. The largest cameras take 60 million; Pillow itself begins to warn at 89 million."""
LARGEST_IMAGE = 100_000_000
"""Bytes of a picture."""

_TOO_LARGE = DiagnosticKind(
    "YB750",
    "this picture is too large: {size}, where {limit} are allowed",
    hint="make it smaller with a picture editor; 3,000 pixels across are enough for print",
)
BROKEN = DiagnosticKind(
    "YB751",
    "this picture cannot be read: the file is damaged or cut off",
    hint="open it in a picture editor and save it again, or copy it anew from where it came",
)
OTHER_FORMAT = DiagnosticKind(
    "YB752",
    "this file is named {ending} and holds something else: {found}",
    hint="rename it, or save it again as {ending}",
)
EMPTY = DiagnosticKind(
    "YB760",
    "this file is empty",
    hint="copy it anew from where it came, or delete it",
)
SCALED = DiagnosticKind(
    "YB757",
    "this picture of {original} pixels is published with {published}",
    hint="Nothing needs to be done. The file itself is not changed; readers load a smaller one.",
    severity=Severity.WARNING,
)

_FORMATS = {".avif": "AVIF", ".gif": "GIF", ".jpeg": "JPEG", ".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_DRAWING = ".svg"
_FULL = 90  # quality of a picture that must be made anew at its full size
_LESS = 82  # quality of its smaller versions, which are seen at fewer pixels
_SMOOTH = frozenset({"CMYK", "L", "LA", "RGB", "RGBA"})  # of few colours, a smaller one takes more bytes
_FEW_COLOURS = frozenset({"1", "P"})
_COLOUR = frozenset({"icc_profile", "transparency"})  # all else that a file says of itself is left out
_MOVING = frozenset({"duration", "loop", "background", "disposal"})
_VERSION = re.compile(r"\.w([1-9][0-9]{2,3})(?=\.[A-Za-z]+\Z)")
_IMAGE = re.compile(r'<img(?: [a-z\-]+="[^"]*")*>')
_ALONE = re.compile(rf"<p>({_IMAGE.pattern})</p>")
_TITLE = re.compile(r' title="([^"]+)"')
_SOURCE = re.compile(r' src="media:([^"]*)"')
_COLUMN = "(min-width: 48rem) 44rem, 100vw"  # how wide the text is in which pictures stand


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is shown at most, upright; both 0 where a drawing does not say."""

    width: int
    """Pixels."""
    height: int
    widths: tuple[int, ...] = ()
    """Of its smaller versions, in pixels, rising."""
    original: tuple[int, int] | None = None
    """Width and height of the file, upright, if it is larger than what is published."""


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """The files of one picture."""

    size: Size
    files: tuple[tuple[str, bytes], ...]
    """(path, bytes): first the picture itself under its own path, then its smaller versions."""


def is_picture(path: str) -> bool:
    """Whether a file of the media folder is a picture; others are linked to, as they are."""
    return _ending(path) in {*_FORMATS, _DRAWING}


def measure_image(data: bytes, path: str, name: str) -> Size | Diagnostic:
    """Return the size of a picture from its first bytes, or what is wrong with it. `name`: the folder's, for messages.

    A drawing is checked whole; whether a photograph can be decoded is seen by `prepare_image`.
    """
    place = Location(f"{name}/{path}")
    if not data:
        return diagnostic(EMPTY, place)
    if len(data) > LARGEST_IMAGE:
        return diagnostic(_TOO_LARGE, place, size=f"{len(data):,} bytes", limit=f"{LARGEST_IMAGE:,}")
    if _ending(path) == _DRAWING:
        if (held := recognised(data)) in _FORMATS.values():
            return diagnostic(OTHER_FORMAT, place, ending=_DRAWING, found=held)
        found = svg.measure_svg(data, place)
        return found if isinstance(found, Diagnostic) else Size(*found)
    image = _opened(data, path, place)
    return image if isinstance(image, Diagnostic) else _size(image, _upright(image))


def prepare_image(data: bytes, path: str, name: str) -> PreparedImage | Diagnostic:
    """Return the files that the site holds of the picture at `path`, or the first thing that is wrong with it."""
    size = measure_image(data, path, name)
    if isinstance(size, Diagnostic):
        return size
    if _ending(path) == _DRAWING:
        return PreparedImage(size, ((path, data),))

    def made(image: Image.Image) -> PreparedImage:
        smaller = ((version(path, width), _smaller(data, path, width)) for width in size.widths)
        return PreparedImage(size, ((path, _full(image, path)), *smaller))

    return _decoded(data, path, name, made)


def print_version(data: bytes, path: str, name: str) -> tuple[str, bytes] | Diagnostic:
    """Return the ending and the bytes of a picture for print, upright and without metadata, or what is wrong with it.

    At most `LONGEST` pixels long or wide. Typst reads SVG, PNG and JPEG; of moving pictures the first frame is
    printed.
    """
    size = measure_image(data, path, name)
    if isinstance(size, Diagnostic):
        return size
    if _ending(path) == _DRAWING:
        return _DRAWING, data

    def made(image: Image.Image) -> tuple[str, bytes]:
        turned = _turned(image)
        turned.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        is_photograph = _FORMATS[_ending(path)] != "PNG" and turned.mode in ("L", "RGB")
        ending = ".jpg" if is_photograph else ".png"
        if not is_photograph and turned.mode not in ("L", "LA", "RGB", "RGBA"):
            turned = turned.convert("RGBA")
        return ending, _saved(turned, f"print{ending}", _FULL)

    return _decoded(data, path, name, made)


def _decoded(data: bytes, path: str, name: str, make: Callable[[Image.Image], T]) -> T | Diagnostic:
    """Return what `make` makes of a photograph, or what is wrong with it."""
    place = Location(f"{name}/{path}")
    image = _opened(data, path, place)
    if isinstance(image, Diagnostic):
        return image
    try:
        return make(image)
    except Exception:  # what a decoder raises for damaged data is not written down anywhere
        return diagnostic(BROKEN, place)


def version(path: str, width: int) -> str:
    """Return the path of a smaller version: `media/a.w480.jpg` of `media/a.jpg`."""
    ending = PurePosixPath(path).suffix
    return f"{path.removesuffix(ending)}.w{width}{ending}"


def original(path: str) -> str:
    """Return the path of the picture of which a path is a smaller version; other paths unchanged."""
    return _VERSION.sub("", path)


def sized(html: str, sizes: Mapping[str, Size], address: Callable[[str], str]) -> str:
    """Return the HTML of a body, as `markdown` makes it, with the sizes of its pictures written in.

    `sizes`: by path below the media folder; pictures without a known size are left alone. `address`: the link from this
    page to such a path.
    """

    def image(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[0])
        size = sizes.get(unescape(source[1])) if source else None
        if source is None or size is None or not size.width:
            return found[0]
        return f"{found[0][:-1]}{_attributes(unescape(source[1]), size, address)}>"

    return _IMAGE.sub(image, html)


def captioned(html: str) -> str:
    """Return the HTML of a body in which each picture that stands alone and has a title is a figure with a caption."""

    def figure(found: re.Match[str]) -> str:
        title = _TITLE.search(found[1])
        if title is None:
            return found[0]
        picture = found[1].replace(title[0], "", 1)
        caption = f"<figcaption><p>{title[1]}</p></figcaption>"
        return f'<figure class="picture"><div class="picture-frame">{picture}</div>{caption}</figure>'

    return _ALONE.sub(figure, html)


def _attributes(path: str, size: Size, address: Callable[[str], str]) -> str:
    text = f' width="{size.width}" height="{size.height}" loading="lazy" decoding="async"'
    if choice := offered_widths(path, size, address):
        text += f' srcset="{escape(choice)}" sizes="{_COLUMN}"'
    return text


def offered_widths(path: str, size: Size, address: Callable[[str], str]) -> str:
    """Return the widths of a picture as `srcset` lists them; empty if it has only one. `address`: as for `sized`."""
    if not size.widths:
        return ""
    offered = [(version(path, each), each) for each in size.widths] + [(path, size.width)]
    return ", ".join(f"{address(file)} {width}w" for file, width in offered)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _opened(data: bytes, path: str, place: Location) -> Image.Image | Diagnostic:
    """Open the picture without decoding its pixels, so that too many of them are refused first."""
    ending = _ending(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)  # of odd metadata, which is left out anyway
            image = Image.open(io.BytesIO(data), formats=tuple(sorted(set(_FORMATS.values()))))
        frames = getattr(image, "n_frames", 1)
        pixels = image.width * image.height * (frames if _moves(image) else 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return diagnostic(_TOO_LARGE, place, size=f"more than {MOST_PIXELS:,} pixels", limit=f"{MOST_PIXELS:,}")
    except Exception:  # as above
        return _unreadable(data, ending, place)
    if pixels > MOST_PIXELS:
        return diagnostic(_TOO_LARGE, place, size=f"{pixels:,} pixels", limit=f"{MOST_PIXELS:,}")
    found = "JPEG" if image.format == "MPO" else image.format  # several photographs in one; the first counts
    if found != _FORMATS.get(ending):
        return diagnostic(OTHER_FORMAT, place, ending=ending, found=found)
    return image


def _unreadable(data: bytes, ending: str, place: Location) -> Diagnostic:
    """Return what is wrong with a file that Pillow cannot open: it is damaged, or holds something else."""
    found = recognised(data)
    if found in ("", _FORMATS.get(ending)):
        return diagnostic(BROKEN, place)
    return diagnostic(OTHER_FORMAT, place, ending=ending, found=found)


def _moves(image: Image.Image) -> bool:
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def _upright(image: Image.Image) -> tuple[int, int]:
    """Return width and height once the picture is turned as the camera was held."""
    try:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except Exception:  # metadata that cannot be read turns nothing
        turned = False
    return (image.height, image.width) if turned and not _moves(image) else (image.width, image.height)


def _size(image: Image.Image, upright: tuple[int, int]) -> Size:
    smooth = image.mode in _SMOOTH and image.format != "GIF" and not _moves(image)
    published = upright if _moves(image) else _bounded(image.mode, *upright)
    widths = tuple(each for each in WIDTHS if smooth and each < published[0])
    return Size(*published, widths, original=upright if published != upright else None)


def _bounded(mode: str, width: int, height: int) -> tuple[int, int]:
    """Return width and height of the picture no longer than `LONGEST`; unchanged in modes that Pillow cannot scale."""
    scale = LONGEST / max(width, height)
    if scale >= 1 or mode not in _SMOOTH | _FEW_COLOURS:
        return width, height
    return max(1, round(width * scale)), max(1, round(height * scale))


def _full(image: Image.Image, path: str) -> bytes:
    if _moves(image):
        return _moving(image, path)
    turned = _turned(image)
    fitted = _fitted(turned)
    return _saved(fitted, path, _FULL, keep=fitted is image and image.format == "JPEG")


def _fitted(image: Image.Image) -> Image.Image:
    """Return the picture no longer than `LONGEST`; the same object if it is so already."""
    size = _bounded(image.mode, *image.size)
    if size == image.size:
        return image
    if image.mode in _FEW_COLOURS:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    fitted = image.resize(size, Image.Resampling.LANCZOS)
    fitted.info = dict(image.info)
    return fitted


def _turned(image: Image.Image) -> Image.Image:
    """Return the picture upright and in the colours of screens; the same object if it is so already."""
    image.load()
    upright = _upright(image) != image.size or image.getexif().get(0x0112, 1) not in (1, 0)
    turned = ImageOps.exif_transpose(image) if upright else image
    if turned.mode == "CMYK":
        info = {key: value for key, value in turned.info.items() if key != "icc_profile"}
        turned = turned.convert("RGB")
        turned.info = info
    return turned


def _smaller(data: bytes, path: str, width: int) -> bytes:
    image = _turned(Image.open(io.BytesIO(data)))
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    small.info = dict(image.info)
    return _saved(small, path, _LESS)


def _moving(image: Image.Image, path: str) -> bytes:
    """Write every frame again, without metadata other than its duration."""
    image.info = {key: value for key, value in image.info.items() if key in _COLOUR | _MOVING}
    out = io.BytesIO()
    image.save(out, _FORMATS[_ending(path)], save_all=True, **_options(path, _FULL))
    return out.getvalue()


def _saved(image: Image.Image, path: str, quality: int, *, keep: bool = False) -> bytes:
    """Write the picture without metadata. `keep`: with the JPEG tables it came with, so that pixels hardly change."""
    image.info = {key: value for key, value in image.info.items() if key in _COLOUR}
    options = _options(path, quality) | ({"quality": "keep"} if keep else {})
    out = io.BytesIO()
    image.save(out, _FORMATS[_ending(path)], **options)
    return out.getvalue()


def _options(path: str, quality: int) -> dict[str, object]:
    """Return the encoder options: one thread and fixed effort, so that bytes are the same on every machine."""
    known: dict[str, dict[str, object]] = {
        "AVIF": {"quality": quality, "speed": 6, "max_threads": 1, "exif": b"", "xmp": b""},
        "GIF": {"optimize": False, "comment": b""},
        "JPEG": {"quality": quality, "optimize": True, "progressive": True},
        "PNG": {"optimize": True},
        "WEBP": {"quality": quality, "method": 4, "exif": b"", "xmp": b""},
    }
    return known[_FORMATS[_ending(path)]]
