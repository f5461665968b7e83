"""Try generated values, YAML, Markdown and tables, the same for the same seed; needs no other package than the tests.

    python -m fuzz.seeded values --inputs 1000000 --seed 1
    python -m fuzz.seeded markdown --minutes 5

Half of the inputs are made of pieces that mean something to the reader, half are sound inputs with a few changes. An
input that raises anything but diagnostics, or takes more than two seconds of the processor, is printed as it is, and
the run ends with status 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.dangers import dangers
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.core.diagnostics import DiagnosticsError, show
from yearbook.core.documents.document import Document, parse_document
from yearbook.markdown.blocks import blocks
from yearbook.markdown.conversion import convert
from yearbook.markdown.tree import nodes
from yearbook.model.dates import parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.quantities import parse_quantity

SLOW = 2.0  # seconds of the processor
_FOLDER = Path(tempfile.mkdtemp())
_LETTERS = "ab甲二〇零一十百千万亿 \u3000\u0301é🙂\u202e\x00\t\n\r\ufeff"

VALUES = (
    *(
        "2016",
        "2016-09",
        "2016-09-31",
        "2016-09-01",
        "/",
        "~",
        "～",
        "－",
        "-",
        "—",
        "年",
        "月",
        "日",
        "季度",
        "上半年",
    ),
    *(
        "1",
        "0",
        "12.5",
        "1,200",
        "1200",
        ".",
        ",",
        "，",
        "亿",
        "万",
        "千",
        "百",
        "十",
        "元",
        "个",
        "%",
        "％",
        "‰",
        "个百分点",
    ),
    *(
        "约",
        "近",
        "逾",
        "超过",
        "以上",
        "以下",
        "不足",
        "多",
        "余",
        "平方公里",
        "公里",
        "亩",
        "吨",
        "一",
        "两",
        "第",
        "名",
        " ",
    ),
    *(
        "about ",
        "over ",
        "million",
        "billion",
        "yuan",
        "e9",
        "+",
        "--",
        "9" * 30,
        "．",
        "１２",
        "①",
        "½",
        "∞",
        "NaN",
        "null",
    ),
)
YAML = (
    *(
        "a: ",
        "b:\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "'",
        '"',
        "|",
        ">",
        "#",
        " #",
        "&a ",
        "*a",
        "!t ",
        "%Y\n",
    ),
    *(
        "---\n",
        "...\n",
        "\n",
        "\t",
        "<<: ",
        "? ",
        "~",
        "null",
        "甲",
        "：",
        "，",
        "“",
        "”",
        "- - - ",
        "\\u202e",
        "\\x",
        "@",
        "`",
    ),
    *(
        "{zh: 甲, en: A}",
        "[{source: a, at: 甲}]",
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> b\n",
        "title: x\n",
        "2016-09",
        "no",
    ),
)
MARKDOWN = (
    *(
        "甲",
        "word ",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## ",
        "| ",
        "|---|---|\n",
        "***\n",
        ":   ",
        "  \n",
    ),
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "][",
        "[^1]",
        "[^1]: ",
        "[a]: ",
        "*[A]: ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "\\",
        "<",
        ">",
    ),
    *(
        "&",
        "&#x202e;",
        "&amp;",
        "<!--",
        "-->",
        "<sup>",
        "</sup>",
        "<ruby>",
        "<rt>",
        "<rp>",
        "</ruby>",
        "<script>",
        "<b>",
    ),
    *(
        "{.wide}",
        "{#a}",
        "{: .x }",
        "honor:a",
        "honor:a#b",
        "#a",
        "media/a.jpg",
        "javascript:x",
        "https://e.org",
        '"',
        "'",
    ),
)
SOUND_MARKDOWN = (
    "## 经过 {#course}\n\n2016年9月，[绿化办](unit:green-office)植树**1200**个[^1]，见[经过](#course)。\n\n"
    "[^1]: 注。\n\n"
    "| 项 | 数 |\n|---|--:|\n| 甲 | 3 |\n\n> 引文\n\n- 一\n    - 二\n\n![图](media/a.jpg)\n"
)
SOUND_YAML = (
    "title: 绿化先进单位\nform: title\nrank: {place: 1, scope: city}\nfigures:\n  - key: trees\n    value: 1200个\n"
    '    label: {zh: 植树, en: "Trees"}\nsources: [{source: report, at: 绿化}]\n'
)
TABLE = (
    *("荣誉名称", "级别", "日期", "国家级", "2016-09", "1200个"),
    *(",", ";", "\t", "\n", "\r\n", '"', '""', "=1+1", "甲", " "),
)


def values(text: str) -> None:
    for parse in (parse_quantity, parse_when):
        try:
            assert str(parse(text))
        except InvalidValueError as mistake:
            assert str(mistake)
            assert mistake.message.translated("zh")


def documents(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    for path in ("a.yaml", "a.md"):
        found = parse_document(data if path == "a.yaml" else b"---\n" + data + b"\n---\n", path, "content")
        if not isinstance(found, Document):
            assert found
            assert all(show(each, text.split("\n"), language) for each in found for language in ("en", "zh"))


def markdown(text: str) -> None:
    prose, diagnostics = convert(text, "zh" if text[:1] > "\x7f" else "en", "content/a.md", 5)
    assert dangers(prose.html) == []
    nodes(prose.html)
    assert "".join("".join(each.html.split()) for each in blocks(prose.html)) == "".join(str(prose.html).split())
    lines = ["", "", "", "", *text.split("\n")]
    assert all(show(each, lines, language) for each in diagnostics for language in ("en", "zh"))


def tables(text: str) -> None:
    file = _FOLDER / "a.csv"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_sheets(file)
    except DiagnosticsError as error:
        assert error.diagnostics


TARGETS: dict[str, tuple[Callable[[str], None], tuple[str, ...], tuple[str, ...]]] = {
    "values": (values, VALUES, ("1200个", "2016-09-01", "约12.5亿元", "2016-01/2016-03", "增长10.5%")),
    "documents": (documents, YAML, (SOUND_YAML,)),
    "markdown": (markdown, MARKDOWN, (SOUND_MARKDOWN,)),
    "tables": (tables, TABLE, ("荣誉名称,级别,获奖时间\n甲,国家级,2016-09\n乙,省级,2017\n",)),
}
"""What reads an input, the pieces that inputs are made of, and sound inputs."""


def generated(chance: random.Random, pieces: tuple[str, ...], sound: tuple[str, ...]) -> str:
    """Return the next input."""
    if chance.random() < 0.5:
        count = min(400, int(chance.expovariate(1 / 12)) + 1)
        return "".join(
            chance.choice(pieces) if chance.random() < 0.9 else chance.choice(_LETTERS) for _ in range(count)
        )
    text = chance.choice(sound)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 2, 10)))
        text = text[:start] + chance.choice((*pieces[:], chance.choice(_LETTERS))) + text[end:]
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description="Try generated inputs.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=20.0, help="end after so many minutes")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    read, pieces, sound = TARGETS[given.target]
    chance = random.Random(given.seed)  # noqa: S311 - inputs, not secrets
    end, number, slowest = time.monotonic() + 60 * given.minutes, 0, 0.0
    while number < given.inputs and time.monotonic() < end:
        text = generated(chance, pieces, sound)
        started = time.process_time()
        try:
            read(text)
            slowest = max(slowest, time.process_time() - started)
            assert slowest < SLOW, "too slow"
        except Exception as error:
            print(f"{given.target}, input {number} of seed {given.seed}: {error!r}\n{text!r}")
            sys.exit(1)
        number += 1
    print(f"{given.target}: {number:,} inputs of seed {given.seed}, nothing found; the slowest took {slowest:.3f} s")


if __name__ == "__main__":
    main()
