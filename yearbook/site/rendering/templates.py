"""Read, check and render Jinja templates.

Templates see one value, `page`, and compute nothing: `template_checks` refuses arithmetic, filters and free names.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2 import meta, nodes

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic, nearest
from yearbook.core.digest import digest
from yearbook.core.documents.decoding import decode_text
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.core.overlay import Folders
from yearbook.site.rendering.template_checks import check_template, named
from yearbook.site.rendering.template_compiler import Environment

BAD_SYNTAX = DiagnosticKind(
    "YB520",
    "the template cannot be read: {reason}",
    hint="look at this line: each block needs its end, such as if and endif",
)
UNDEFINED = DiagnosticKind(
    "YB521",
    "the template asks for something that is not there: {reason}",
    hint="what a page holds is documented in yearbook/site/views",
)
_NO_TEMPLATE = DiagnosticKind(
    "YB522",
    "there is no template “{name}”",
    hint="did you mean “{meant}”?",
)


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates, read once."""

    environment: jinja2.Environment
    closures: Mapping[str, str]
    """By template, a digest of it and of all that it extends, includes or imports."""
    sources: Mapping[str, str]
    """By template, its text."""
    places: Mapping[str, str]
    """By template, the path of its file in messages."""

    def __reduce__(self) -> tuple[object, ...]:
        """Send the sources to another process, which compiles them again: an environment cannot be pickled."""
        return _compiled, (self.closures, self.sources, self.places)


def read_templates(folders: Folders) -> Templates:
    """Read and check every template. Raises DiagnosticsError with all that is wrong in them."""
    files = folders.files("*.html")
    places = {template: folders.shown(template) for template in files}
    texts = {template: decode_text(file.read_bytes(), places[template]) for template, file in files.items()}
    diagnostics = [each for each in texts.values() if isinstance(each, Diagnostic)]
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    sources = {template: text for template, text in texts.items() if isinstance(text, str)}
    parents: dict[str, tuple[str, ...]] = {}
    for template, text in sources.items():
        checked = _checked(template, text, places[template])
        diagnostics += checked.diagnostics
        parents[template] = checked.parents
        diagnostics += _missing(checked, places[template], sources)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    closures = {template: digest(tuple(sources[each] for each in _closure(template, parents))) for template in sources}
    return _compiled(closures, sources, places)


@dataclass(frozen=True, slots=True)
class _CheckedTemplate:
    """One template, checked and compiled."""

    diagnostics: tuple[Diagnostic, ...]
    parents: tuple[str, ...] = ()
    """The templates that it extends, includes or imports."""
    named: tuple[tuple[object, int], ...] = ()
    """(name, line) of each of them, as written."""
    code: CodeType | None = None
    """None if it has problems."""


@lru_cache(maxsize=1 << 9)
def _checked(template: str, text: str, shown: str) -> _CheckedTemplate:
    """Check and compile a template. Cached by its text: the preview reads all templates again after a change."""
    try:
        return _parsed(template, text, shown)
    except jinja2.TemplateSyntaxError as error:
        return _CheckedTemplate((diagnostic(BAD_SYNTAX, Location(shown, error.lineno, 1), reason=error.message),))
    except (RecursionError, SyntaxError, MemoryError):  # limits of Python: twenty loops within each other
        reason = message("it is nested too deeply")
        return _CheckedTemplate((diagnostic(BAD_SYNTAX, Location(shown), reason=reason),))


def _parsed(template: str, text: str, shown: str) -> _CheckedTemplate:
    """Return a template that can be read. Raises the errors of Jinja and Python."""
    environment = _environment({})
    tree = environment.parse(text, template)
    found = tuple((target.value, node.lineno) for node, target in named(tree) if isinstance(target, nodes.Const))
    diagnostics, parents = tuple(check_template(tree, shown)), tuple(_parents(tree))
    # Last, because compiling changes the tree; with its name as file name, so that its errors say where they are.
    code = None if diagnostics else environment.compile(tree, template, template)
    return _CheckedTemplate(diagnostics=diagnostics, parents=parents, named=found, code=code)


def _compiled(closures: Mapping[str, str], sources: Mapping[str, str], places: Mapping[str, str]) -> Templates:
    codes = {template: _checked(template, text, places[template]).code for template, text in sources.items()}
    return Templates(environment=_environment(codes), closures=closures, sources=sources, places=places)


class _Compiled(jinja2.BaseLoader):
    """Loads templates that were compiled when they were checked."""

    def __init__(self, codes: Mapping[str, CodeType | None]) -> None:
        self._codes = codes

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> jinja2.Template:  # noqa: A002
        code = self._codes.get(name)
        if code is None:
            raise jinja2.TemplateNotFound(name)
        return environment.template_class.from_code(environment, code, globals or {})


def _environment(codes: Mapping[str, CodeType | None]) -> Environment:
    """Return the environment in which templates are compiled and rendered."""
    environment = Environment(
        loader=_Compiled(codes),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals.clear()  # `range`, `dict` and the like compute, and are no part of a page
    return environment


def _parents(tree: nodes.Template) -> Iterator[str]:
    """Yield the templates that one names; a computed name is refused by `check_template`."""
    yield from (each for each in meta.find_referenced_templates(tree) if each is not None)


def _missing(checked: _CheckedTemplate, shown: str, sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each template that is named and missing."""
    for value, line in checked.named:
        if value not in sources:
            place = Location(shown, line, 1)
            yield diagnostic(_NO_TEMPLATE, place, name=value, meant=nearest(str(value), sources))


def _closure(template: str, parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the template and all that it reaches, each once, by name."""
    found, waiting = {template}, [template]
    while waiting:
        for each in parents[waiting.pop()]:
            if each not in found:
                found.add(each)
                waiting.append(each)
    return sorted(found)


def render(templates: Templates, template: str, page: object) -> bytes:
    """Render one page. Raises DiagnosticsError if the template asks for something that its page does not hold."""
    try:
        text = templates.environment.get_template(template).render(page=page)
    except jinja2.TemplateNotFound as error:
        wrong = diagnostic(
            _NO_TEMPLATE,
            Location(templates.places.get(template, template)),
            name=error.name,
            meant=nearest(str(error.name), templates.closures),
        )
        raise DiagnosticsError([wrong]) from error
    except (jinja2.TemplateRuntimeError, AttributeError, TypeError, RecursionError) as error:
        # A TypeError of a template: a macro called with other arguments than it takes, a loop over no list.
        place = _place(templates, template, error)
        if not isinstance(error, jinja2.TemplateRuntimeError) and not place.line:
            raise
        raise DiagnosticsError([diagnostic(UNDEFINED, place, reason=str(error))]) from error
    return text.encode("utf-8")


def _place(templates: Templates, template: str, error: Exception) -> Location:
    """Return the line of the template that failed, from the frames of the traceback."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in templates.closures]
    if not frames:
        return Location(templates.places[template])
    return Location(templates.places[frames[-1].filename], frames[-1].lineno or 0, 1)
