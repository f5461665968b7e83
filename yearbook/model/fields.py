"""What records are made of: references, citations, claims, figures, notes.

Each type is both the vocabulary and the form in which it is written: the validation library (pydantic) reads it from
plain strings, lists and mappings, because YAML scalars are typed here and not by a parser. Every docstring of a field
says what it holds, in English and then in Chinese: the help that an editor sees is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar, dataclass_transform

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from yearbook.core.frozen import pickled_by_value
from yearbook.model.dates import When, parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.field_readers import (
    full_date,
    one_line,
    reader,
    text_in_every_language,
    text_in_languages,
    true_or_false,
)
from yearbook.model.quantities import Amount
from yearbook.model.texts import DEFAULT_LANGUAGES, Text

T = TypeVar("T")

CONFIG = ConfigDict(extra="forbid", use_enum_values=False, ser_json_inf_nan="strings", defer_build=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(kind: type[T]) -> type[T]:
    """The decorator of every record and part of one: frozen, by keyword, refusing unknown fields."""
    made: type[T] = dataclass(frozen=True, slots=True, kw_only=True, config=CONFIG)(kind)  # type: ignore[assignment]
    return pickled_by_value(made)


SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


BARE = "$bare"
"""In a JSON Schema still to be finished: stands for the schema of this field of the alternative that follows."""

REFERRED = "$refers"
"""In a JSON Schema still to be finished: the kind of what a text names."""


class Shorthand:
    """Lets a part with fields be written as the bare value of one of them: `value: 400万元` for `value:
    {value: 400万元}`.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._expand, handler(source))

    def _expand(self, value: object) -> object:
        whole = isinstance(value, Mapping) or (is_dataclass(value) and hasattr(value, self.field))
        return value if whole else {self.field: value}

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{BARE: self.field}, handler(schema)]}


class RefersTo:
    """Mark a field that holds the id of a record of `kind`, or `kind:id` if no kind is given."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), REFERRED: self.kind}


class MediaFile:
    """Mark a field that holds the path of a file below content/media."""


Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Line = Annotated[str, BeforeValidator(one_line), Field(min_length=1, max_length=300)]
Flag = Annotated[bool, BeforeValidator(true_or_false)]
_WORDS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {code: {"type": "string"} for code in DEFAULT_LANGUAGES},
    "minProperties": 1,
    "additionalProperties": False,
}
Words = Annotated[Text, PlainValidator(text_in_languages), WithJsonSchema(_WORDS_SCHEMA)]
TranslatedWords = Annotated[
    Text,
    PlainValidator(text_in_every_language),
    WithJsonSchema({**_WORDS_SCHEMA, "required": list(DEFAULT_LANGUAGES)}),
]
"""Words that are never borrowed from another language."""
Date = Annotated[
    When,
    reader(parse_when, When),
    WithJsonSchema(
        {"type": ["string", "integer"], "examples": ["2016", "2016-11", "2016-11-23", "2014/2016", "2016?"]}
    ),
]
FullDate = Annotated[
    When,
    reader(full_date, When),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2016-11-23"]}),
]
"""One certain day."""

_RecordId = Annotated[
    str,
    Field(min_length=1, max_length=80),
    WithJsonSchema({"type": "string", "pattern": SLUG, "maxLength": 80}),
]
"""The id of a record. Any line is read, so that a name in its place is answered with the id."""
UnitId = Annotated[_RecordId, RefersTo("unit")]
PersonId = Annotated[_RecordId, RefersTo("person")]
ProjectId = Annotated[_RecordId, RefersTo("project")]
LedgerId = Annotated[_RecordId, RefersTo("ledger")]
PlaceId = Annotated[_RecordId, RefersTo("place")]
SourceId = Annotated[_RecordId, RefersTo("source")]
ThemeId = Annotated[_RecordId, RefersTo("theme")]
ScopeId = Annotated[Line, RefersTo("scope")]
BasisId = Annotated[Line, RefersTo("basis")]
CategoryId = Annotated[Line, RefersTo("category")]
"""Words of a vocabulary. Any line is read, so that 国家级 in place of its id is answered with the id."""
AnyRecord = Annotated[
    str,
    Field(pattern=r"^[a-z]+:[\w-]+$"),
    WithJsonSchema({"type": "string", "pattern": rf"^[a-z]+:{SLUG[1:]}"}),
    RefersTo(),
]
AnyFact = Annotated[
    str,
    Field(pattern=r"^[a-z]+:[\w-]+#[^\s#]+$"),
    WithJsonSchema({"type": "string", "pattern": rf"^[a-z]+:{SLUG[1:-1]}#[^\s#]+$"}),
    RefersTo(),
]
"""`kind:id#key`: one figure of a record, one observation of an indicator (`#2018-01/2018-06`), one total of a
ledger.
"""


@record
class Citation:
    """Where something is said. 出处。"""

    source: SourceId
    """The source's id. 来源的编号。"""
    at: Annotated[Line, Field(max_length=40)]
    """A few words copied from the source, at most 40 characters, so that the place is found.
    原文里的几个字，不超过40字，用来定位。
    """


Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


@record
class Claim(Generic[T]):
    """What another source says instead. 另一来源的说法。"""

    value: T
    """The value as this source has it. 该来源所载的值。"""
    sources: Citations
    """Which sources say so. 出处。"""


@record
class Fact(Generic[T]):
    """One value, and what other sources say instead. Written as the bare value where nothing is disputed.
    一项事实及不同说法。
    """

    value: T
    """The value that is used. 采用的值。"""
    sources: tuple[Citation, ...] = ()
    """Where this value stands; empty where the record's own sources say it. 采用值的出处。"""
    others: tuple[Claim[T], ...] = ()
    """Other values for the same fact, each with its source. 其他来源的不同说法。"""
    because: Words | None = None
    """Why `value` is used; required where there are others. 采用该值的理由。"""

    def __post_init__(self) -> None:
        if self.others and not self.because:
            raise InvalidValueError("where values differ, say in “because” why the first is used")


AmountFact = Annotated[Fact[Amount], Shorthand("value")]


class Known(Enum):
    """How a date is known. 日期的依据。"""

    STATED = "stated"
    """Printed in the source. 原文载明。"""
    CONTEXT = "context"
    """From other statements of the same source. 由上下文得出。"""
    INFERRED = "inferred"
    """From outside of the source, or by reckoning. 推断。"""


@record
class Dated:
    """A date and how it is known; written as the bare date where the source states it. 日期及其依据。"""

    date: Date
    """2016, 2016-11, 2016-11-23, a period 2014/2016, uncertain 2016?. 日期。"""
    known: Known = Known.STATED
    """stated, context or inferred. 依据：原文载明、上下文、推断。"""
    note: Words | None = None
    """What it is inferred from. 推断的依据。"""


DatedField = Annotated[Dated, Shorthand("date")]


@record
class Figure:
    """One number with what it counts. 一个数字及其含义。"""

    label: Words
    """What is counted, without the number. 数字说明的是什么。"""
    value: AmountFact
    """The number as printed: 400万元. 照原文写数字和单位。"""
    key: Slug | None = None
    """A name by which other records can point at this figure. 供其他记录引用的名称。"""
    as_of: Date | None = None
    """The date up to which it counts. 截至日期。"""
    sources: tuple[Citation, ...] = ()
    """Where it stands; empty where the record's own sources say it. 出处。"""


class NoteKind(Enum):
    """What an editor's note is about. 编者注的类别。"""

    CONFLICT = "conflict"
    """Sources disagree in words, not in one value. 说法不一。"""
    LOOKALIKE = "lookalike"
    """Two different things that are easily mixed up. 容易混淆。"""
    SUM = "sum"
    """Figures that do not add up. 数字不合。"""
    SLIP = "slip"
    """A slip in the source, kept as printed. 原文疑误，照录。"""
    CONTEXT = "context"
    """What a reader needs to know. 说明。"""


@record
class Note:
    """An editor's note, shown where the record is read. 编者注。"""

    kind: NoteKind
    """conflict, lookalike, sum, slip or context. 类别。"""
    text: Words
    """What readers should know. 内容。"""
    about: tuple[AnyRecord, ...] = ()
    """Other records concerned, as kind:id. 涉及的其他记录。"""
    sources: tuple[Citation, ...] = ()
    """Where it is seen. 出处。"""


# Fields that several kinds have: each with its meaning, which a docstring under the field of a kind may narrow.

Themes = Annotated[tuple[ThemeId, ...], Field(description="What it belongs to. 所属主题。")]
Related = Annotated[tuple[AnyRecord, ...], Field(description="Other records, as kind:id. 相关记录。")]
Notes = Annotated[tuple[Note, ...], Field(description="Editor's notes. 编者注。")]
Summary = Annotated[Line | None, Field(description="One sentence for lists. 一句话摘要。")]
Pinyin = Annotated[Line | None, Field(description="The reading to sort by. 排序用拼音。")]
