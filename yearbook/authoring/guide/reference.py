"""Write the reference of the editors' guide: every kind and every field of the model, with its meaning and an example.

Meanings are docstrings of the model, names of choices those of `content.choices`, examples those of
`content.field_examples`. Tests prove that the JSON Schemas
accept every example, and that the guides contain this reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.content.choices import choice_label
from yearbook.content.field_examples import example
from yearbook.content.originals import Translated
from yearbook.core.messages import message
from yearbook.data.markdown_writer import markdown_table
from yearbook.model.common import Acceptance
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.docstrings import class_description, class_name
from yearbook.model.kinds import YEAR, Kind
from yearbook.model.own_kinds import kinds_of
from yearbook.model.structure import EDITORIAL, ModelField, ValueType, fields_of, parts_of, published_fields

BEGIN, END = "<!-- fields -->", "<!-- /fields -->"
"""The lines of a guide before and after the reference."""

_COLUMNS = (
    message("field", context="guide"),
    message("example", context="guide"),
    message("what it says", context="guide"),
)
_SPACE_BETWEEN_SENTENCES = {"zh": ""}


def with_reference(guide: str, language: str, own: Declarations = NO_DECLARATIONS) -> str:
    """Return a guide with the reference between its markers. Raises ValueError if it has none."""
    before, begin, rest = guide.partition(f"{BEGIN}\n")
    _, end, after = rest.partition(f"{END}\n")
    if not begin or not end:
        raise ValueError("the guide has no place for the reference")
    return f"{before}{BEGIN}\n\n{guide_reference(language, own)}\n\n{END}\n{after}"


def guide_reference(language: str, own: Declarations = NO_DECLARATIONS) -> str:
    """Return the Markdown of every kind with its fields, then of the parts inside fields."""
    parts = {class_name(Acceptance): Acceptance}
    kinds = kinds_of(own).values()
    for kind in kinds:
        parts |= {class_name(part): part for part in parts_of(kind.facts)}
    blocks = [_kind(kind, language, own) for kind in kinds]
    blocks.append(
        _section(
            message("Translation", context="guide").translated(language),
            "kind-translation",
            Translated,
            language=language,
        )
    )
    blocks.append(f"### {message('Parts that stand inside fields').translated(language)}")
    blocks += [
        _section(name, f"part-{name.lower()}", part, language=language, depth=4) for name, part in sorted(parts.items())
    ]
    return "\n\n".join(blocks)


def field_texts(owner: type[Any]) -> tuple[ModelField, ...]:
    """Return the fields of a class, editorial ones last."""
    return (*published_fields(owner), *(each for each in fields_of(owner) if each.name in EDITORIAL))


def _kind(kind: Kind, language: str, own: Declarations) -> str:
    noun = kind_noun(kind.name, own).translated(language)
    title = kind.name.capitalize() if noun == kind.name else f"{noun} {kind.name}"
    where = message("Written in {files}.", files=_files(kind, language)).translated(language)
    return _section(title, f"kind-{kind.name}", kind.facts, language=language, where=where)


def _files(kind: Kind, language: str) -> str:
    year, identity = message("<year>").translated(language), message("<id>").translated(language)
    if not kind.prose:
        return f"`content/{kind.folder}`" if kind.folder.endswith(".yaml") else f"`content/{kind.folder}/*.yaml`"
    if kind.name == YEAR.name:
        identity = year
    folder = f"content/{kind.folder}/{year}" if kind.by_year else f"content/{kind.folder}"
    return f"`{folder}/{identity}.md` + `{identity}.en.md`"


def _section(title: str, anchor: str, owner: type[Any], *, language: str, where: str = "", depth: int = 3) -> str:
    head = f'<a id="{anchor}"></a>\n\n{"#" * depth} {title}'
    text = _joined((class_description(owner).read(language), where), language)
    columns = tuple(each.translated(language) for each in _COLUMNS)
    rows = (_row(owner, each, language) for each in field_texts(owner))
    return f"{head}\n\n{text}\n\n{markdown_table(columns, rows)}"


def _row(owner: type[Any], field: ModelField, language: str) -> tuple[str, str, str]:
    name = f"`{field.name}`"
    if field.required:
        name = message("{field} (required)", field=name).translated(language)
    return name, f"`{example(owner, field)}`", _joined(_meaning(field, language), language)


def _joined(sentences: Iterable[str], language: str) -> str:
    return _SPACE_BETWEEN_SENTENCES.get(language, " ").join(filter(None, sentences))


def _meaning(field: ModelField, language: str) -> Iterator[str]:
    yield field.description.read(language)
    if field.value_type is ValueType.CHOICE:
        labels = choice_label(field.choices)
        choices = tuple(f"`{value}` {each.name.translated(language)}" for value, each in labels.items())
        yield message("Choices: {choices}.", choices=choices).translated(language)
    if field.value_type is ValueType.PART:
        name = class_name(field.part)
        yield message("See [{part}](#part-{anchor}).", part=name, anchor=name.lower()).translated(language)
