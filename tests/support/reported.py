"""The small yearbook with documents, reports and figures as an office gets them: numbers, pages, addresses, copies."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.small import FILES

SOURCES = """\
    notice:
      title: {zh: 关于植树的通知, en: Notice on Planting Trees}
      kind: document
      date: 2017-03-05
      publisher: {zh: 小区人民政府, en: Government of the Small District}
      number: 小政〔2017〕12号
      url: https://example.org/notices/12.html
      archived: {url: 'https://archive.example.org/2017/12.html', date: 2017-04-01}
    daily:
      title: {zh: 长路通车, en: Long Road Opens}
      kind: newspaper
      date: {date: 2018-06-02, known: inferred, note: {zh: 据内容。, en: From what it reports.}}
      authors: [张三（记者）, 李四]
      publisher: {zh: 小区日报, en: Small District Daily}
      page: '2'
    clipping:
      title: {zh: 剪报, en: A Clipping}
      kind: newspaper
      date: 2018
    """

INDICATORS = """\
    revenue:
      title: {zh: 财政收入, en: Revenue}
      definition: {zh: 一般公共预算收入，不含基金。, en: General public budget; funds are not included.}
      observations:
        - period: 2017
          value: 9亿元
          revised:
            - value: 8.8亿元
              date: 2018-03
              because: {zh: 决算。, en: Final accounts.}
              sources: [{source: report, at: 收入}]
          sources: [{source: letter, at: 收入}]
        - {period: 2018, value: 10亿元, certainty: estimated, sources: [{source: letter, at: 收入}]}
        - {period: 2018-01, value: 8000万元, sources: [{source: letter, at: 收入}]}
        - {period: 2018-02, certainty: missing, sources: [{source: letter, at: 收入}]}
        - {period: 2018-03, value: 9000万元, certainty: provisional, sources: [{source: letter, at: 收入}]}
        - {period: 2018-01/2018-03, value: 2.4亿元, sources: [{source: letter, at: 收入}]}
        - {period: 2018-04/2018-06, value: 2.6亿元, sources: [{source: letter, at: 收入}]}
        - {period: 2018-01/2018-05, value: 4亿元, sources: [{source: letter, at: 收入}]}
        - {period: 2018-04, growth: 5%, certainty: estimated, sources: [{source: letter, at: 收入}]}
    """

REPORTED: Mapping[str, str] = MappingProxyType(
    {
        **FILES,
        "sources/more.yaml": SOURCES,
        "indicators/more.yaml": INDICATORS,
        "years/2018.md": FILES["years/2018.md"].replace(
            "title: 修路的一年", 'title: 修路的一年\n            highlights: ["indicator:revenue#2018"]'
        ),
    }
)
"""Path below the content folder → text."""
