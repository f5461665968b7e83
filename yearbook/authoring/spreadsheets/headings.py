"""The headings of spreadsheet columns: those that exports write, and those that offices use and imports understand.

It is a table of fields, with words only: which columns a kind has is decided in `columns`. A field without an entry is
headed by its name in English and by its docstring in Chinese. Words are compared without spaces, case and width.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.content.choices import own_message
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message
from yearbook.model.declarations import NO_DECLARATIONS, Declarations, OwnField
from yearbook.model.structure import ModelField
from yearbook.model.texts import Text
from yearbook.model.vocabularies import Role

_Words = tuple[str, ...]
"""The English heading, the Chinese one, then all others that offices use."""

_TEXT: _Words = ("Text", "正文", "备注", "说明", "简介", "事迹", "主要内容", "情况说明")
_NOTE: _Words = ("Note", "备注", "说明")
_FIELDS: Mapping[str, _Words] = MappingProxyType(
    {
        "id": ("Id", "编号", "记录编号"),
        "year": ("Year", "年度", "年份", "所属年度"),
        "title": ("Title", "名称", "标题"),
        "body": _TEXT,
        "note": _NOTE,
        "themes": ("Themes", "主题", "所属主题"),
        "related": ("Related records", "相关记录"),
        "summary": ("Summary", "摘要", "一句话摘要"),
        "pinyin": ("Pinyin", "拼音"),
        "draft": ("Draft", "草稿", "是否草稿"),
        "sources.source": ("Source", "来源", "来源编号", "依据文件", "文件名称"),
        "sources.at": ("Words of the source", "原文", "出处", "原文摘录", "来源原文"),
        "figures.label": ("Figure", "数字说明", "数据项"),
        "figures.value": ("Value of the figure", "数字", "数据"),
        "figures.key": ("Name of the figure", "数字代号"),
        "figures.as_of": ("Figure as of", "数字截至日期"),
        "pictures.file": ("Picture", "图片", "照片", "图片文件"),
        "pictures.alternative": ("What the picture shows", "替代文字", "画面内容"),
        "pictures.decorative": ("Decorative picture", "装饰图片"),
        "pictures.caption": ("Caption of the picture", "图片说明", "照片说明"),
        "pictures.credit": ("Credit of the picture", "摄影", "摄影者", "供图"),
        "pictures.date": ("Date of the picture", "拍摄日期", "拍摄时间"),
        "pictures.place": ("Place of the picture", "拍摄地点"),
        "pictures.layout": ("Picture in the book", "图片排法"),
        "pictures.share": ("Picture shared", "分享图片"),
        "attachments.file": ("Attachment", "附件", "附件文件"),
        "attachments.title": ("Title of the attachment", "附件名称"),
        "attachments.pages": ("Pages of the attachment", "附件页数"),
    }
)
_FIELDS_OF_KINDS: Mapping[str, Mapping[str, _Words]] = MappingProxyType(
    {
        "honor": {
            "title": ("Title", "荣誉名称", "名称", "奖项名称", "荣誉称号", "获奖名称", "获奖项目", "荣誉", "奖项"),
            "form": ("Form", "形式", "荣誉形式", "类别", "类型"),
            "level": ("Level", "级别", "荣誉级别", "等级", "层级", "奖项级别"),
            "conferred_by": (
                "Conferred by",
                "授予单位",
                "颁发单位",
                "颁奖单位",
                "表彰单位",
                "授奖单位",
                "颁发机关",
                "授予机关",
                "发文单位",
            ),
            "period": ("Period judged", "评定时段", "考核年度", "所属时段"),
            "conferred": (
                "Conferred",
                "授予日期",
                "获奖时间",
                "获奖日期",
                "授予时间",
                "颁发时间",
                "颁奖时间",
                "表彰时间",
                "获得时间",
                "日期",
                "时间",
            ),
            "conferred.known": ("How that date is known", "授予日期依据"),
            "conferred.note": ("Note on that date", "授予日期说明"),
            "published": ("Published", "公布日期", "公布时间", "发布时间", "发文时间"),
            "published.known": ("How the date of publication is known", "公布日期依据"),
            "published.note": ("Note on the date of publication", "公布日期说明"),
            "recipients": (
                "Recipients",
                "获奖单位",
                "获得单位",
                "受表彰单位",
                "获奖者",
                "受奖单位",
                "获得者",
                "单位",
            ),
            "rank.place": ("Place", "名次", "位次", "排名"),
            "rank.scope": ("Among whom", "比较范围", "排名范围"),
            "rank.basis": ("By what", "排名依据"),
            "rank.placing": ("Sort of place", "名次含义"),
            "people": ("People", "人物", "获奖人物"),
            "jointly": ("Jointly", "是否联合获得", "联合获得"),
            "expires": ("Valid until", "有效期至", "有效期", "到期时间"),
            "revoked.date": ("Revoked", "撤销日期", "撤销时间"),
            "revoked.revoked_by": ("Revoked by", "撤销单位"),
            "revoked.because": ("Why revoked", "撤销原因"),
            "exclusive.scope": ("The only one", "唯一范围"),
            "exclusive.first": ("The first, not the only one", "是否首个"),
            "exclusive.note": ("In what respect", "唯一说明"),
            "streak.count": ("In a row", "连续次数", "连续"),
            "streak.of": ("Counted in", "连续单位"),
        },
        "project": {
            "title": ("Title", "项目名称", "名称", "工程名称", "项目"),
            "category": ("Category", "项目类别", "类别", "类型"),
            "reports.as_of": ("As of", "截至日期", "截至时间", "进展日期", "年度", "年份"),
            "reports.stage": ("Stage", "阶段", "建设阶段", "项目阶段", "建设性质"),
            "reports.standing": ("Planned or reached", "计划或已实现", "是否实现", "计划或实际"),
            "reports.planned": ("Planned", "计划完成", "年度计划", "年度计划投资", "计划投资"),
            "reports.done": ("Done", "累计完成", "完成投资", "已完成投资"),
            "reports.note": ("Progress", "进展情况", "进展", "其他情况"),
            "reports.sources.source": ("Source of the report", "进展来源"),
            "reports.sources.at": ("Words of that source", "进展原文"),
            "place": ("Where", "地点", "建设地点", "项目地点", "位置"),
            "places": ("On the map", "地图位置", "所在地点"),
            "shares.unit": ("Shareholders", "份额单位", "出资方", "股东"),
            "shares.value": ("Shares", "份额", "出资比例", "持股比例"),
            "part_of": ("Part of", "所属项目"),
            "investment": ("Investment", "总投资", "投资额", "计划总投资", "投资总额"),
        },
        "event": {
            "date": ("Date", "日期", "时间", "发生时间"),
            "date.known": ("How the date is known", "日期依据"),
            "date.note": ("Note on the date", "日期说明"),
            "title": ("Event", "事件", "大事", "内容", "事项", "标题"),
            "units": ("Units", "参与单位", "单位", "相关单位"),
            "place": ("Where", "地点"),
        },
        "indicator": {
            "title": ("Indicator", "指标名称", "指标", "名称"),
            "subject": ("Whose", "所属单位", "单位"),
            "definition": ("How it is counted", "口径", "统计口径", "计算口径"),
            "note": ("What it measures", "指标解释", "备注", "说明"),
            "observations.period": ("Period", "时段", "时期", "期间", "年度", "年份"),
            "observations.status": ("Sort of number", "数值性质", "性质"),
            "observations.value": ("Value", "数值", "完成值", "实际值", "数据"),
            "observations.certainty": ("Certainty", "确定程度", "数据状态"),
            "observations.growth": ("Growth", "同比增速", "增速", "增长", "同比"),
            "observations.ranks.place": ("Place", "名次", "位次", "排名"),
            "observations.ranks.scope": ("Among whom", "比较范围", "排名范围"),
            "observations.ranks.basis": ("By what", "排名依据"),
            "observations.revised.value": ("Earlier value", "原数值", "修订前数值", "修订前"),
            "observations.revised.date": ("Revised on", "修订日期", "修订时间"),
            "observations.revised.because": ("Why revised", "修订原因"),
            "observations.revised.sources.source": ("Source of the earlier value", "原数值来源"),
            "observations.revised.sources.at": ("Words of that source", "原数值原文"),
            "observations.note": ("Note on the value", "数值说明"),
            "observations.sources.source": _FIELDS["sources.source"],
            "observations.sources.at": _FIELDS["sources.at"],
        },
        "commitment": {
            "title": ("Commitment", "承诺内容", "承诺事项", "承诺", "内容", "目标任务"),
            "period": ("Period", "时段", "所属时段", "年度", "年份"),
            "by": ("By", "承诺单位", "责任单位", "单位"),
            "due": ("Due", "期限", "完成时限", "完成时间"),
            "outcome.status": ("Outcome", "兑现情况", "完成情况"),
            "outcome.note": ("What was done", "完成说明", "落实情况"),
            "outcome.sources.source": ("Source of the outcome", "兑现来源"),
            "outcome.sources.at": ("Words of that source", "兑现原文"),
        },
        "place": {
            "title": ("Place", "地点名称", "地点", "名称"),
            "geometry": ("Position", "位置", "坐标", "经纬度"),
            "within": ("Lies in", "位于", "上级地点"),
            "unit": ("Unit", "所属单位", "单位"),
            "note": ("Note", "说明", "备注"),
        },
        "unit": {
            "names.name": ("Name", "单位名称", "全称", "名称", "单位全称", "单位"),
            "names.short": ("Short name", "简称", "单位简称"),
            "names.since": ("Since", "起用时间"),
            "names.until": ("Until", "停用时间"),
            "type": ("Type", "单位类型", "类型", "类别"),
            "aliases": ("Other spellings", "其他写法", "别名"),
            "parent": ("Belongs to", "上级单位", "主管单位", "所属单位"),
            "successors": ("Successors", "后继单位"),
        },
    }
)
WITHOUT_COLUMN = frozenset({"changed", "outcome.figures"})
"""Fields that a spreadsheet does not carry: the first is set by a command, the second has figures within a part."""

_SHEETS: Mapping[str, str] = MappingProxyType({"honor": "Honours"})
"""English names of sheets, where it is not the kind's name with an s."""

IGNORED = frozenset({"序号", "no", "#", "行号"})
"""_Words of columns that number the rows."""
TOTAL_HEADINGS = frozenset({"合计", "总计", "小计", "total", "sum"})
"""First cells of rows with sums, which are no records."""
_IDS = ("ids", "编号")
"""Suffixes for the column of ids beside that of names: `Conferred by (ids)`, `授予单位编号`."""
_LANGUAGES: Mapping[str, tuple[str, str]] = MappingProxyType({"zh": ("Chinese", "中文"), "en": ("English", "英文")})
"""Names of languages in headings: `Title (English)`, `英文荣誉名称`. Further ones are called by their codes."""
_LANGUAGE_NAMES = {"zh": message("Chinese"), "en": message("English")}


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """The heading of a column."""

    title: Message
    """The one that exports write, in the language of the person."""
    known: tuple[str, ...]
    """All that imports understand; the first two are the English and the Chinese one."""


def field_heading(kind: str, field: str, steps: Sequence[ModelField] = ()) -> ColumnHeading:
    """Return the heading of a field such as `rank.place`, to which `steps` lead from the record."""
    if steps and steps[0].own:
        return _own_heading(steps[0].own, steps[1:])
    if own := _FIELDS_OF_KINDS.get(kind, {}).get(field):
        return ColumnHeading(Message(own[0], context=f"heading of {kind}"), own)
    if shared := _FIELDS.get(field):
        return ColumnHeading(Message(shared[0], context="heading"), shared)
    english = " ".join(each.name.replace("_", " ") for each in steps).capitalize()
    chinese = "".join(_first_clause(each) for each in steps)
    return ColumnHeading(Message(english, given=(("zh", chinese),)), (english, chinese))


def role_heading(identity: str, role: Role) -> ColumnHeading:
    """Return the heading of the units in a role: what the role is called."""
    names = role.name.values if role.name else ()
    english, chinese = (dict(names).get(code) or identity for code in ("en", "zh"))
    others = (*(text for _, text in names), *role.aliases)
    return ColumnHeading(Message(english, given=(("zh", chinese),)), (english, chinese, *others))


def _own_heading(own: OwnField, steps: Sequence[ModelField]) -> ColumnHeading:
    """Return the heading of a declared field, or of a part of it."""
    english = " ".join((own.words.read("en").text, *(each.name.replace("_", " ") for each in steps)))
    chinese = "".join((own.words.read("zh").text, *(_first_clause(each) for each in steps)))
    return ColumnHeading(own_message(Text((("zh", chinese), ("en", english)))), (english, chinese))


def _first_clause(field: ModelField) -> str:
    return re.split("[。，；：（、]", field.description.zh or field.name)[0]


def of_text(heading: ColumnHeading, code: str, *, is_first: bool) -> ColumnHeading:
    """Return the heading of the column for one language of a text; only the first language need not be named."""
    en, zh = _LANGUAGES.get(code, (code, code))
    words = heading.known
    more = (each for word in words for each in (f"{zh}{word}", f"{word}({zh})", f"{word}({en})", f"{en} {word}"))
    in_language = (f"{words[0]} ({en})", f"{zh}{words[1]}", *more)
    if is_first:
        return ColumnHeading(heading.title, (*words, *in_language))
    language = _LANGUAGE_NAMES.get(code, code)
    return ColumnHeading(message("{heading} ({language})", heading=heading.title, language=language), in_language)


def with_field_name(heading: ColumnHeading, field: str) -> ColumnHeading:
    """Return a heading with the name of its field in brackets, which tells it from others of the same words."""
    known = tuple(f"{word} ({field})" for word in heading.known)
    title = Message("{heading} ({field})", (("heading", heading.title), ("field", field)))  # the same in all languages
    return ColumnHeading(title, known)


def of_ids(heading: ColumnHeading) -> ColumnHeading:
    """Return the heading of the column of ids beside that of names."""
    en, zh = _IDS
    words = heading.known
    known = (f"{words[0]} ({en})", f"{words[1]}{zh}", *(f"{word}{zh}" for word in words))
    return ColumnHeading(message("{heading} (ids)", heading=heading.title), known)


def sheet_name(kind: str, language: str, own: Declarations = NO_DECLARATIONS) -> str:
    """Return the name of a kind's sheet."""
    noun = kind_noun(kind, own).translated(language)
    return _SHEETS.get(kind, f"{kind}s".replace("-", " ").capitalize()) if noun == kind else noun


def fold_heading(heading: str) -> str:
    """Return a heading without differences of spaces, line breaks, width, case, colons and points."""
    return re.sub(r"[\s:._]+", "", unicodedata.normalize("NFKC", heading)).casefold()
