"""A yearbook that declares fields of every type, on a built-in kind and on two kinds of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.small import FILES

_TYPES = """\
  - {kind: %s, name: remark, type: text, words: {zh: 备注, en: Remark}}
  - {kind: %s, name: file_number, type: line, words: {zh: 文号, en: File number}, help: {zh: 照原文写, en: As printed}}
  - {kind: %s, name: prize, type: amount, words: {zh: 奖金, en: Prize}}
  - {kind: %s, name: valid_from, type: date, words: {zh: 起始日期, en: Valid from}}
  - {kind: %s, name: in_public, type: flag, words: {zh: 是否公开, en: Public}}
  - {kind: %s, name: pages, type: number, words: {zh: 页数, en: Pages}}
  - {kind: %s, name: website, type: address, words: {zh: 网页, en: Website}}
  - {kind: %s, name: scan, type: file, words: {zh: 扫描件, en: Scan}}
  - {kind: %s, name: issuers, type: record, of: unit, many: true, words: {zh: 制发单位, en: Issued by}}
  - {kind: %s, name: rank_scope, type: record, of: scope, words: {zh: 范围, en: Among}}
  - {kind: %s, name: evidence, type: sources, words: {zh: 依据, en: Evidence}}
  - {kind: %s, name: sums, type: amount, many: true, words: {zh: 各项金额, en: Sums}}
  - {kind: %s, name: days, type: date, many: true, words: {zh: 会期, en: Days}}
  - {kind: %s, name: numbers, type: number, many: true, words: {zh: 序次, en: Numbers}}
  - {kind: %s, name: remarks, type: text, many: true, words: {zh: 附注, en: Remarks}}
  - {kind: %s, name: keywords, type: line, many: true, words: {zh: 关键词, en: Keywords}}
  - {kind: %s, name: links, type: address, many: true, words: {zh: 相关网页, en: Links}}
  - {kind: %s, name: scans, type: file, many: true, words: {zh: 附件, en: Attached}}
  - kind: %s
    name: medium
    type: choice
    words: {zh: 介质, en: Medium}
    choices:
      - {value: paper, words: {zh: 纸质, en: Paper}}
      - {value: on-line, words: {zh: 电子, en: Online}}
  - kind: %s
    name: uses
    type: choice
    many: true
    words: {zh: 用途, en: Uses}
    choices:
      - {value: study, words: {zh: 学习, en: Study}}
      - {value: work, words: {zh: 工作, en: Work}}
"""


def every_type(kind: str) -> str:
    """The declarations of a field of every type, one each and many, for a kind."""
    return _TYPES.replace("%s", kind)


VALUES = """\
remark: {zh: 先行, en: Goes first}
file_number: 小政〔2017〕12号
prize: 2.5万元
valid_from: 2017-05
in_public: true
pages: 36
website: https://example.org/tree?a=1&b=2
scan: scans/certificate.pdf
issuers: [green-office, small-district]
rank_scope: city
evidence: [{source: report, at: 绿化}]
sums: [3万元, 4.5万元]
days: [2017-03-01, 2017-03-02]
numbers: [3, 5]
remarks: [{zh: 其一, en: The first}, {zh: 其二, en: The second}]
keywords: [植树, 道路]
links: [https://example.org/one, https://example.org/two]
scans: [scans/certificate.pdf]
medium: paper
uses: [study, work]
"""
"""A value of every field."""


def with_values(text: str, values: str = VALUES, indent: int = 0) -> str:
    """A file with values in place of the line `VALUES`."""
    lines = "\n".join(" " * indent + line for line in values.splitlines())
    return text.replace("VALUES", lines)


FIELDS = "fields:\n" + every_type("honor")

HONOR = """\
---
title: 读书奖
form: award
level: district
VALUES
sources: [{source: letter, at: 读书}]
---

读书得奖。
"""

PDF = "%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"

BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        **FILES,
        "fields.yaml": FIELDS,
        "media/scans/certificate.pdf": PDF,
        "honors/2018/read-more.md": with_values(HONOR),
    }
)
"""A yearbook whose honors have further fields."""

OWN_KINDS = (
    """\
kinds:
  - {name: document, words: {zh: 文件, en: Document}, several: {zh: 文件, en: Documents}, prose: true, menu: true,
     help: {zh: 本区印发的文件。, en: A document that the district issued.}}
  - {name: agency, words: {zh: 机构, en: Agency}, several: {zh: 机构, en: Agencies}}
"""
    + FIELDS
    + every_type("document")
    + every_type("agency")
    + """\
  - {kind: agency, name: papers, type: record, of: document, many: true, words: {zh: 所据文件, en: Papers}}
  - {kind: theme, name: paper, type: record, of: document, words: {zh: 文件依据, en: Paper}}
"""
)

DOCUMENT = """\
---
title: 植树若干规定
summary: 规定植树的办法。
VALUES
units: {lead: [green-office]}
themes: [garden]
related: ["agency:tree-bureau"]
figures:
  - {key: trees, label: {zh: 植树, en: Trees planted}, value: 1200个}
sources: [{source: report, at: 绿化}]
---

由[植树局](agency:tree-bureau)执行，见[绿化](honor:green-city)。

## 内容

每年植树。
"""
DOCUMENT_EN = """\
---
title: Rules on Planting Trees
summary: How trees are planted.
---

Carried out by the [Tree Bureau](agency:tree-bureau).

## Content

Trees are planted each year.
"""
AGENCIES = """\
tree-bureau:
  title: {zh: 植树局, en: Tree Bureau}
  note: {zh: 管植树。, en: It plants trees.}
VALUES
  papers: [tree-rules]

road-bureau:
  title: {zh: 道路局, en: Road Bureau}
  medium: on-line
"""

DECLARED: Mapping[str, str] = MappingProxyType(
    {
        **BUILT_IN,
        "fields.yaml": OWN_KINDS,
        "documents/tree-rules.md": with_values(DOCUMENT),
        "documents/tree-rules.en.md": DOCUMENT_EN,
        "agencies/all.yaml": with_values(AGENCIES, indent=2),
    }
)
"""A yearbook with two kinds of its own, which have a field of every type too, one with texts and one without."""
