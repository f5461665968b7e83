"""List the content files of a folder, and report wrong names and links.

It never opens what a link outside of the folder points to, and never follows a link to a folder. Hidden
files, `README.md` and what editors leave behind are passed over.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, in_order
from yearbook.core.documents.decoding import LEFTOVER_PART
from yearbook.core.documents.document import GONE, LINK_OUTSIDE, UNREADABLE
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message

NO_FOLDER = DiagnosticKind(
    "YB100",
    "There is no folder {name}/",
    hint="Start in the folder that holds it, or make it.",
)
LINK_LOOP = DiagnosticKind(
    "YB104",
    "This link leads back to a folder of {name}/, whose files would be read again, or without end",
    hint="Delete the link.",
)
BROKEN_LINK = DiagnosticKind(
    "YB105",
    "This link leads to nothing",
    hint="Delete the link, or put the file itself here.",
)
WRONG_ENDING = DiagnosticKind(
    "YB106",
    "A file of this kind ({ending}) is not read here",
    hint="{advice}",
)
NAME_NOT_COMPOSED = DiagnosticKind(
    "YB107",
    "This name looks like “{wanted}” but is written in another form",
    hint="Rename it; names of plain letters, digits and hyphens are the same on every computer.",
)
NAME_COLLIDES = DiagnosticKind(
    "YB108",
    "This name and {other} are the same to a computer that ignores upper and lower case",
    hint="Rename one of the two.",
)
NAME_RESERVED = DiagnosticKind(
    "YB109",
    "This name cannot be used on every computer",
    hint="Rename it, with letters, digits and hyphens; con, nul, aux, prn, com1 and lpt1 are kept by Windows.",
)

DOCUMENT_ENDINGS = (".md", ".yaml")
PICTURE_ENDINGS = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
ATTACHMENT_ENDINGS = frozenset({".csv", ".docx", ".geojson", ".ods", ".odt", ".pdf", ".pptx", ".xlsx"})
"""Of files that pages link to, as they are: none of them runs in a browser, or carries macros."""
_LEFTOVER = re.compile(
    r"\..*|.*~|~\$.*|#.*#|.*\.(?:swp|swo|orig|bak|tmp|rej)|.*___jb_(?:tmp|old)___|4913|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_README = re.compile(r"README(?:\.[a-z]{2,3})?\.md", re.IGNORECASE)
_RESERVED = re.compile(
    r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?"  # Windows' devices, whatever the ending
    r"|.*[<>:\"|?*\\\x00-\x1f\x7f\ud800-\udfff].*|.*[. ]|[ ].*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """One content file as it was found."""

    path: str
    """From the root, with forward slashes."""
    size: int
    """In bytes."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""

    @property
    def is_document(self) -> bool:
        """Whether `read_document` reads it; else it is a picture."""
        return self.path.endswith(DOCUMENT_ENDINGS)


@dataclass(frozen=True, slots=True)
class ContentTree:
    """All content files of a folder, sorted by path, and the problems of the folder itself."""

    name: str
    """How the person knows the folder: `content`."""
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def is_leftover(name: str) -> bool:
    """Whether a name (not a path) is passed over: hidden, or left behind by an editor or the system."""
    return _LEFTOVER.fullmatch(name) is not None


def read_tree(root: Path, name: str) -> ContentTree:
    """Every content file under `root`; `name` is what problems call that folder."""
    try:
        real = root.resolve(strict=True)
        found = sorted(_walk(real, name), key=lambda each: each.path)
    except (OSError, RuntimeError):
        return ContentTree(name, (), (diagnostic(NO_FOLDER, Location(name), name=name),))
    diagnostics = [each for entry in found for each in _name_problems(entry, name)]
    diagnostics += _collisions(found, name)
    files: list[SourceFile] = []
    for each in found:
        if each.trouble:
            diagnostics.append(each.trouble)
        elif each.is_file:
            file = _source_file(real, each.path, name)
            diagnostics.append(file) if isinstance(file, Diagnostic) else files.append(file)
    return ContentTree(name, tuple(files), in_order(diagnostics))


def refresh(tree: ContentTree, root: Path, changed: Collection[str]) -> ContentTree:
    """The tree after an edit of these paths. Only their files are read, where they are files that it has."""
    files = {each.path: each for each in tree.files}
    for path in changed:
        file = root / path
        if path not in files or file.is_symlink() or not file.is_file():
            return read_tree(root, tree.name)
        found = _source_file(root, path, tree.name)
        if isinstance(found, Diagnostic):
            return read_tree(root, tree.name)
        files[path] = found
    return ContentTree(tree.name, tuple(files.values()), tree.diagnostics)


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    is_file: bool
    trouble: Diagnostic | None = None


def _walk(real: Path, name: str) -> Iterator[_Entry]:
    """Files and folders, hidden ones apart. Raises OSError if the root itself cannot be listed."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(real / folder) as listed:  # it knows what is a link or a folder without asking again
                found = sorted(listed, key=lambda each: each.name)
        except OSError:
            if not folder:
                raise
            yield _Entry(folder, False, diagnostic(UNREADABLE, _place(folder, name)))
            continue
        for each in found:
            if is_leftover(each.name) or _README.fullmatch(each.name):
                continue
            entry = _entry(real, each, f"{folder}/{each.name}" if folder else each.name, name)
            yield entry
            if not entry.is_file and not entry.trouble:
                waiting.append(entry.path)


def _entry(real: Path, found: os.DirEntry[str], path: str, name: str) -> _Entry:
    if found.is_symlink():
        mistake = _link_mistake(real, real / path)
        if mistake:
            return _Entry(path, False, diagnostic(mistake, _place(path, name), name=name))
    if found.is_dir():
        return _Entry(path, False)
    if not found.is_file():  # a pipe or device, on which reading could wait for ever
        return _Entry(path, False, diagnostic(UNREADABLE, _place(path, name)))
    return _Entry(path, True, _ending_problem(path, name))


def _link_mistake(real: Path, link: Path) -> DiagnosticKind | None:
    try:
        target = link.resolve(strict=True)
    except FileNotFoundError:
        outside = not link.resolve().is_relative_to(real)
        return LINK_OUTSIDE if outside else BROKEN_LINK
    except (OSError, RuntimeError):  # a link to itself
        return LINK_LOOP
    if not target.is_relative_to(real):
        return LINK_OUTSIDE
    return LINK_LOOP if target.is_dir() else None


def _ending_problem(path: str, name: str) -> Diagnostic | None:
    """Documents anywhere, pictures in media/ only."""
    if path.endswith(DOCUMENT_ENDINGS):
        return None
    ending = PurePosixPath(path).suffix
    if path.startswith("media/") and ending.lower() in {*PICTURE_ENDINGS, *ATTACHMENT_ENDINGS}:
        return None
    return diagnostic(WRONG_ENDING, _place(path, name), ending=ending or "…", advice=_advice(ending))


def _advice(ending: str) -> Message:
    small = ending.lower()
    wanted = {".yml": ".yaml", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".txt": ".md"}.get(small, small)
    if small in {*PICTURE_ENDINGS, *ATTACHMENT_ENDINGS}:
        return message("Move it to media/.")
    if wanted in DOCUMENT_ENDINGS:
        return message("Rename it to end in {ending}.", ending=wanted)
    return message(
        "Entries end in .md or .yaml; in media/, pictures end in .jpg, .png, .webp, .avif, .gif or .svg, and other "
        "files in .pdf, .docx, .xlsx, .pptx, .odt, .ods or .csv."
    )


def _place(path: str, name: str) -> Location:
    """A name that is not text on this system is shown with � for the bytes at fault."""
    text = os.fsencode(path).decode("utf-8", "replace")
    text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return Location(f"{name}/{text}")


def _name_problems(entry: _Entry, name: str) -> Iterator[Diagnostic]:
    """Each file and folder speaks for its own last part only, so that a folder is named once."""
    last = entry.path.rpartition("/")[2]
    if _RESERVED.fullmatch(last):
        yield diagnostic(NAME_RESERVED, _place(entry.path, name))
    elif not unicodedata.is_normalized("NFC", last):
        yield diagnostic(NAME_NOT_COMPOSED, _place(entry.path, name), wanted=unicodedata.normalize("NFC", last))


def _collisions(found: list[_Entry], name: str) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], str] = {}
    for each in found:
        parent, _, last = each.path.rpartition("/")
        other = first.setdefault((parent, unicodedata.normalize("NFC", last).casefold()), each.path)
        if other != each.path:
            yield diagnostic(NAME_COLLIDES, _place(each.path, name), other=_place(other, name).path)


def _source_file(real: Path, path: str, name: str) -> SourceFile | Diagnostic:
    try:
        size, digest = 0, hashlib.sha256()
        with open(f"{real}/{path}", "rb", buffering=0) as stream:  # noqa: PTH123 - pathlib takes twice as long
            while part := stream.read(LEFTOVER_PART):
                size += len(part)
                digest.update(part)
        return SourceFile(path, size, digest.hexdigest())
    except FileNotFoundError:
        return diagnostic(GONE, _place(path, name))
    except OSError:
        return diagnostic(UNREADABLE, _place(path, name))
