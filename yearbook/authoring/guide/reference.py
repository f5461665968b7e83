"""The vocabulary → what the editors' guide says of every kind and every field, in one language, each with an example.

Meanings are the docstrings under the fields, words for choices those of `schema.choices`. Every example is one that the
JSON Schemas accept; a test holds that, and that the guides have what is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from yearbook.content.choices import choice_label
from yearbook.content.originals import Translated
from yearbook.data.markdown_writer import markdown_table
from yearbook.model.docstrings import class_description, class_name
from yearbook.model.fields import Acceptance
from yearbook.model.kinds import KINDS, Kind
from yearbook.model.structure import EDITORIAL, ModelField, ValueType, fields_of, parts_of, published_fields

BEGIN, END = "<!-- fields -->", "<!-- /fields -->"
"""Between these lines of a guide stands the reference."""

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "field": {"en": "field", "zh": "字段"},
        "example": {"en": "example", "zh": "写法举例"},
        "meaning": {"en": "what it says", "zh": "说明"},
        "required": {"en": "required", "zh": "必填"},
        "choices": {"en": "Choices: {}.", "zh": "可选：{}。"},
        "part": {"en": "See [{0}](#part-{1}).", "zh": "见 [{0}](#part-{1})。"},
        "where": {"en": "Written in {}.", "zh": "写在 {}。"},
        "parts": {"en": "Parts that stand inside fields", "zh": "字段里面的组成部分"},
        "translation": {"en": "Translation", "zh": "译文"},
    }
)
KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "honor": "荣誉",
        "project": "项目",
        "program": "做法",
        "year": "年度",
        "ledger": "项目台账",
        "indicator": "指标",
        "commitment": "承诺",
        "event": "大事记",
        "unit": "单位",
        "source": "来源",
        "theme": "主题",
        "term": "术语",
    }
)
"""Kind → what the Chinese guide calls it."""

_REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "unit": "transport-bureau",
        "honor": "civilised-county",
        "project": "ring-road",
        "ledger": "major-projects-2017",
        "source": "bulletin-2022",
        "theme": "open-roads",
        "scope": "city",
        "basis": "assessment",
        "category": "transport",
    }
)
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "Honor.title": "全省文明县城",
        "Honor.exclusive": "{scope: province}",
        "Honor.persons": "[{zh: 张三家庭, en: The family of Zhang San}]",
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
        "Acceptance.code": "YB451",
        "Acceptance.at": "1200个",
        "Acceptance.because": "{zh: 两处含义不同。, en: The two count different things.}",
        "Observation.period": "2018-01/2018-06",
        "Observation.value": "282.8亿元",
        "Observation.growth": "10.5%",
        "Counts.printed_progress": "49.4%",
        "Counts.count": "150个",
        "Program.years": "[2016, 2017]",
        "summary": "一句话说明这是什么。",
        "pinyin": "cháng jiāng lù",
        "changed": "2026-11-21",
        "note": "{zh: 数字截至当年年底。, en: The figures are those of the end of the year.}",
        "text": "{zh: 两处说法不一。, en: The two accounts differ.}",
    }
)
"""`Class.field`, or a field of any class → an example of its value. The others have one by the sort of their value."""
_BY_TYPE: Mapping[ValueType, str] = MappingProxyType(
    {
        ValueType.TEXT: "{zh: 文字, en: words}",
        ValueType.DATE: "2016-09",
        ValueType.AMOUNT: "400万元",
        ValueType.FLAG: "true",
        ValueType.NUMBER: "2",
        ValueType.DECIMAL: "2.5",
        ValueType.LINE: "文字",
        ValueType.ANY_REFERENCE: '"honor:civilised-county"',
    }
)
_NAMED = frozenset({ValueType.LINE, ValueType.TEXT, ValueType.DATE})
"""Sorts of values of which an example may be that of any field of the name."""


def with_reference(guide: str, language: str) -> str:
    """A guide with the reference between its markers; ValueError where it has none."""
    before, begin, rest = guide.partition(f"{BEGIN}\n")
    _, end, after = rest.partition(f"{END}\n")
    if not begin or not end:
        raise ValueError("the guide has no place for the reference")
    return f"{before}{BEGIN}\n\n{guide_reference(language)}\n\n{END}\n{after}"


def guide_reference(language: str) -> str:
    """Markdown: every kind with every field, then the parts that stand inside fields."""
    parts = {class_name(Acceptance): Acceptance}
    for kind in KINDS.values():
        parts |= {class_name(part): part for part in parts_of(kind.facts)}
    blocks = [_kind(kind, language) for kind in KINDS.values()]
    blocks.append(_section(_said("translation", language), "kind-translation", Translated, language))
    blocks.append(f"### {_said('parts', language)}")
    blocks += [_section(name, f"part-{name.lower()}", part, language, depth=4) for name, part in sorted(parts.items())]
    return "\n\n".join(blocks)


def example(owner: type[Any], shape: ModelField) -> str:
    """A field with a value, as it is typed: `conferred: 2016-09`."""
    return f"{shape.name}: {_value(owner, shape)}"


def field_texts(owner: type[Any]) -> tuple[ModelField, ...]:
    """The fields of a class, that for findings which are right as they stand included, where records have it."""
    return (*published_fields(owner), *(each for each in fields_of(owner) if each.name in EDITORIAL))


def _kind(kind: Kind, language: str) -> str:
    title = f"{KIND_NAMES.get(kind.name, '')} {kind.name}".strip() if language == "zh" else kind.name.capitalize()
    where = _said("where", language).format(_files(kind, language))
    return _section(title, f"kind-{kind.name}", kind.facts, language, where)


def _files(kind: Kind, language: str) -> str:
    year, identity = ("<年>", "<编号>") if language == "zh" else ("<year>", "<id>")
    if not kind.prose:
        return f"`content/{kind.folder}`" if kind.folder.endswith(".yaml") else f"`content/{kind.folder}/*.yaml`"
    if kind.name == "year":
        identity = year
    folder = f"content/{kind.folder}/{year}" if kind.by_year else f"content/{kind.folder}"
    return f"`{folder}/{identity}.md` + `{identity}.en.md`"


def _section(title: str, anchor: str, owner: type[Any], language: str, where: str = "", depth: int = 3) -> str:
    head = f'<a id="{anchor}"></a>\n\n{"#" * depth} {title}'
    said = ("" if language == "zh" else " ").join(filter(None, (class_description(owner).read(language), where)))
    columns = tuple(_said(each, language) for each in ("field", "example", "meaning"))
    rows = (_row(owner, each, language) for each in field_texts(owner))
    return f"{head}\n\n{said}\n\n{markdown_table(columns, rows)}"


def _row(owner: type[Any], shape: ModelField, language: str) -> tuple[str, str, str]:
    name = f"`{shape.name}`"
    if shape.required:
        mark = _said("required", language)
        name += f"（{mark}）" if language == "zh" else f" ({mark})"
    return name, f"`{example(owner, shape)}`", "".join(_meaning(shape, language))


def _meaning(shape: ModelField, language: str) -> Iterator[str]:
    space = "" if language == "zh" else " "
    yield shape.description.read(language)
    if shape.value_type is ValueType.CHOICE:
        words = choice_label(shape.choices)
        choices = [f"`{value}` {each.name.translated(language)}" for value, each in words.items()]
        yield space + _said("choices", language).format(("、" if language == "zh" else ", ").join(choices))
    if shape.value_type is ValueType.PART:
        name = class_name(shape.part)
        yield space + _said("part", language).format(name, name.lower())


def _value(owner: type[Any], shape: ModelField) -> str:
    name = class_name(owner)
    if given := _EXAMPLES.get(f"{name}.{shape.name}") or (
        _EXAMPLES.get(shape.name) if shape.value_type in _NAMED else None
    ):
        return given
    value = _one(shape)
    return f"[{value}]" if shape.many else value


def _one(shape: ModelField) -> str:
    match shape.value_type:
        case ValueType.REFERENCE:
            return _REFERENCES[shape.refers_to]
        case ValueType.CHOICE:
            return next(iter(choice_label(shape.choices)))
        case ValueType.PART:
            return _part(shape)
    return _BY_TYPE[shape.value_type]


def _part(shape: ModelField) -> str:
    """The required fields of a part, or its first if none is required; its bare value if it has a short form."""
    owner, inner = shape.part, published_fields(shape.part)
    if shape.shorthand:
        return next(_value(owner, each) for each in inner if each.name == shape.shorthand)
    shown = [each for each in inner if each.required] or list(inner[:1])
    return "{" + ", ".join(example(owner, each) for each in shown) + "}"


def _said(word: str, language: str) -> str:
    return _WORDS[word][language]
