"""Format diagnostics for other programs: JSON, annotations of GitHub's workflows, SARIF 2.1.0.

Nothing is printed here, and no file is read; `diagnostics.show` makes the text for people. docs/problems.md describes
the formats.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from yearbook import __version__
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, in_order
from yearbook.core.frozen import dataclass
from yearbook.core.messages import locale_tag, translate

FORMATS = ("json", "github", "sarif")
JSON_VERSION = "1.0"
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def format_diagnostics(
    diagnostics: Sequence[Diagnostic], form: str, language: str, reworded: Callable[[str], str] = str
) -> str:
    """Return the diagnostics in one of FORMATS, in file order, with a line end; `language` is a code of messages.

    `reworded`: returns a hint with commands as the user has to type them.
    """
    found = tuple(_Worded(each, each.text(language), reworded(each.hint(language))) for each in in_order(diagnostics))
    if form == "github":
        return "".join(f"{_annotation(each)}\n" for each in found)
    made = _sarif(found, language) if form == "sarif" else _plain(found, language)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Worded:
    """A diagnostic with its texts in one language."""

    diagnostic: Diagnostic
    text: str
    hint: str

    @property
    def in_lines(self) -> str:
        return "\n".join(filter(None, (self.text, self.hint)))


def _plain(found: Sequence[_Worded], language: str) -> dict[str, Any]:
    errors = sum(each.diagnostic.is_error for each in found)
    return {
        "version": JSON_VERSION,
        "language": language,
        "errors": errors,
        "warnings": len(found) - errors,
        "problems": [_problem(each) for each in found],
    }


def _problem(worded: _Worded) -> dict[str, Any]:
    each = worded.diagnostic
    place: dict[str, Any] = {"file": each.place.path}
    if each.place.line:
        place |= {"line": each.place.line, "column": each.place.column, "length": each.place.length}
    said = {"message": worded.text, "hint": worded.hint}
    return {"code": each.mistake.code, "severity": each.mistake.severity.value, **place, **said}


def _annotation(worded: _Worded) -> str:
    """`::error file=…,line=…,col=…,title=YB450::…`, after GitHub's workflow commands."""
    each = worded.diagnostic
    place = {"file": each.place.path}
    if each.place.line:
        end = each.place.column + each.place.length
        place |= {"line": str(each.place.line), "col": str(each.place.column), "endColumn": str(end)}
    fields = ",".join(f"{name}={_field(value)}" for name, value in {**place, "title": each.mistake.code}.items())
    return f"::{each.mistake.severity.value} {fields}::{_data(worded.in_lines)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(found: Sequence[_Worded], language: str) -> dict[str, Any]:
    """SARIF 2.1.0 (OASIS), as much as programs that show findings need: rules, levels, places."""
    mistakes = sorted({each.diagnostic.mistake for each in found}, key=lambda each: (each.code, each.text))
    rules = [_rule(each, language) for each in mistakes]
    results = [_result(each, mistakes.index(each.diagnostic.mistake)) for each in found]
    driver = {"name": "yearbook", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": locale_tag(language),
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(mistake: DiagnosticKind, language: str) -> dict[str, Any]:
    level = {"level": mistake.severity.value}
    return {
        "id": mistake.code,
        "shortDescription": {"text": translate(mistake.text, language)},
        "defaultConfiguration": level,
    }


def _result(worded: _Worded, rule: int) -> dict[str, Any]:
    each = worded.diagnostic
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(each.place.path)}}
    if each.place.line:
        start, end = each.place.column, each.place.column + each.place.length
        where["region"] = {"startLine": each.place.line, "startColumn": start, "endColumn": end}
    return {
        "ruleId": each.mistake.code,
        "ruleIndex": rule,
        "level": each.mistake.severity.value,
        "message": {"text": worded.in_lines},
        "locations": [{"physicalLocation": where}],
    }
