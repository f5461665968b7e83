"""Write the list of all diagnostic codes at the end of docs/problems.md.

Run `python -m docs.problems`; a test fails if the list is not current.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.messages import translate

DOCUMENT = Path(__file__).with_name("problems.md")
BEGIN = "<!-- made by docs/problems.py from here on -->"
STAGES = {
    "1": ("Reading files and prose", "读取文件和正文"),
    "2": ("Fields and their values", "字段和取值"),
    "3": ("Records and references", "记录和引用"),
    "4": ("What is well-formed and yet not right", "形式无误而内容存疑"),
    "5": ("Languages and templates", "语言和模板"),
    "6": ("Output", "输出"),
    "7": ("Publishing and the finished site", "发布和成品检查"),
}
"""By the first digit of a code: the stage that finds the problem."""


def diagnostic_kinds() -> tuple[DiagnosticKind, ...]:
    """Return every kind of diagnostic that a module of the package declares, by code."""
    found = {
        value
        for module in pkgutil.walk_packages(yearbook.__path__, "yearbook.")
        if not module.name.endswith(".__main__")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, DiagnosticKind)
    }
    return tuple(sorted(found, key=lambda each: (each.code, each.text)))


def listing(found: tuple[DiagnosticKind, ...]) -> str:
    """Return Markdown: a table for each stage, with message and hint in both languages."""
    blocks = []
    for figure in sorted({each.code[2] for each in found}):
        en, zh = STAGES.get(figure, ("Others", "其他"))
        rows = [_row(each) for each in found if each.code[2] == figure]
        head = ["| code | | message | 提示信息 |", "| --- | --- | --- | --- |"]
        blocks.append("\n".join([f"### YB{figure}xx {en} · {zh}", "", *head, *rows]))
    return "\n\n".join(blocks)


def _row(each: DiagnosticKind) -> str:
    kind = "error" if each.severity is Severity.ERROR else "warning"
    cells = (_cell(translate(each.text, language), translate(each.hint, language)) for language in ("en", "zh"))
    return f"| `{each.code}` | {kind} | {' | '.join(cells)} |"


def _cell(message: str, hint: str) -> str:
    """Return the message and below it the hint, with `…` for values."""
    texts = (message, *(line for line in hint.split("\n") if line))
    return "<br>→ ".join(_filled(each).replace("|", "\\|").replace("<", "&lt;") for each in texts)


def _filled(template: str) -> str:
    """Return a message with every value as an ellipsis; doubled braces become braces."""
    return template.format_map(_Anything())


class _Anything(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "…"


def document(text: str) -> str:
    """Return the text of the document with a new list."""
    return f"{text.partition(BEGIN)[0]}{BEGIN}\n\n{listing(diagnostic_kinds())}\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
