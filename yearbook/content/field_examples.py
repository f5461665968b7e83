"""Examples of what editors write into each field, for the guide and for hints.

Tests prove that the JSON Schemas accept every example.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from yearbook.content.choices import choice_label
from yearbook.model.declarations import FieldType
from yearbook.model.docstrings import class_name
from yearbook.model.structure import ModelField, ValueType, published_fields

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
        "Configuration.title": "{zh: 云梯县成就年鉴, en: Achievements of Yunti County}",
        "Configuration.languages": "[zh, en]",
        "Configuration.years": "[2021, 2022]",
        "Configuration.district": "yunti-county",
        "Configuration.publisher": "{zh: 云梯县人民政府办公室, en: General Office of Yunti County}",
        "Configuration.address": "https://example.org/yearbook",
        "Configuration.published": "2023-03-01",
        "Configuration.licence": "{id: CC-BY-4.0, name: {zh: 署名 4.0, en: CC BY 4.0}, address: https://example.org/by}",
        "Configuration.warnings": "{green: 0, blue: -5, yellow: -15}",
        "Configuration.levels": "{association: {zh: 协会级, en: Association, seal: lozenge}}",
        "Configuration.stages": "{suspended: {zh: 停工, en: Suspension, phase: continuing}}",
        "Configuration.roles": "{patron: {zh: 赞助, en: Patron}}",
        "Configuration.scopes": "{city: {zh: 全市, en: the city}}",
        "Configuration.bases": "{growth: {zh: 增速, en: growth}}",
        "Configuration.categories": "{transport: {zh: 交通, en: Transport}}",
        "Configuration.measures": "{mask: {printed: [只口罩], zh: 口罩, en: {one: mask, other: masks}}}",
        "Configuration.appearance": "{logo: logo.svg, accent: 1f5f8b}",
        "Configuration.moved": '[{old: "honor:old-id", new: "honor:new-id"}]',
        "Configuration.publish": '{web: {to: "folder:/srv/www/yearbook"}}',
        "Licence.id": "CC-BY-4.0",
        "Licence.name": "{zh: 署名 4.0, en: CC BY 4.0}",
        "Licence.address": "https://creativecommons.org/licenses/by/4.0/",
        "Thresholds.green": "0",
        "Thresholds.blue": "-5",
        "Thresholds.yellow": "-15",
        "Appearance.logo": "logo.svg",
        "Appearance.accent": "1f5f8b",
        "Appearance.accent_dark": "7fb4d8",
        "Appearance.title_breaks": "{zh: 云梯县|成就年鉴, en: Achievements of|Yunti County}",
        "Appearance.menu": "[years, honors, projects, units]",
        "Move.old": '"honor:old-id"',
        "Move.new": '"honor:new-id"',
        "Destination.to": '"folder:/srv/www/yearbook"',
        "Destination.address": "https://example.org/yearbook",
        "Government.name": "{zh: 云梯县人民政府, en: Yunti County Government}",
        "Government.domain": "www.example.gov.cn",
        "Government.code": "4100000001",
        "Declarations.kinds": "[{name: document, words: {zh: 文件, en: Document}}]",
        "Declarations.fields": "[{kind: honor, name: prize, type: amount, words: {zh: 奖金, en: Prize}}]",
        "OwnKind.name": "document",
        "OwnKind.words": "{zh: 文件, en: Document}",
        "OwnKind.several": "{zh: 文件, en: Documents}",
        "OwnField.kind": "honor",
        "OwnField.name": "file_number",
        "OwnField.words": "{zh: 文号, en: File number}",
        "OwnField.help": "{zh: 照原文写, en: As printed}",
        "OwnField.choices": "[{value: paper, words: {zh: 纸质, en: Paper}}]",
        "OwnField.of": "unit",
        "OwnChoice.value": "paper",
        "OwnChoice.words": "{zh: 纸质, en: Paper}",
        "Level.before": "national",
        "Level.aliases": "[学会]",
        "Stage.before": "completed",
        "Stage.aliases": "[停建]",
        "Role.before": "lead",
        "Role.aliases": "[赞助单位]",
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


def example(owner: type[Any], field: ModelField) -> str:
    """Return a field with a value, as it is typed: `conferred: 2016-09`."""
    return f"{field.name}: {example_value(owner, field)}"


def example_value(owner: type[Any], field: ModelField) -> str:
    """Return a value as it is typed, with the brackets of a list or a mapping."""
    name = class_name(owner)
    if field.own:
        value = _EXAMPLES["url"] if field.own.type is FieldType.ADDRESS else single_example(field)
        return f"[{value}]" if field.many else value
    if given := _EXAMPLES.get(f"{name}.{field.name}") or (
        _EXAMPLES.get(field.name) if field.value_type in _SHARED_BY_NAME else None
    ):
        return given
    value = single_example(field)
    listed = f"[{value}]" if field.many else value
    return f"{{{_REFERENCES[field.keys]}: {listed}}}" if field.keys else listed


def single_example(field: ModelField) -> str:
    """Return one value, after its type, without the brackets of a list."""
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
        return next(example_value(owner, each) for each in inner if each.name == field.shorthand)
    shown = [each for each in inner if each.required] or list(inner[:1])
    return "{" + ", ".join(example(owner, each) for each in shown) + "}"
