"""Validate a document: return the records in it, or all diagnostics.

The validation library (pydantic) types the scalars; this module gives its findings a line, a column and plain words.
Never stops at the first problem, never resolves a reference: `content.yearbook` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from yearbook.content.explanations import FACT_IN_TRANSLATION, explain
from yearbook.content.locations import FileSlot, check_id
from yearbook.content.originals import Origin, Original, Translated, Translation, WrittenBody
from yearbook.core.diagnostics import Diagnostic, diagnostic
from yearbook.core.digest import digest
from yearbook.core.documents.document import Document
from yearbook.core.documents.nodes import Node, key_of, locate, plain
from yearbook.model.configuration import Configuration
from yearbook.model.measures import Measures
from yearbook.model.structure import fields_of
from yearbook.model.texts import DEFAULT_LANGUAGES

T = TypeVar("T")
_Pointer = tuple[str | int, ...]

ParsedFile = tuple[tuple[Original | Translation, ...], tuple[Diagnostic, ...]]


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """The validator of one class, made once: building it costs milliseconds."""
    return TypeAdapter(kind)


def read_records(document: Document, slot: FileSlot, languages: tuple[str, ...], measures: Measures) -> ParsedFile:
    """The records that a document holds, and what is wrong with it."""
    if slot.kind.prose:
        return _read_prose(document, slot, languages, measures)
    records: list[Original] = []
    diagnostics: list[Diagnostic] = []
    for key, node in document.front.pairs:
        if wrong := check_id(key.text, document.place(key)):
            diagnostics.append(wrong)
            continue
        facts, found = validate(slot.kind.facts, node, document, languages, measures=measures)
        diagnostics += found
        if facts is not None:
            records.append(
                Original(kind=slot.kind.name, id=key.text, facts=facts, origin=Origin(document.path, (key.text,)))
            )
    return tuple(records), tuple(diagnostics)


def read_configuration(document: Document) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """Read the configuration; the languages that it names are those that its own texts may be in."""
    return validate(Configuration, document.front, document, languages_of(document))


def languages_of(document: Document) -> tuple[str, ...]:
    """The languages that a configuration names, even if other parts of it are wrong; else the usual ones."""
    named = plain(locate(document.front, ("languages",)))
    languages = tuple(str(each) for each in named) if isinstance(named, list) else ()
    is_sound = languages and all(re.fullmatch(r"[a-z]{2,3}", each) for each in languages)
    return languages if is_sound else DEFAULT_LANGUAGES


def _read_prose(document: Document, slot: FileSlot, languages: tuple[str, ...], measures: Measures) -> ParsedFile:
    body = WrittenBody(document.body, document.body_line)
    origin = Origin(document.path)
    if slot.language:
        words, diagnostics = validate(Translated, document.front, document, languages, of=slot.kind.facts)
        done = (
            (
                Translation(
                    kind=slot.kind.name, id=slot.id, language=slot.language, words=words, origin=origin, body=body
                ),
            )
            if words
            else ()
        )
        return done, diagnostics
    facts, diagnostics = validate(slot.kind.facts, document.front, document, languages, measures=measures)
    if facts is None:
        return (), diagnostics
    year = int(slot.id) if slot.kind.name == "year" and slot.id.isdigit() else slot.year
    version = digest((*(getattr(facts, each, None) for each in ("title", "summary", "motto")), body.markdown))
    return (
        Original(
            kind=slot.kind.name, id=slot.id, facts=facts, origin=origin, year=year, body=body, version=version[:8]
        ),
    ), diagnostics


def validate(
    kind: type[T],
    node: Node,
    document: Document,
    languages: tuple[str, ...],
    *,
    measures: Measures | None = None,
    of: type[Any] | None = None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Validate a node as a value of `kind`; return None with all diagnostics if it is not one.

    `measures`: in which its quantities may be, by default the shipped ones.
    `of`: the class whose facts a translation must not repeat, to say so where it does.
    """
    try:
        read_as = _adapter(kind)  # type: ignore[arg-type] # a class is hashable
        return read_as.validate_python(plain(node), context={"languages": languages, "measures": measures}), ()
    except ValidationError as error:
        details = [each for each in error.errors(include_url=False) if not _follows(each)]
        return None, tuple(_problem(each, kind, node, document, of) for each in details)


def _follows(detail: ErrorDetails) -> bool:
    """Whether it only says that a list is short of the items in which other mistakes were found."""
    short = detail["type"] == "too_short" and isinstance(detail["input"], list)
    return short and len(detail["input"]) >= detail["ctx"]["min_length"]


def _problem(detail: ErrorDetails, kind: type[Any], node: Node, document: Document, of: type[Any] | None) -> Diagnostic:
    if detail["loc"][-1:] == ("[key]",) and (key := key_of(node, detail["loc"][:-1])):
        wrong = check_id(key.text, document.place(key))
        assert wrong is not None  # keys are ids wherever the model has a mapping
        return wrong
    pointer = _pointer(detail["loc"], node)
    where, on_key = _where(detail["type"], pointer, node)
    place = document.place(where)
    field = str(pointer[-1]) if pointer else ""
    if on_key and of is not None and any(each.name == field for each in fields_of(of)):
        return diagnostic(FACT_IN_TRANSLATION, place, field=field)
    mistake, words = explain(detail, kind, pointer)
    return diagnostic(mistake, place, **words)


def _pointer(location: tuple[str | int, ...], node: Node) -> _Pointer:
    """The validator's location without the steps that stand for its own machinery and not for a place in the file."""
    pointer: list[str | int] = []
    current: object = plain(node)
    for step in location:
        if isinstance(current, Dictionary) and (step in current or step is location[-1]):
            pointer.append(step)
            current = current.get(step)
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            pointer.append(step)
            current = current[step]
    return tuple(pointer)


def _where(sort: str, pointer: _Pointer, node: Node) -> tuple[Node, bool]:
    """What to underline: the key of an unknown field, the mapping that lacks one, else the value."""
    if sort in ("unexpected_keyword_argument", "extra_forbidden"):
        return key_of(node, pointer) or node, True
    return locate(node, pointer), False
