"""Add to a page what the preview shows besides: a bar with the file it comes from, and a list of errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from markupsafe import Markup, escape

from yearbook.core.diagnostics import Diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.messages import locale_tag, marked, message_languages, translate

OVERLAY_FOLDER = "-preview"
"""The folder of the preview's own files; no page of a site is in it."""
ErrorTexts: TypeAlias = Mapping[str, str]
"""An error by language of messages, as the terminal shows it."""
_SHOWN = 20  # errors; more would hide the page
_OUTDATED = marked("The page below is the last one without errors")
_DRAFT = marked("Draft: not part of the published site")
_COPY = marked("Copy the path of its file")
_OPEN = marked("Open")


@dataclass(frozen=True, slots=True)
class OverlayOrigin:
    """The content file that a page is made of."""

    path: str
    """As the user knows the file: `content/honors/2016/a.md`."""
    absolute: str
    is_draft: bool


def with_preview(
    page: bytes,
    diagnostics: Sequence[Diagnostic],
    texts: Callable[[Diagnostic], ErrorTexts],
    origin: OverlayOrigin | None,
) -> bytes:
    """Return the page with errors, bar and scripts added before the end of its body."""
    parts = [Markup('<link rel="stylesheet" href="/{0}/preview.css">').format(OVERLAY_FOLDER)]
    errors = [each for each in diagnostics if each.is_error]
    if errors:
        parts.append(_problems(errors, texts))
    if origin:
        parts.append(_bar(origin))
    scripts = Markup(
        '<script src="/livereload.js?path=livereload" defer></script><script src="/{0}/preview.js" defer></script>'
    )
    added = (Markup("\n").join([*parts, scripts.format(OVERLAY_FOLDER)]) + "\n").encode()
    before, end, after = page.rpartition(b"</body>")
    return before + added + end + after if end else page + added


def _problems(errors: Sequence[Diagnostic], texts: Callable[[Diagnostic], ErrorTexts]) -> Markup:
    """Return a section with each error in all its languages."""
    shown = Markup("").join(_problem(texts(each)) for each in errors[:_SHOWN])
    rest = Markup("<p>+ {0}</p>").format(len(errors) - _SHOWN) if len(errors) > _SHOWN else ""
    return Markup(
        '<section class="preview-problems" role="alert" tabindex="0" data-preview-problems>'
        "<p><strong>{0}</strong></p>{1}{2}</section>"
    ).format(_in_all_languages(_OUTDATED), shown, rest)


def _problem(error: ErrorTexts) -> Markup:
    return Markup("").join(
        Markup('<pre lang="{0}">{1}</pre>').format(locale_tag(code), text) for code, text in error.items()
    )


def _bar(origin: OverlayOrigin) -> Markup:
    """Return the bar that names the page's file, and says so if it is a draft."""
    draft = Markup('<p class="preview-draft">{0}</p>').format(_in_all_languages(_DRAFT)) if origin.is_draft else ""
    return Markup(
        '<aside class="preview-bar" aria-label="preview">{draft}'
        '<button type="button" data-preview-copy="{path}" title="{copy}">{path}</button> '
        '<a href="vscode://file/{file}">{open}</a></aside>'
    ).format(
        draft=draft,
        path=origin.path,
        copy=_in_all_languages(_COPY),
        file=escape(origin.absolute),
        open=_in_all_languages(_OPEN),
    )


def overlay_languages() -> tuple[str, ...]:
    """Return the languages of messages, English last: it is the one that most readers can skip."""
    return message_languages()[::-1]


def _in_all_languages(text: str) -> str:
    return " · ".join(translate(text, code) for code in overlay_languages())
