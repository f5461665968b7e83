"""Collect the messages of the program, and bring the catalogues in yearbook/core/locales up to date.

`python -m docs.messages` adds what is new, untranslated, and removes what is no longer said; a test holds that nothing
is left to do. A further language begins with an empty file: `touch yearbook/core/locales/fr.po`, then this command.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import yearbook
from yearbook.authoring.kind_nouns import kind_noun
from yearbook.authoring.spreadsheets.columns import sheet_columns
from yearbook.cli.main import COMMANDS, command
from yearbook.core.messages import Message
from yearbook.model.kinds import KINDS, VOCABULARIES

PACKAGE = Path(yearbook.__path__[0])
LOCALES = PACKAGE / "core" / "locales"
MARKS = {
    "Message",
    "localized",
    "marked",
    "message",
    "say",
    "translate",
    "GeometryError",
    "InvalidValueError",
    "DateError",
    "QuantityError",
}
"""Functions and classes whose first argument is a message."""
_HEADER = """msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n\""""
MessageId = tuple[str, str]
"""Context and English text."""


def collected() -> set[MessageId]:
    """Every message of the package."""
    found = {each for file in PACKAGE.rglob("*.py") for each in _in_module(ast.parse(file.read_text("utf-8")))}
    found |= {
        each
        for kind in KINDS
        for column in sheet_columns(kind, ("zh", "en"))
        for each in _in_message(column.words.title)
    }
    found |= {("", text) for text in _help_texts()}
    found |= {each for kind in (*KINDS, *VOCABULARIES) for each in _in_message(kind_noun(kind))}
    return {each for each in found if each[1] and not re.fullmatch(r"\{\w+\}", each[1])}


def _help_texts() -> Iterator[str]:
    """Yield the help of every command and option."""
    for each in (command, *(entry.load() for entry in COMMANDS.values())):
        yield cleandoc(each.help)
        yield from (option.help for option in each.params if isinstance(option, click.Option))


def _in_module(tree: ast.Module) -> Iterator[MessageId]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def text(node: ast.AST | None) -> str:
        node = constants.get(node.id) if isinstance(node, ast.Name) else node
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = {each.arg: each.value for each in node.keywords}
            name = getattr(node.func, "id", "")
            if name == "DiagnosticKind":
                yield "", text(node.args[1])
                yield "", text(named.get("hint"))
            elif name in MARKS and node.args:
                first = node.args[0]
                branches = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                yield from ((text(named.get("context")), text(each)) for each in branches)


def _in_message(message: Message) -> Iterator[MessageId]:
    if not message.given:
        yield message.context, message.text
    for _, word in message.words:
        if isinstance(word, Message):
            yield from _in_message(word)


def updated(old: str, language: str) -> str:
    """The text of a catalogue with exactly the messages of the program, in their alphabetical order."""
    before = read_po(io.StringIO(old))
    catalogue = Catalog(fuzzy=False)
    for context, text in sorted(collected()):
        known = before.get(text, context or None)
        catalogue.add(text, known.string if known else "", context=context or None)
    made = io.BytesIO()
    write_po(made, catalogue, width=0, omit_header=True, sort_output=False)
    header = old.strip().partition("\n\n")[0] or _HEADER.format(language)
    return f"{header}\n\n{made.getvalue().decode('utf-8').strip()}\n"


if __name__ == "__main__":
    for file in LOCALES.glob("*.po"):
        file.write_text(updated(file.read_text("utf-8"), file.stem), "utf-8")
