"""Decode the bytes of a file to text with plain line feeds, or return the diagnostic that prevents it.

A mark of byte order (UTF-8) and the line ends of other systems are accepted silently. Text that is not in
Unicode's composed form (NFC) is a problem and is not mended silently: a build never changes content, and what
is searched, compared and counted must be what a person finds in the file, at the column that is shown.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic

LARGEST_FILE = 1_000_000  # bytes; the longest article of a yearbook takes some 60,000
LEFTOVER_PART = 32_768  # bytes read at once: to set more aside takes longer than to read nearly any file

_TOO_LARGE = DiagnosticKind(
    "YB110",
    "This file is too large: more than {limit} bytes",
    hint="Divide it into several entries; pictures belong in media/.",
)
NOT_UTF8 = DiagnosticKind(
    "YB111",
    "This file is not UTF-8 text",
    hint="Open it in a text editor, look here for damaged characters, and save it again as UTF-8.",
)
LOOKS_LIKE_GBK = DiagnosticKind(
    "YB112",
    "This file looks like GBK (ANSI), and must be UTF-8",
    hint="Save it again: Save as… → Encoding → UTF-8. In VS Code: the encoding’s name at the bottom right.",
)
UTF16 = DiagnosticKind(
    "YB113",
    "This file is UTF-16 (“Unicode” in Notepad), and must be UTF-8",
    hint="Save it again: Save as… → Encoding → UTF-8.",
)
STRAY_CHARACTER = DiagnosticKind(
    "YB114",
    "A character that cannot be seen, or is damaged, stands here ({code})",
    hint="Delete it: put the cursor after the character before it, press Delete, and look at the text again.",
)
NOT_COMPOSED = DiagnosticKind(
    "YB115",
    "“{found}” is written here in a form that looks the same but is not ({codes})",
    hint="Delete it and write this instead: {wanted}",
)

MERGE_CONFLICT = DiagnosticKind(
    "YB172",
    "Two people changed these lines, and git could not put them together",
    hint="Keep what is right of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
)

_MERGE_MARK = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
"""As git leaves them in a file: https://git-scm.com/docs/git-merge#_how_conflicts_are_presented

One is enough, as people delete some of them; a line of ======= alone can be meant as a rule.
"""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Control characters but tab and line feed; Unicode's own line ends; marks without width; changes of direction
# (which can make a text read otherwise than it is); the sign for a lost character; half a UTF-16 pair.
STRAY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufff9-\uffff\U000e0000-\U000e007f]"
)


def read_bytes(file: Path) -> bytes:
    """Read a file, at most one byte more than a content file may have. Raises OSError."""
    data = b""
    with file.open("rb", buffering=0) as stream:
        while len(data) <= LARGEST_FILE and (part := stream.read(LEFTOVER_PART)):
            data += part
    return data[: LARGEST_FILE + 1]


def read_media(root: Path, path: str) -> bytes:
    """Return the bytes of a picture or another file that is copied into the site. Raises OSError."""
    return (root / path).read_bytes()


def decode_text(data: bytes, shown: str) -> str | Diagnostic:
    """Return the text with LF as line end, or the diagnostic of the file, which people call `shown`."""
    if len(data) > LARGEST_FILE:
        return diagnostic(_TOO_LARGE, Location(shown), limit=f"{LARGEST_FILE:,}")
    if data.startswith(_UTF16_MARKS):
        return diagnostic(UTF16, Location(shown))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        return _gbk(data, shown) if looks_like_gbk(data) else not_utf8(error, shown)
    text = _with_line_feeds(text)
    return _mistake_in(text, shown) or text


def _mistake_in(text: str, shown: str) -> Diagnostic | None:
    """Return the first thing in a text that no file may have, whatever it is."""
    if found := STRAY.search(text):
        return diagnostic(STRAY_CHARACTER, _place(text, found.start(), shown), code=_codes(found.group()))
    if not unicodedata.is_normalized("NFC", text):
        return _not_composed(text, shown)
    if found := _MERGE_MARK.search(text):
        return diagnostic(MERGE_CONFLICT, _place(text, found.start(), shown, 7))
    return None


def lines_of(root: Path, path: str) -> tuple[str, ...]:
    """The lines of a file under `root`, for excerpts: � for bad bytes; none if it cannot be read."""
    try:
        return decode_lines(read_bytes(root / path))
    except OSError:
        return ()


def decode_lines(data: bytes) -> tuple[str, ...]:
    """Return the lines of a file, for excerpts; � for bad bytes."""
    encoding = "utf-8-sig"
    if data.startswith(_UTF16_MARKS):
        encoding = "utf-16"
    elif looks_like_gbk(data):
        encoding = "gb18030"
    return tuple(_with_line_feeds(data.decode(encoding, "replace")).split("\n"))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(text: str, index: int, shown: str, length: int = 1) -> Location:
    """The place of the character at `index` of the whole text."""
    return Location(
        path=shown, line=text.count("\n", 0, index) + 1, column=index - text.rfind("\n", 0, index), length=length
    )


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(each):04X}" for each in text)


def not_utf8(error: UnicodeDecodeError, shown: str) -> Diagnostic:
    """Return the diagnostic of bytes that are not UTF-8. They begin after the mark of byte order, if there is one."""
    return _after(error.object[: error.start].decode(), NOT_UTF8, shown)


def _gbk(data: bytes, shown: str) -> Diagnostic:
    """Return the diagnostic of GBK at its first character: some of its characters happen to be good UTF-8."""
    start = next(index for index, byte in enumerate(data) if byte > 0x7F)
    return _after(data[:start].decode("ascii"), LOOKS_LIKE_GBK, shown)


def _after(before: str, mistake: DiagnosticKind, shown: str) -> Diagnostic:
    before = _with_line_feeds(before)
    return diagnostic(mistake, _place(before, len(before), shown))


def looks_like_gbk(data: bytes) -> bool:
    """Return whether it is mostly broken as UTF-8, and mostly Han and Chinese punctuation as GB 18030.

    A file with the mark of UTF-8 is UTF-8 with damaged characters.
    """
    if data.startswith(codecs.BOM_UTF8):
        return False
    beyond = [each for each in data.decode("utf-8", "replace") if each > "\x7f"]
    if beyond.count("\N{REPLACEMENT CHARACTER}") * 2 <= len(beyond):
        return False
    try:
        guessed = [each for each in data[: len(data) // 2 * 2 or 1].decode("gb18030", "ignore") if each > "\x7f"]
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    chinese = sum("\u4e00" <= each <= "\u9fff" or "\u3000" <= each <= "\u303f" or each >= "\uff00" for each in guessed)
    return chinese * 10 >= len(guessed) * 8


def _not_composed(text: str, shown: str) -> Diagnostic:
    """The first character, with the marks that follow it, that differs from its composed form."""
    for found in re.finditer(
        r"(?s).[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a]*", text
    ):
        if not unicodedata.is_normalized("NFC", found.group()):
            return _composition(text, found.start(), found.group(), shown)
    return _composition(text, 0, text[:1], shown)  # rare scripts only; the file is at least named


def _composition(text: str, start: int, found: str, shown: str) -> Diagnostic:
    wanted = unicodedata.normalize("NFC", found)
    place = _place(text, start, shown, len(found))
    return diagnostic(NOT_COMPOSED, place, found=found, codes=_codes(found), wanted=wanted)
