"""Markdown → prose: readable cases in `prose/`, then what a case file cannot say."""

from __future__ import annotations

import json
import pickle
import re
import time
from pathlib import Path

import pytest

from tests.support.paths import CASES, ROOT
from yearbook.core.diagnostics import Diagnostic
from yearbook.markdown.conversion import Prose, convert
from yearbook.markdown.links import resolve
from yearbook.markdown.tree import HtmlNode, node_text, nodes

EXAMPLES = sorted((CASES / "markdown").glob("*.md"))


def made(text: str, language: str = "zh", anchors: tuple[str, ...] = ()) -> Prose:
    return convert(text, language, "a.md", 1, anchors)[0]


def found(text: str, language: str = "zh") -> list[str]:
    return [_shown(each) for each in convert(text, language, "a.md", 1)[1]]


def _shown(each: Diagnostic) -> str:
    place = each.place
    return f"{place.line}:{place.column}+{place.length} {each.mistake.code} {each.text()}"


def _part(name: str, prose: Prose, diagnostics: tuple[Diagnostic, ...]) -> str:
    parts = {
        "html": lambda: str(prose.html),
        "text": lambda: prose.text,
        "headings": lambda: "\n".join(f"{each.level} {each.id} {each.text}" for each in prose.headings),
        "links": lambda: "\n".join(f"{each.line} {each.kind}:{each.id}" for each in prose.links + prose.media),
        "nodes": lambda: "\n".join(json.dumps(each, ensure_ascii=False) for each in node_text(nodes(prose.html))),
        "problems": lambda: "\n".join(map(_shown, diagnostics)),
    }
    return parts[name]()


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda each: each.stem)
def test_case(case: Path) -> None:
    """A case is a language and a body, then what is expected: `=== html`, `=== problems` and so on."""
    _, language, source, *rest = re.split(r"^=== (\w+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    prose, diagnostics = convert(source, language, "a.md", 1)
    names, expected = rest[::2], rest[1::2]
    assert {name: _part(name, prose, diagnostics).strip() for name in names} == {
        name: each.strip() for name, each in zip(names, expected, strict=True)
    }


def test_cases_cover_every_part() -> None:
    text = "".join(each.read_text(encoding="utf-8") for each in EXAMPLES)
    assert len(EXAMPLES) > 10
    for name in ("html", "text", "headings", "links", "nodes", "problems"):
        assert f"=== {name}\n" in text


# Vectors after the OWASP "XSS Filter Evasion Cheat Sheet" and reports on Markdown converters.
VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<object data="data:text/html;base64,PHNjcmlwdD4="></object>',
    '<embed src="javascript:alert(1)">',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<base href="javascript:alert(1)//">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<link rel=stylesheet href="javascript:alert(1)">',
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<span style="width:expression(alert(1))">x</span>',
    "<style>@import 'javascript:alert(1)';</style>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>",
    "<a href='&#x6A;avascript:alert(1)'>x</a>",
    "<a href=javascript&colon;alert(1)>x</a>",
    "<sup onclick=alert(1)>x</sup>",
    '<span class="x" id="y z" onmouseover="alert(1)">x</span>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](javascript&#58;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](file:///etc/passwd)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript://%0aalert(1)>",
    "![x](javascript:alert(1))",
    "![x](//evil.example/a.png)",
    "![x](https://evil.example/a.png)",
    "![x](data:image/svg+xml,x)",
    '![x](a.png"onerror="alert(1))',
    '![x" onerror="alert(1)](a.png)',
    "**x**{onclick=alert(1)}",
    "**x**{style=background:red}",
    "[x](honor:a){href=javascript:alert(1)}",
    "## x {onmouseover=alert(1)}",
    "x\n{: onclick=alert(1) }",
    "| a | b |\n|---|---|\n| <script>alert(1)</script> | x |",
    "*[HTML]: \"><script>alert(1)</script>\n\nHTML",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "x[^\"><img src=x onerror=alert(1)>]\n\n[^\"><img src=x onerror=alert(1)>]: y",
    "<!-- --!><script>alert(1)</script> -->",
    "<?xml <script>alert(1)</script> ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\x02wzxhzdk:0\x03<b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
]  # fmt: skip
TAG = re.compile(r"<[^>]*>")
DANGEROUS = re.compile(
    r"<(?!/?(?:p|a|em|strong|code|h[2-6]|sup|sub|span|img|abbr|br|section|ol|li)[ >]"
    r"|/?(?:blockquote|table|thead|tbody|tr|t[dh])[ >])"
    r"| on[a-z]+=|style=|javascript|vbscript|data:|//evil|\\evil|file:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_dangerous_gets_into_a_page(vector: str) -> None:
    html = resolve(made(f"前 {vector}").html, "{}:{}".format)
    # Values of attributes other than addresses are only words; quotes in them are escaped.
    tags = [re.sub(r' (?:alt|title|id|aria-label)="[^"]*"', "", each) for each in TAG.findall(html)]
    assert not [each for each in tags if DANGEROUS.search(each)]
    assert "<script" not in html


def test_taken_out_is_said() -> None:
    assert [each.split()[1] for each in found("<svg onload=alert(1)>x</svg>")] == ["YB166"]
    assert [each.split()[1] for each in found("**x**{onclick=alert(1)}")] == ["YB167"]


def test_resolve_replaces_addresses_and_nothing_else() -> None:
    text = '[甲](honor:a "题") [乙](unit:b#c) ![丙](media/d.jpg) 写作 href="honor:a" `<a href="honor:a">`'
    asked: list[tuple[str, str]] = []

    def address(kind: str, name: str) -> str:
        asked.append((kind, name))
        return f'../{kind}/{name}?"&'

    html = resolve(made(text).html, address)
    assert asked == [("honor", "a"), ("unit", "b"), ("media", "d.jpg")]
    assert 'href="../unit/b?&quot;&amp;#c"' in html
    assert '写作 href="honor:a" <code>&lt;a href="honor:a"&gt;</code>' in html


def test_places_are_those_of_the_file() -> None:
    _, (first, second) = convert("好\r\n\r\n# 甲\r\n\r\n[乙](honour:b)", "zh", "content/a.md", 9)
    assert (first.place.path, first.place.line, first.place.column) == ("content/a.md", 11, 1)
    assert (second.place.line, second.place.column, second.place.length) == (13, 5, 8)
    assert second.hint("zh") == "是否应为“honor:b”？"


def test_lines_of_links_are_those_of_the_body() -> None:
    links = convert("好\n[甲](honor:a)\n\n`[码](honor:a)`\n\n又[甲](honor:a)", "zh", "a.md", 9)[0].links
    assert [(each.kind, each.id, each.line) for each in links] == [("honor", "a", 2), ("honor", "a", 6)]


def test_addresses_are_counted_in_capitals_too_and_not_within_others() -> None:
    text = "- [乙](honor:a-b) [丙](honor:a_b)\n- [码](Honor:a)\n- [甲](honor:a)\n- honor:a [丁](honor:a)"
    assert [(each.id, each.line) for each in made(text).links] == [("a-b", 1), ("a", 2), ("a", 3)]
    assert [each.split()[0] for each in found(text)] == ["1:22+9", "2:7+7"]
    assert [each.line for each in made(f"İ\n{text}").links] == [2, 3, 4]


def test_white_space_is_one_space_in_the_text() -> None:
    assert made("a  b", "en").text == "a b"
    assert made("a  b\nc&nbsp; d\n\n- e\n    f", "en").text == "a b c d\ne f"


def test_a_translation_takes_over_the_anchors() -> None:
    english = "## Results\n\n### Next\n\n## Own {#own}"
    assert [each.id for each in made(english, "en", ("成果", "下一步", "末")).headings] == [
        "成果",
        "下一步",
        "own",
    ]
    assert [each.id for each in made(english, "en", ("成果",)).headings] == ["results", "next", "own"]
    assert '<h2 id="成果">' in made(english, "en", ("成果", "下一步", "末")).html


def test_a_written_anchor_is_not_taken_by_an_earlier_heading() -> None:
    assert [each.id for each in made("## 甲\n\n## 乙 {#甲}").headings] == ["甲-2", "甲"]


def test_summary_is_the_first_paragraph() -> None:
    assert made("## 标题\n\n首段**第一**\n句[^1]。\n\n次段。\n\n[^1]: 注").summary == "首段第一句。"
    assert made("## 标题").summary == ""


def test_nodes_are_values_that_json_can_hold() -> None:
    tree = nodes(made("甲*乙*").html)
    assert tree == (HtmlNode("paragraph", (), ("甲", HtmlNode("emphasis", (), ("乙",)))),)
    assert json.loads(json.dumps(node_text(tree))) == [
        {"kind": "paragraph", "children": ["甲", {"kind": "emphasis", "children": ["乙"]}]}
    ]
    assert hash(tree)
    assert pickle.loads(pickle.dumps(made("甲"))) == made("甲")


def test_one_body_leaves_nothing_behind_for_the_next() -> None:
    first = convert("GDP[^1] [x][r] <b>\n\n## 甲\n\n*[GDP]: 值\n\n[^1]: 注\n\n[r]: honor:a", "zh", "a.md", 1)
    assert "GDP[^1] [x][r]" in made("GDP[^1] [x][r]").text
    assert "<abbr" not in made("GDP").html
    assert convert("GDP[^1] [x][r] <b>\n\n## 甲\n\n*[GDP]: 值\n\n[^1]: 注\n\n[r]: honor:a", "zh", "a.md", 1) == first
    assert 'aria-label="Note 1"' in made("x[^1]\n\n[^1]: y", "en").html


HOSTILE = {
    "brackets": ("[" * 150_000, "YB157"),
    "one megabyte": ("a" * 1_000_000, "YB155"),
    "backticks": ("`a``" * 45_000, "YB157"),
    "comments": ("<!--" * 45_000, "YB157"),
    "lines": ("甲\n" * 5_000, "YB155"),
    "quotations": ("> " * 300 + "甲", "YB156"),
    "lists": ("\n".join("    " * level + "- 甲" for level in range(40)), "YB156"),
    "open brackets": ("[" * 40 + "甲", "YB156"),
    "open tags": ("<span>" * 200, "YB156"),
    "links half open": ("\n\n".join(["[a](" * 50] * 300), ""),
    "control characters": ("\x00\x02\x03\ud800" * 1_000, ""),
    "spaces in a heading": ("## 甲" + " " * 150_000 + "乙", ""),
    "number signs": ("#" * 150_000, "YB162"),
    "a long rule": ("* " * 400, ""),
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies_end_as_problems(text: str, code: str) -> None:
    started = time.process_time()
    prose, diagnostics = convert(text, "zh", "a.md", 1)
    node_text(nodes(prose.html))
    assert code in {"", *(each.mistake.code for each in diagnostics)}
    assert time.process_time() - started < 1


def test_too_deep_for_the_converter_is_a_problem_and_the_next_body_is_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("yearbook.markdown.limits._DEEPEST", 100_000)
    deep = "\n".join("    " * level + "- 甲" for level in range(250))
    diagnostics = convert(deep, "zh", "a.md", 1)[1]
    assert [each.mistake.code for each in diagnostics] == ["YB156"]
    assert made("- 甲\n\n    乙").html.endswith("<p>乙</p>\n</li>\n</ul>")
    assert made("甲\n\n**乙**").html == "<p>甲</p>\n<p><strong>乙</strong></p>"


def test_every_mistake_is_worded_in_both_languages_and_stands_in_a_test() -> None:
    package = ROOT / "yearbook" / "markdown"
    codes = re.findall(r'"(YB\d{3})"', "".join(each.read_text("utf-8") for each in package.glob("*.py")))
    assert len(codes) == len(set(codes))
    tested = Path(__file__).read_text("utf-8") + "".join(each.read_text("utf-8") for each in EXAMPLES)
    assert [each for each in codes if tested.count(each) == 0] == []
    assert all(150 <= int(each[2:]) < 180 for each in codes)


@pytest.mark.parametrize(
    "text",
    [
        "<ruby>字<rp><rp>（</rp><rt>zì</rt><rp>）</rp></ruby>",
        "<rp><rp>",
        '注[^1] <sup id="fnref-a">y</sup> <sup id="fnref-7">z</sup>\n\n[^1]: 甲',
    ],
)
def test_what_looks_like_ruby_or_a_note_is_carried_as_text(text: str) -> None:
    """Found by fuzzing: each stopped the making of a book."""
    prose, diagnostics = convert(text, "zh", "a.md", 1)
    assert nodes(prose.html) or not prose.text
    assert all(each.mistake.code.startswith("YB1") for each in diagnostics)
