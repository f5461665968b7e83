"""Write the reference of the editors' guide: every kind and every field of the model, with its meaning and an example.

Meanings are docstrings of the model, names of choices those of `content.choices`. Tests prove that the JSON Schemas
accept every example, and that the guides contain this reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.content.choices import choice_label
from yearbook.content.originals import Translated
from yearbook.core.messages import message
from yearbook.data.markdown_writer import markdown_table
from yearbook.model.common import Acceptance
from yearbook.model.declarations import NO_DECLARATIONS, Declarations, FieldType
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

_REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "unit": "transport-bureau",
        "person": "zhang-san",
        "honor": "civilised-county",
        "project": "ring-road",
        "ledger": "major-projects-2017",
        "source": "bulletin-2022",
        "theme": "open-roads",
        "level": "national",
        "stage": "new",
        "role": "lead",
        "scope": "city",
        "basis": "assessment",
        "category": "transport",
    }
)
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "Honor.title": "全省文明县城",
        "Honor.exclusive": "{scope: province}",
        "Honor.jointly": "true",
        "Revocation.because": "{zh: 考核不合格。, en: It failed the assessment.}",
        "Reassessment.note": "{zh: 材料齐全。, en: The papers were complete.}",
        "Honor.persons": "[{zh: 张三家庭, en: The family of Zhang San}]",
        "Person.title": "张三",
        "Person.aliases": "[张老师]",
        "Person.born": "1962-04",
        "Post.title": "{zh: 校长, en: Headmaster}",
        "Post.since": "2015-08",
        "Awardees.names": "[{zh: 李四, en: Li Si}]",
        "Project.title": "环城路工程",
        "Project.place": "{zh: 东门与西门之间, en: Between the East Gate and the West Gate}",
        "Program.title": "路长制",
        "Year.title": "修路的一年",
        "Year.motto": "项目攻坚年",
        "Year.highlights": '["honor:civilised-county#trees", "indicator:gdp#2018-01/2018-06"]',
        "Translated.title": "Civilised County of the Province",
        "Translated.motto": "A Year of Roads",
        "Translated.summary": "Yunti is named a civilised county.",
        "Translated.original": "'c8668ad0'",
        "Ledger.title": "{zh: 2017年重点项目, en: Major projects of 2017}",
        "Indicator.title": "{zh: 地区生产总值, en: Gross regional product}",
        "Commitment.title": "{zh: 新建三所小学。, en: Three primary schools are to be built.}",
        "Commitment.period": "2017",
        "Event.title": "{zh: 环城路通车。, en: The ring road opens.}",
        "Source.title": "{zh: 2022年工作简报, en: Bulletin of work in 2022}",
        "Source.authors": "[某记者]",
        "Source.file": "bulletin-2022.txt",
        "Theme.title": "{zh: 畅通云梯, en: Open Roads}",
        "Term.title": "{zh: 路长制, en: road-chief system}",
        "Term.avoid": "[road leader system]",
        "UnitName.name": "{zh: 云梯县交通运输局, en: Yunti County Transport Bureau}",
        "UnitName.short": "{zh: 县交通局, en: Transport Bureau}",
        "UnitName.since": "2015",
        "UnitName.until": "2019-03",
        "Unit.aliases": "[交通办]",
        "Unit.successors": "[transport-commission]",
        "Part.name": "{zh: 第一步, en: Step one}",
        "Part.text": "{zh: 定目标。, en: Set targets.}",
        "NameUse.name": "环城快速路",
        "Report.as_of": "2017-07",
        "Figure.label": "{zh: 植树, en: Trees planted}",
        "Figure.value": "1200个",
        "Figure.key": "trees",
        "Citation.at": "荣获全省文明县城称号",
        "Fact.because": "{zh: 总结较晚。, en: The summary is later.}",
        "Awardees.label": "{zh: 先进单位, en: Advanced units}",
        "Awardees.count": "33",
        "Rank.place": "1",
        "Streak.count": "3",
        "Picture.file": "2016/opening.jpg",
        "Picture.alternative": "{zh: 县长在路口剪彩, en: The county head cuts the ribbon at the crossing}",
        "Picture.caption": "{zh: 环城路通车仪式, en: The opening of the ring road}",
        "Picture.credit": "{zh: 王五摄, en: Photo by Wang Wu}",
        "Picture.place": "{zh: 东门路口, en: East Gate crossing}",
        "Attachment.file": "2016/certificate.pdf",
        "Attachment.title": "{zh: 获奖证书, en: The certificate}",
        "Attachment.pages": "2",
        "Acceptance.code": "YB451",
        "Acceptance.at": "1200个",
        "Acceptance.because": "{zh: 两处含义不同。, en: The two count different things.}",
        "Observation.period": "2018-01/2018-06",
        "Observation.value": "282.8亿元",
        "Revision.value": "280.1亿元",
        "Observation.growth": "10.5%",
        "Counts.printed_progress": "49.4%",
        "Counts.count": "150个",
        "Program.years": "[2016, 2017]",
        "summary": "一句话说明这是什么。",
        "pinyin": "cháng jiāng lù",
        "changed": "2026-11-21",
        "ArchivedCopy.date": "2026-11-21",
        "url": "https://example.org/report",
        "note": "{zh: 数字截至当年年底。, en: The figures are those of the end of the year.}",
        "text": "{zh: 两处说法不一。, en: The two accounts differ.}",
    }
)
"""Examples of `Class.field`, or of a field of any class. All others have an example by the type of their values."""
_BY_TYPE: Mapping[ValueType, str] = MappingProxyType(
    {
        ValueType.TEXT: "{zh: 文字, en: words}",
        ValueType.DATE: "2016-09",
        ValueType.AMOUNT: "400万元",
        ValueType.GEOMETRY: "{type: Point, coordinates: [113.65, 34.75]}",
        ValueType.FLAG: "true",
        ValueType.NUMBER: "2",
        ValueType.DECIMAL: "2.5",
        ValueType.LINE: "文字",
        ValueType.FILE: "report.pdf",
        ValueType.ANY_REFERENCE: '"honor:civilised-county"',
    }
)
_SHARED_BY_NAME = frozenset({ValueType.LINE, ValueType.TEXT, ValueType.DATE})
"""Types whose example may be that of a field of the same name in another class."""


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


def example(owner: type[Any], field: ModelField) -> str:
    """Return a field with a value, as it is typed: `conferred: 2016-09`."""
    return f"{field.name}: {_value(owner, field)}"


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


def _value(owner: type[Any], field: ModelField) -> str:
    name = class_name(owner)
    if field.own:
        value = _EXAMPLES["url"] if field.own.type is FieldType.ADDRESS else _one(field)
        return f"[{value}]" if field.many else value
    if given := _EXAMPLES.get(f"{name}.{field.name}") or (
        _EXAMPLES.get(field.name) if field.value_type in _SHARED_BY_NAME else None
    ):
        return given
    value = _one(field)
    listed = f"[{value}]" if field.many else value
    return f"{{{_REFERENCES[field.keys]}: {listed}}}" if field.keys else listed


def _one(field: ModelField) -> str:
    match field.value_type:
        case ValueType.REFERENCE:
            return _REFERENCES.get(field.refers_to, f"some-{field.refers_to}")
        case ValueType.CHOICE:
            return next(iter(choice_label(field.choices)))
        case ValueType.PART:
            return _part(field)
    return _BY_TYPE[field.value_type]


def _part(field: ModelField) -> str:
    """The required fields of a part, or its first if none is required; its bare value if it has a short form."""
    owner, inner = field.part, published_fields(field.part)
    if field.shorthand:
        return next(_value(owner, each) for each in inner if each.name == field.shorthand)
    shown = [each for each in inner if each.required] or list(inner[:1])
    return "{" + ", ".join(example(owner, each) for each in shown) + "}"
