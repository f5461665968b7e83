"""A made-up honor with all that may be said of one, also of what became of it: re-assessed, and revoked in the end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.small import FILES

HONOR: Mapping[str, str] = MappingProxyType(
    {
        "honors/2017/green-model.md": """\
            ---
            title: 绿化模范单位
            form: title
            level: municipal
            conferred: 2017-03
            conferred_by: [city-government]
            recipients: [green-office, small-district]
            jointly: true
            rank: {place: 2, scope: city, basis: growth, placing: tied}
            reassessed:
              - {date: 2017-09, result: deferred, note: {zh: 补种后再验收。, en: To be replanted first.}}
              - {date: 2018-01, result: confirmed, sources: [{source: letter, at: 复审通过}]}
            expires: {date: 2019, sources: [{source: letter, at: 有效期至2019年}]}
            revoked:
              date: 2018-06
              revoked_by: [city-government]
              because: {zh: 树木未成活。, en: The trees did not live.}
              sources: [{source: letter, at: 撤销称号}]
            sources: [{source: report, at: 绿化}]
            ---

            绿化办在[长路](project:long-road)两侧植树。
            """,
        "honors/2017/green-model.en.md": """\
            ---
            title: Model Unit in Greening
            ---

            The Greening Office planted trees along [Long Road](project:long-road).
            """,
        "honors/2018/top-three.md": """\
            ---
            title: 绿化考核
            form: ranking
            level: municipal
            rank: {place: 3, scope: city, basis: growth, placing: within}
            expires: 2018-12
            related: ["honor:green-model"]
            sources: [{source: letter, at: 前三}]
            ---

            绿化考核进入前三，见[前一项](honor:green-model)。
            """,
        "honors/2018/top-three.en.md": """\
            ---
            title: Greening Assessment
            ---

            Among the first three; see [the earlier one](honor:green-model).
            """,
    }
)
FILES_WITH_HONORS: Mapping[str, str] = MappingProxyType({**FILES, **HONOR})
"""The small yearbook, with these honors."""
