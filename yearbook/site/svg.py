"""Check that an SVG file is a drawing and nothing else, and read its size.

An `<img>` runs nothing, but a drawing's address can be opened by itself, and then scripts in it run as those of the
site. So what may stand in it is listed, not what may not. The file is read and never rewritten.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic

_LARGEST = 5_000_000
"""Bytes of a drawing."""

NOT_A_DRAWING = DiagnosticKind(
    "YB753",
    "this is no SVG drawing that can be read",
    hint="open it in a drawing program and save it again as “plain SVG”",
)
MORE_THAN_A_DRAWING = DiagnosticKind(
    "YB754",
    "this drawing holds {what}, which could run or fetch something in the reader's browser",
    hint="take it out, or save the drawing again as “plain SVG” with its pictures embedded",
)

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    {"circle", "clipPath", "defs", "desc", "ellipse", "filter", "g", "image", "line", "linearGradient", "marker"}
    | {"mask", "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg"}
    | {"switch", "symbol", "text", "textPath", "title", "tspan", "use", "view"}
    | {"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting"}
    | {"feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"}
    | {"feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting"}
    | {"feSpotLight", "feTile", "feTurbulence"}
)
_NOTES = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://ns.adobe.com/",
)
"""Namespaces in which drawing programs write their own notes; browsers ignore them."""
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*")
_OUTSIDE = re.compile(r"url\(\s*(?![\"']?\s*#)|@|\\|expression|-moz-binding|src\(|image\(|image-set\(", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20]+")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d*)?|\.\d+)(?:px)?\s*")
_BOX = re.compile(r"[\s,]*(?:-?[\d.]+[\s,]+){2}(\d{1,6}(?:\.\d*)?)[\s,]+(\d{1,6}(?:\.\d*)?)\s*")


class _Found(Exception):  # noqa: N818 - it never leaves this module
    """Stops parsing at the first thing that does not belong in a drawing."""


def measure_svg(data: bytes, place: Location) -> tuple[int, int] | Diagnostic:
    """Return width and height in pixels (0 if the drawing does not say), or why it cannot be shown."""
    reader = _Reader()
    try:
        if len(data) > _LARGEST:
            raise _Found(f"{len(data):,} bytes")
        reader.parser.Parse(data, True)
    except _Found as found:
        where = Location(place.path, reader.parser.CurrentLineNumber, reader.parser.CurrentColumnNumber + 1)
        return diagnostic(MORE_THAN_A_DRAWING, where, what=str(found)[:80])
    except (expat.ExpatError, ValueError, LookupError):  # not XML; in no encoding that is known
        return diagnostic(NOT_A_DRAWING, place)
    return reader.size if reader.size is not None else diagnostic(NOT_A_DRAWING, place)


class _Reader:
    """One pass over a file."""

    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self._style = False
        self._text = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _doctype
        self.parser.ProcessingInstructionHandler = _instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self.size is None:
            if (space, tag) != (_SVG, "svg"):
                raise ValueError(name)
            self.size = _size(attributes)
        if self._style or not (tag in _ELEMENTS if space == _SVG else space.startswith(_NOTES)):
            raise _Found(f"<{tag}>")
        for key, value in attributes.items():
            _check(tag, key.rpartition(" ")[2], value)
        self._style, self._text = tag == "style", ""

    def _end(self, _name: str) -> None:
        if self._style and _OUTSIDE.search(_without_comments(self._text)):
            raise _Found("<style>")
        self._style, self._text = False, ""

    def _characters(self, data: str) -> None:
        if self._style:
            self._text += data


def _check(tag: str, key: str, value: str) -> None:
    name = key.lower()
    if name.startswith("on") or name in ("base", "src"):
        raise _Found(f"{key}=")
    if name == "href":
        address = _SPACE.sub("", value)
        if not (address.startswith("#") or not address or (tag == "image" and _EMBEDDED.fullmatch(value.strip()))):
            raise _Found(f"{key}={value}")
    elif (name == "style" or "(" in value) and _OUTSIDE.search(_without_comments(value)):
        raise _Found(f"{key}={value}")


def _without_comments(style: str) -> str:
    """Return the style as browsers read it. A comment that is not closed stays, so that it hides nothing from us."""
    return re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)


def _doctype(_name: str, _system: str | None, _public: str | None, has_own: bool) -> None:  # as expat calls it
    """Refuse entity declarations, which can expand a few lines to gigabytes; the name of a standard is harmless."""
    if has_own:
        raise _Found("<!DOCTYPE […]>")


def _instruction(target: str, _data: str) -> None:
    raise _Found(f"<?{target}?>")


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Return the width and height that the drawing states, else those of its viewBox."""
    width, height = (_LENGTH.fullmatch(attributes.get(each, "")) for each in ("width", "height"))
    box = _BOX.fullmatch(attributes.get("viewBox", ""))
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
