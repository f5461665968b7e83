"""Labels of the values that a field may choose from.

Editors' tools explain values with these words, spreadsheets are read and written in them. It holds words only: which
values there are is the model's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message
from yearbook.model.own_fields import OwnChoiceValue, own_choices
from yearbook.model.texts import Text


@dataclass(frozen=True, slots=True)
class ChoiceLabel:
    """What one value is called."""

    name: Message
    others: tuple[str, ...] = ()
    """What else offices write for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that is understood as this value."""
        return (*self.name.translations(), *self.others)


_CALLED: Mapping[str, Mapping[str, ChoiceLabel]] = MappingProxyType(
    {
        "Form": {
            "award": ChoiceLabel(message("Award", context="Form"), ("奖", "奖励")),
            "title": ChoiceLabel(message("Title", context="Form"), ("荣誉称号",)),
            "ranking": ChoiceLabel(message("Ranking", context="Form"), ("名次", "位次")),
            "certification": ChoiceLabel(message("Certification", context="Form"), ("认证", "命名")),
            "commendation": ChoiceLabel(message("Commendation", context="Form"), ("通报表扬", "表扬")),
            "model": ChoiceLabel(message("Model", context="Form"), ("典型", "样板")),
            "pilot": ChoiceLabel(message("Pilot", context="Form")),
        },
        "AwardeeType": {
            "unit": ChoiceLabel(message("Units", context="AwardeeType"), ("集体", "个")),
            "person": ChoiceLabel(message("People", context="AwardeeType"), ("人", "个人")),
            "company": ChoiceLabel(message("Companies", context="AwardeeType"), ("家", "公司")),
            "family": ChoiceLabel(message("Families", context="AwardeeType"), ("户", "家庭")),
        },
        "ReassessmentResult": {
            "confirmed": ChoiceLabel(message("Confirmed", context="ReassessmentResult"), ("合格", "复审合格", "保留")),
            "deferred": ChoiceLabel(message("To be put right first", context="ReassessmentResult"), ("暂缓", "整改")),
            "failed": ChoiceLabel(message("Not confirmed", context="ReassessmentResult"), ("不合格", "摘牌")),
        },
        "Placing": {
            "exact": ChoiceLabel(message("Exact place", context="Placing"), ("单独",)),
            "tied": ChoiceLabel(message("Shared place", context="Placing"), ("同名次",)),
            "within": ChoiceLabel(message("Among the first", context="Placing"), ("前列", "前几")),
        },
        "Seal": {
            "filled": ChoiceLabel(message("Filled square", context="Seal")),
            "outlined": ChoiceLabel(message("Outlined square", context="Seal")),
            "double": ChoiceLabel(message("Double square", context="Seal")),
            "diamond": ChoiceLabel(message("Filled lozenge", context="Seal")),
            "lozenge": ChoiceLabel(message("Outlined lozenge", context="Seal")),
            "ring": ChoiceLabel(message("Ring", context="Seal")),
            "dot": ChoiceLabel(message("Dot", context="Seal")),
        },
        "Phase": {
            "preliminary": ChoiceLabel(message("Before work begins", context="Phase")),
            "start": ChoiceLabel(message("Work begins", context="Phase")),
            "continuing": ChoiceLabel(message("Work goes on", context="Phase")),
            "completed": ChoiceLabel(message("Work is done", context="Phase")),
        },
        "PictureLayout": {
            "column": ChoiceLabel(message("In the column", context="PictureLayout"), ("栏内图片",)),
            "across": ChoiceLabel(message("Across the page", context="PictureLayout"), ("通栏图片", "跨栏")),
            "plate": ChoiceLabel(message("Plate at the front", context="PictureLayout"), ("彩页", "彩插", "卷首图")),
        },
        "SitePlace": {
            "menu": ChoiceLabel(message("In the menu", context="SitePlace")),
            "footer": ChoiceLabel(message("At the foot of pages", context="SitePlace")),
            "nowhere": ChoiceLabel(message("Not listed", context="SitePlace")),
        },
        "BookPlace": {
            "front": ChoiceLabel(message("Before the contents", context="BookPlace")),
            "back": ChoiceLabel(message("After the chapters", context="BookPlace")),
            "nowhere": ChoiceLabel(message("Not printed", context="BookPlace")),
        },
        "Standing": {
            "planned": ChoiceLabel(message("Planned", context="Standing"), ("拟", "力争", "拟实施")),
            "reached": ChoiceLabel(message("Reached", context="Standing"), ("已", "实际", "已达到", "已完成")),
            "unclear": ChoiceLabel(message("Not stated", context="Standing"), ("未明", "未说明", "不详")),
        },
        "Status": {
            "actual": ChoiceLabel(message("Actual", context="Status"), ("完成", "实绩")),
            "target": ChoiceLabel(message("Target", context="Status")),
            "plan": ChoiceLabel(message("Plan", context="Status")),
            "progress": ChoiceLabel(message("Progress", context="Status")),
        },
        "Certainty": {
            "provisional": ChoiceLabel(message("Provisional", context="Certainty"), ("初步", "初步核算数", "快报数")),
            "estimated": ChoiceLabel(message("Estimated", context="Certainty"), ("估计", "预计数")),
            "missing": ChoiceLabel(message("Not available", context="Certainty"), ("缺", "无数据")),
        },
        "Outcome": {
            "kept": ChoiceLabel(message("Kept", context="Outcome"), ("兑现", "完成", "已完成")),
            "partly": ChoiceLabel(message("Partly kept", context="Outcome"), ("部分完成",)),
            "missed": ChoiceLabel(message("Missed", context="Outcome"), ("未完成",)),
            "not-reported": ChoiceLabel(message("Not reported", context="Outcome"), ("未报", "不详")),
        },
        "UnitType": {
            "district": ChoiceLabel(message("District", context="UnitType"), ("县", "县区")),
            "party": ChoiceLabel(message("Party bodies", context="UnitType"), ("党委", "党群部门")),
            "government": ChoiceLabel(message("Government bodies", context="UnitType"), ("政府", "委局")),
            "judicial": ChoiceLabel(message("Judicial bodies", context="UnitType"), ("政法机关",)),
            "association": ChoiceLabel(
                message("Associations", context="UnitType"),
                ("群团", "社会组织", "社会团体", "人民团体", "协会", "商会"),
            ),
            "subdistrict": ChoiceLabel(message("Sub-districts", context="UnitType"), ("办事处", "街道办事处")),
            "town": ChoiceLabel(message("Towns and townships", context="UnitType"), ("镇", "乡")),
            "village": ChoiceLabel(message("Villages and communities", context="UnitType"), ("村", "社区")),
            "park": ChoiceLabel(message("Parks and administrative committees", context="UnitType"), ("园区", "管委会")),
            "working-group": ChoiceLabel(
                message("Working groups and headquarters", context="UnitType"), ("领导小组", "指挥部")
            ),
            "institution": ChoiceLabel(message("Public institutions", context="UnitType"), ("事业",)),
            "state-owned": ChoiceLabel(
                message("State-owned enterprises", context="UnitType"), ("国企", "央企", "国有公司", "国有独资公司")
            ),
            "company": ChoiceLabel(
                message("Companies", context="UnitType"),
                ("公司", "民营企业", "私营企业", "民企", "非公企业", "外资企业"),
            ),
            "school": ChoiceLabel(message("Schools", context="UnitType"), ("幼儿园", "高校")),
            "hospital": ChoiceLabel(message("Hospitals", context="UnitType"), ("医疗机构", "卫生机构", "卫生院")),
            "superior": ChoiceLabel(message("Superior bodies", context="UnitType"), ("上级",)),
            "other": ChoiceLabel(message("Other", context="UnitType"), ("其它",)),
        },
        "ProgramForm": {
            "campaign": ChoiceLabel(message("Campaign", context="ProgramForm"), ("行动", "工程")),
            "mechanism": ChoiceLabel(message("Mechanism", context="ProgramForm"), ("机制", "制度")),
            "method": ChoiceLabel(message("Working method", context="ProgramForm"), ("方法",)),
            "framework": ChoiceLabel(message("Framework", context="ProgramForm"), ("思路", "布局", "目标体系")),
            "service": ChoiceLabel(message("Service", context="ProgramForm"), ("服务", "救助项目")),
            "standard": ChoiceLabel(message("Standard", context="ProgramForm")),
            "slogan": ChoiceLabel(message("Slogan", context="ProgramForm"), ("口号",)),
        },
        "SourceKind": {
            "newspaper": ChoiceLabel(message("Newspaper", context="SourceKind")),
            "document": ChoiceLabel(message("Document", context="SourceKind")),
            "web": ChoiceLabel(message("Web page", context="SourceKind")),
            "book": ChoiceLabel(message("Book", context="SourceKind")),
            "other": ChoiceLabel(message("Other", context="SourceKind"), ("其它",)),
        },
        "Known": {
            "stated": ChoiceLabel(message("Stated in the source", context="Known"), ("载明",)),
            "context": ChoiceLabel(message("From the context", context="Known"), ("上下文", "据上下文")),
            "inferred": ChoiceLabel(message("Inferred", context="Known")),
        },
        "NoteKind": {
            "conflict": ChoiceLabel(message("Sources disagree", context="NoteKind")),
            "lookalike": ChoiceLabel(message("Easily confused", context="NoteKind")),
            "sum": ChoiceLabel(message("Figures do not add up", context="NoteKind")),
            "slip": ChoiceLabel(message("Slip in the source, kept as printed", context="NoteKind")),
            "context": ChoiceLabel(message("Note", context="NoteKind")),
        },
        "FieldType": {
            "text": ChoiceLabel(message("Words in every language", context="FieldType")),
            "line": ChoiceLabel(message("One line, the same in every language", context="FieldType")),
            "amount": ChoiceLabel(message("A number with its measure", context="FieldType")),
            "date": ChoiceLabel(message("A date or a period", context="FieldType")),
            "choice": ChoiceLabel(message("One of some words", context="FieldType")),
            "flag": ChoiceLabel(message("Yes or no", context="FieldType")),
            "number": ChoiceLabel(message("A whole number", context="FieldType")),
            "address": ChoiceLabel(message("An address on the web", context="FieldType")),
            "file": ChoiceLabel(message("A file in content/media", context="FieldType")),
            "record": ChoiceLabel(message("Another record", context="FieldType")),
            "sources": ChoiceLabel(message("Citations of sources", context="FieldType")),
        },
        "Interval": {
            "years": ChoiceLabel(message("years", context="Interval")),
            "times": ChoiceLabel(message("times", context="Interval")),
            "sessions": ChoiceLabel(message("sessions", context="Interval")),
        },
    }
)


def _label(name: str, value: str) -> ChoiceLabel:
    """The label of a value, by the name of its class; a value that is not in the table is its own label."""
    known = _CALLED.get(name, {}).get(value)
    return known or ChoiceLabel(Message(value.replace("-", " ").capitalize(), context=name))


def own_message(words: Text) -> Message:
    """Return words that a yearbook declares as a message; what they hold is no place to be filled in."""
    texts = tuple((code, text.replace("{", "{{").replace("}", "}}")) for code, text in words.values)
    return Message(dict(texts).get("en", texts[0][1]), given=texts)


def choice_label(choice: type[Enum]) -> dict[str, ChoiceLabel]:
    """Return the label of each value of a choice, in the order of the choices."""
    if issubclass(choice, OwnChoiceValue):
        return {each.value: ChoiceLabel(own_message(each.words)) for each in own_choices(choice)}
    return {str(each.value): _label(choice.__name__, str(each.value)) for each in choice}


def explained(name: str, value: str) -> str:
    """A value in one line of help in every language, for a choice by the name of its class: “National. 国家级。”."""
    return " ".join(message("{name}.", name=_label(name, value).name).translations())
