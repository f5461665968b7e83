"""Turn what is typed into a field into the value that a file holds, and say how a value is understood.

Dates, amounts, names and choices are taken in every habit that spreadsheets are read in. What is not understood stays
as it was typed, and is reported by the same checks as in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yearbook.authoring.editing.operations import BODY
from yearbook.authoring.spreadsheets.values import PARSERS, cell_amount, cell_choice
from yearbook.content.name_lookup import NameLookup
from yearbook.core.documents.nodes import Mapping, Plain, plain
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.model.dates import DateError, parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.measures import Measures
from yearbook.model.quantities import QuantityError, parse_quantity
from yearbook.model.structure import ModelField, Pointer, ValueType


@dataclass(frozen=True, slots=True)
class TypingContext:
    """What typed values are read with."""

    measures: Measures
    names: Callable[[str], NameLookup]
    """Returns the names of a kind or of the words of a vocabulary."""


def typed_value(text: str, pointer: Pointer, field: ModelField | None, context: TypingContext) -> Plain:
    """Return the value that a typed text stands for; None for nothing."""
    if pointer == BODY:
        return text.replace("\r\n", "\n").strip("\n") or None
    written = " ".join(text.split())
    if not written or field is None:
        return written or None
    try:
        return _read(written, field, context)
    except InvalidValueError:
        return written


def _read(text: str, field: ModelField, context: TypingContext) -> Plain:
    if parse := PARSERS.get(field.value_type):
        return parse(text)
    match field.value_type:
        case ValueType.AMOUNT:
            return cell_amount(text, "", context.measures)
        case ValueType.CHOICE:
            return cell_choice(text, field.choices) or text
        case ValueType.REFERENCE:
            found = context.names(field.refers_to).find(text)
            return found[0] if len(found) == 1 else text
        case ValueType.GEOMETRY:
            node = parse_mapping(f"a: {text}\n", "", in_markdown=False)
            value = node.get("a") if isinstance(node, Mapping) else None
            return plain(value) if value else text
    return text


def understood(value: Plain, field: ModelField | None, languages: tuple[Language, ...], measures: Measures) -> str:
    """Return how a date or an amount is printed in each language; empty for other values, and for wrong ones."""
    if field is None or not isinstance(value, str):
        return ""
    return " · ".join(dict.fromkeys(_printed(value, field, languages, measures)))


def _printed(text: str, field: ModelField, languages: tuple[Language, ...], measures: Measures) -> Iterator[str]:
    for each in languages:
        try:
            if field.value_type is ValueType.DATE:
                yield each.date(parse_when(text))
            elif field.value_type is ValueType.AMOUNT:
                yield each.quantity(parse_quantity(text, measures))
        except (DateError, QuantityError):
            return
