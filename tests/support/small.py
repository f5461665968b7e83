"""A tiny but whole yearbook as files: one or two records of every kind, in both languages, for tests that build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.support.worlds import world

CONFIGURATION = """\
    title: {zh: 小区年鉴, en: A Small Yearbook}
    subtitle: {zh: 2017—2018, en: 2017–2018}
    publisher: {zh: 小区编辑组, en: The Editors}
    description: {zh: 一个小区两年的成绩。, en: Two years of a small district.}
    district: small-district
    languages: [zh, en]
    years: [2017, 2018]
    scopes:
      city: {zh: 全市, en: in the city}
    bases:
      growth: {zh: 增速, en: growth}
    categories:
      transport: {zh: 道路, en: roads}
    """

FILES: Mapping[str, str] = MappingProxyType(
    {
        "yearbook.yaml": CONFIGURATION,
        "honors/2017/green-city.md": """\
            ---
            title: 绿化先进单位
            form: title
            level: municipal
            conferred: 2017-03
            conferred_by: [city-government]
            recipients: [green-office]
            units: {lead: [green-office], support: [small-district]}
            rank: {place: 1, scope: city, basis: growth}
            streak: {count: 2, of: years}
            themes: [garden]
            related: ["project:long-road"]
            figures:
              - key: trees
                label: {zh: 植树, en: Trees planted}
                value:
                  value: 1200个
                  sources: [{source: report, at: 植树1200个}]
                  others:
                    - {value: 1000个, sources: [{source: letter, at: 植树1000个}]}
                  because: {zh: 总结较晚。, en: The summary is later.}
            notes:
              - {kind: conflict, text: {zh: 两处说法不一。, en: The two accounts differ.}, about: ["theme:garden"]}
            sources: [{source: report, at: 绿化}]
            ---

            绿化办在[长路](project:long-road)两侧植树。

            ## 经过

            2017年3月获奖。
            """,
        "honors/2017/green-city.en.md": """\
            ---
            title: Advanced Unit in Greening
            summary: A prize for trees.
            ---

            The Greening Office planted trees along [Long Road](project:long-road).

            ## Course

            The prize was given in March 2017.
            """,
        "honors/2018/clean-streets.md": """\
            ---
            title: 街道整洁奖
            form: award
            level: district
            awardees:
              - {label: {zh: 先进单位, en: Advanced units}, count: 3, named: [green-office]}
            sources: [{source: letter, at: 整洁}]
            ---

            三个单位获奖，本条没有英文。
            """,
        "projects/long-road.md": """\
            ---
            title: 长路工程
            category: transport
            sources: [{source: report, at: 长路}]
            units: {owner: [green-office]}
            investment: 2亿元
            reports:
              - as_of: 2017
                stage: new
                standing: reached
                planned: 1亿元
                done: 5000万元
                sources: [{source: report, at: 开工}]
              - {as_of: 2018-06, stage: completed, standing: reached, sources: [{source: letter, at: 竣工}]}
            themes: [garden]
            ---

            一条长路，见[绿化](honor:green-city)。
            """,
        "projects/long-road.en.md": """\
            ---
            title: Long Road
            ---

            A long road; see [greening](honor:green-city).
            """,
        "programs/two-steps.md": """\
            ---
            title: 两步法
            form: method
            years: [2017]
            parts:
              - {name: {zh: 第一步, en: Step one}, text: {zh: 挖坑。, en: Dig.}}
              - {name: {zh: 第二步, en: Step two}}
            units: {lead: [green-office]}
            sources: [{source: report, at: 两步}]
            ---

            先挖坑，后种树。
            """,
        "programs/two-steps.en.md": """\
            ---
            title: Two Steps
            ---

            Dig first, then plant.
            """,
        "years/2017.md": """\
            ---
            title: 种树的一年
            motto: 绿化年
            highlights: ["honor:green-city#trees", "ledger:roads#count", "indicator:output#2017"]
            sources: [{source: report, at: 绿化年}]
            ---

            这一年种了树。
            """,
        "years/2017.en.md": """\
            ---
            title: A Year of Trees
            motto: The year of greening
            ---

            Trees were planted in the year.
            """,
        "years/2018.md": """\
            ---
            title: 修路的一年
            ---

            这一年修了路。
            """,
        "years/2018.en.md": """\
            ---
            title: A Year of Roads
            ---

            Roads were built in the year.
            """,
        "ledgers/all.yaml": """\
            roads:
              title: {zh: 2017年道路台账, en: "Roads, 2017"}
              period: 2017
              as_of: 2017-07-31
              total:
                count: 3个
                investment: 6亿元
                planned: 2亿元
                done: 1亿元
              stages:
                - {stage: new, standing: planned, count: 1个, members: [long-road]}
                - {stage: continuing, standing: unclear, count: 2个}
              sources: [{source: report, at: 台账}]
            """,
        "indicators/all.yaml": """\
            output:
              title: {zh: 产值, en: Output}
              themes: [garden]
              observations:
                - {period: 2017, value: 10亿元, sources: [{source: report, at: 产值}]}
                - period: 2018
                  value: 12.5亿元
                  growth: 25%
                  ranks: [{place: 1, scope: city, basis: growth}]
                  sources: [{source: letter, at: 产值}]
            """,
        "commitments/all.yaml": """\
            plant-more:
              title: {zh: 再种一千棵树。, en: A thousand more trees are to be planted.}
              period: 2018
              by: [green-office]
              figures: [{label: {zh: 植树, en: Trees}, value: 1000个}]
              outcome:
                status: kept
                note: {zh: 已种。, en: They were planted.}
                sources: [{source: letter, at: 已种}]
              sources: [{source: report, at: 再种}]
            """,
        "events/all.yaml": """\
            road-opens:
              date: {date: 2018-06-01, known: inferred, note: {zh: 据落款。, en: From the signature.}}
              title: {zh: 长路通车。, en: Long Road opens.}
              units: [small-district]
              related: ["project:long-road"]
              sources: [{source: letter, at: 通车}]
            """,
        "units/all.yaml": """\
            small-district:
              names: [{name: {zh: 小区, en: Small District}}]
              type: district
            green-office:
              names:
                - {name: {zh: 林业办公室, en: Forestry Office}, until: 2016}
                - name: {zh: 绿化办公室, en: Greening Office}
                  short: {zh: 绿化办, en: Greening}
                  since: 2017
              type: government
              parent: small-district
              aliases: [绿办]
            city-government:
              names: [{name: {zh: 市人民政府, en: City Government}}]
              type: superior
              note: {zh: 上级。, en: Above the district.}
            """,
        "sources/all.yaml": """\
            report:
              title: {zh: 工作总结, en: Summary of Work}
              kind: newspaper
              date: 2018-01-05
              authors: [某人]
            letter:
              title: {zh: 来信, en: A Letter}
              kind: document
              date: {date: 2018-06, known: context}
            """,
        "themes.yaml": """\
            garden:
              title: {zh: 田园, en: Garden}
              note: {zh: 绿化。, en: Green things.}
            """,
        "glossary.yaml": """\
            greening:
              title: {zh: 绿化, en: greening}
              avoid: [afforesting]
              related: ["honor:green-city"]
            """,
    }
)
"""Path below the content folder → text. `honor:clean-streets` has no translation; no translation bears a stamp."""

DRAFT = """\
    ---
    title: 未定之奖
    form: award
    level: district
    draft: true
    sources: [{source: letter, at: 未定}]
    ---

    尚未公布。
    """
"""An honor that is not published yet: it goes to `honors/2018/`."""


def small_world(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> Path:
    """The small yearbook's content as `folder`, with `more` files or others in their place."""
    return world(folder, {**FILES, **more})
