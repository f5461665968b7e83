"""Labels of the values that a field may choose from, in English and Chinese.

Editors' tools explain values with these words, spreadsheets are read and written in them. It holds words only: which
values there are is the model's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from yearbook.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ChoiceLabel:
    """What one value is called."""

    en: str
    zh: str
    others: tuple[str, ...] = ()
    """What else offices write for it."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.en, self.zh, *self.others)


_CALLED: Mapping[str, Mapping[str, ChoiceLabel]] = MappingProxyType(
    {
        "Form": {
            "award": ChoiceLabel("Award", "奖项", ("奖", "奖励")),
            "title": ChoiceLabel("Title", "称号", ("荣誉称号",)),
            "ranking": ChoiceLabel("Ranking", "排名", ("名次", "位次")),
            "certification": ChoiceLabel("Certification", "认定", ("认证", "命名")),
            "commendation": ChoiceLabel("Commendation", "表彰", ("通报表扬", "表扬")),
            "model": ChoiceLabel("Model", "示范", ("典型", "样板")),
            "pilot": ChoiceLabel("Pilot", "试点"),
        },
        "Level": {
            "national": ChoiceLabel("National", "国家级", ("国家", "全国", "部级", "国级")),
            "provincial": ChoiceLabel("Provincial", "省级", ("省", "省部级", "全省", "省厅级")),
            "municipal": ChoiceLabel("Municipal", "市级", ("市", "全市", "市局级", "地市级")),
            "district": ChoiceLabel("District", "区级", ("区", "全区", "县区级", "县级", "县处级")),
        },
        "Stage": {
            "preliminary": ChoiceLabel("Preliminary", "前期", ("前期工作", "前期阶段", "谋划")),
            "new": ChoiceLabel("New start", "新开工", ("新建", "开工", "拟开工")),
            "continuing": ChoiceLabel("Continuing", "续建", ("在建", "建设中")),
            "completed": ChoiceLabel("Completed", "竣工", ("完工", "建成", "已完工", "已竣工", "投产")),
        },
        "Status": {
            "actual": ChoiceLabel("Actual", "实际", ("完成", "实绩")),
            "target": ChoiceLabel("Target", "目标"),
            "plan": ChoiceLabel("Plan", "计划"),
            "progress": ChoiceLabel("Progress", "进度"),
        },
        "Outcome": {
            "kept": ChoiceLabel("Kept", "已兑现", ("兑现", "完成", "已完成")),
            "partly": ChoiceLabel("Partly kept", "部分兑现", ("部分完成",)),
            "missed": ChoiceLabel("Missed", "未兑现", ("未完成",)),
            "not-reported": ChoiceLabel("Not reported", "未见报道", ("未报", "不详")),
        },
        "UnitType": {
            "district": ChoiceLabel("District", "区", ("县", "县区")),
            "party": ChoiceLabel("Party bodies", "党委部门", ("党委", "党群部门")),
            "government": ChoiceLabel("Government bodies", "政府部门", ("政府", "委局")),
            "judicial": ChoiceLabel("Judicial bodies", "司法机关", ("政法机关",)),
            "association": ChoiceLabel("Associations", "群团与社会组织", ("群团", "社会组织", "协会")),
            "subdistrict": ChoiceLabel("Sub-districts", "街道", ("办事处", "街道办事处")),
            "town": ChoiceLabel("Towns and townships", "乡镇", ("镇", "乡")),
            "village": ChoiceLabel("Villages and communities", "村与社区", ("村", "社区")),
            "park": ChoiceLabel("Parks and administrative committees", "园区与管委会", ("园区", "管委会")),
            "working-group": ChoiceLabel("Working groups and headquarters", "领导小组与指挥部", ("领导小组", "指挥部")),
            "company": ChoiceLabel("Companies", "企业", ("公司",)),
            "school": ChoiceLabel("Schools", "学校"),
            "superior": ChoiceLabel("Superior bodies", "上级单位", ("上级",)),
            "other": ChoiceLabel("Other", "其他", ("其它",)),
        },
        "ProgramForm": {
            "campaign": ChoiceLabel("Campaign", "行动、工程", ("行动", "工程")),
            "mechanism": ChoiceLabel("Mechanism", "机制、制度", ("机制", "制度")),
            "method": ChoiceLabel("Working method", "工作方法", ("方法",)),
            "framework": ChoiceLabel("Framework", "思路、布局", ("思路", "布局", "目标体系")),
            "service": ChoiceLabel("Service", "服务项目", ("服务", "救助项目")),
            "standard": ChoiceLabel("Standard", "标准"),
            "slogan": ChoiceLabel("Slogan", "提法", ("口号",)),
        },
        "SourceKind": {
            "newspaper": ChoiceLabel("Newspaper", "报纸"),
            "document": ChoiceLabel("Document", "文件"),
            "web": ChoiceLabel("Web page", "网页"),
            "book": ChoiceLabel("Book", "图书"),
            "other": ChoiceLabel("Other", "其他", ("其它",)),
        },
        "Known": {
            "stated": ChoiceLabel("Stated in the source", "原文载明", ("载明",)),
            "context": ChoiceLabel("From the context", "由上下文得出", ("上下文", "据上下文")),
            "inferred": ChoiceLabel("Inferred", "推断"),
        },
        "NoteKind": {
            "conflict": ChoiceLabel("Sources disagree", "说法不一"),
            "lookalike": ChoiceLabel("Easily confused", "容易混淆"),
            "sum": ChoiceLabel("Figures do not add up", "数字不合"),
            "slip": ChoiceLabel("Slip in the source, kept as printed", "原文疑误，照录"),
            "context": ChoiceLabel("Note", "说明"),
        },
        "Interval": {
            "years": ChoiceLabel("years", "年"),
            "times": ChoiceLabel("times", "次"),
            "sessions": ChoiceLabel("sessions", "届"),
        },
    }
)


def choice_label(choice: type[Enum]) -> dict[str, ChoiceLabel]:
    """Return the label of each value of a choice, in the order of the choices."""
    words = _CALLED[choice.__name__]
    return {str(each.value): words[str(each.value)] for each in choice}


def explained(name: str, value: str) -> str:
    """`Called` as one line of help, for a choice by the name of its class: “National. 国家级。”."""
    words = _CALLED[name][value]
    return f"{words.en}. {words.zh}。"
