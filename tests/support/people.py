"""A made-up yearbook with people: records of persons, and a commendation list of a hundred teachers in groups."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.illustrated import photo
from tests.support.small import FILES

_SURNAMES = (("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("欧阳", "Ouyang"))
_GIVEN = (
    ("伟", "Wei"), ("秀英", "Xiuying"), ("敏", "Min"), ("建国", "Jianguo"), ("丽华", "Lihua"), ("磊", "Lei"),
    ("桂兰", "Guilan"), ("洋", "Yang"), ("晓东", "Xiaodong"), ("静", "Jing"), ("志强", "Zhiqiang"), ("雪梅", "Xuemei"),
    ("杰", "Jie"), ("海燕", "Haiyan"), ("文博", "Wenbo"), ("娟", "Juan"), ("少华", "Shaohua"),
)  # fmt: skip
TEACHERS = tuple((f"{one}{other}", f"{first} {last}") for other, last in _GIVEN for one, first in _SURNAMES)[:100]
"""A hundred names in both languages."""


def _persons(names: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{{zh: {zh}, en: {en}}}" for zh, en in names)


PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "people/zhang-san.md": """\
            ---
            title: 张三
            posts:
              - title: {zh: 教师, en: Teacher}
                unit: green-office
                since: 1990-09
                until: 2008-07
              - title: {zh: 特级教师, en: Special-Grade Teacher}
                since: 2009
              - title: {zh: 主任, en: Director}
                unit: green-office
                since: 2008-07
                sources: [{source: report, at: 张三任主任}]
            born: 1968-04
            aliases: [张老师]
            pictures:
              - file: zhang-san.jpg
                alternative: {zh: 张三肖像, en: Portrait of Zhang San}
                caption: {zh: 2018年在校园, en: On the school grounds in 2018}
              - {file: trees.jpg, alternative: {zh: 植树, en: Planting trees}}
            sources: [{source: report, at: 张三}]
            ---

            张三，绿化办主任，从教十八年，后主持全区学校绿化。
            """,
        "people/zhang-san.en.md": """\
            ---
            title: Zhang San
            ---

            Zhang San, Director of the Greening Office, taught for eighteen years before he led the greening of schools.
            """,
        "people/shan-li.md": """\
            ---
            title: 单丽
            sources: [{source: letter, at: 单丽}]
            ---
            """,
        "honors/2018/hundred-teachers.md": f"""\
            ---
            title: 百名优秀教师
            form: commendation
            level: district
            conferred: 2018-09
            people: [zhang-san]
            persons: [{{zh: 赵六家庭, en: The family of Zhao Liu}}]
            awardees:
              - {{label: {{zh: 小学组, en: Primary schools}}, names: [{_persons(TEACHERS[:60])}]}}
              - {{label: {{zh: 中学组, en: Secondary schools}}, count: 40, names: [{_persons(TEACHERS[60:])}]}}
              - {{label: {{zh: 师德标兵, en: Models of conduct}}, count: 5, people: [shan-li, zhang-san]}}
              - {{label: {{zh: 支教企业, en: Companies that helped}}, count: 3, of: company}}
              - {{label: {{zh: 书香家庭, en: Reading families}}, count: 1, of: family}}
            sources: [{{source: letter, at: 百名优秀教师}}]
            ---

            区政府表彰百名优秀教师。
            """,
        "honors/2018/hundred-teachers.en.md": """\
            ---
            title: A Hundred Excellent Teachers
            ---

            The district commended a hundred excellent teachers.
            """,
        "events/2018.yaml": """\
            teachers-meeting:
              date: 2018-09-10
              title: {zh: 全区教师节大会召开。, en: The district holds its Teachers’ Day meeting.}
              people: [zhang-san]
              sources: [{source: letter, at: 教师节大会}]
            """,
    }
)

FILES_WITH_PEOPLE: Mapping[str, str | bytes] = MappingProxyType(
    {
        **FILES,
        **PEOPLE,
        "media/zhang-san.jpg": photo(size=(600, 800)),
        "media/trees.jpg": photo(),
    }
)
"""The small yearbook, with people and their pictures."""
WITH_SCHOOLS: Mapping[str, str | bytes] = MappingProxyType(
    {
        **FILES_WITH_PEOPLE,
        "honors/2018/hundred-teachers.md": PEOPLE["honors/2018/hundred-teachers.md"].replace(
            _persons(TEACHERS[:60]),
            _persons(tuple((f"{zh}（第一小学）", f"{en} (No. 1 School)") for zh, en in TEACHERS[:60])),
        ),
    }
)
"""The same, with the schools of the teachers in the first group."""
