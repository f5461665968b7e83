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

REPORTED: Mapping[str, str] = MappingProxyType({**FILES, "sources/more.yaml": SOURCES})
"""Path below the content folder → text."""
