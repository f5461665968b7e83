"""A finished site looked at as files alone: every fault is found at its place, and a sound site has none."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION, small_world
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.cli.main import command
from yearbook.core.diagnostics import Diagnostic
from yearbook.deploy.inspection.html_parser import parse_page
from yearbook.deploy.inspection.links import LinkTarget, is_external, link_target
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.site.views.head_tags import POLICY

BASE = "https://a.example/book/"

PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>A page</title>
<link rel="canonical" href="{base}{shown}">
<link rel="alternate" hreflang="zh-Hans" href="{base}zh/{rest}">
<link rel="alternate" hreflang="en" href="{base}en/{rest}">
<link rel="stylesheet" href="../assets/site.css">
</head>
<body id="top">
<h1>A page</h1>
<p><a href="a.html#part">A part</a> <a href="#top">Top</a> <a href="https://elsewhere.example/">Elsewhere</a></p>
<h2 id="part">Part</h2>
<img src="../media/p.png" alt="">
<svg aria-hidden="true"><title>x</title><path d="M0 0"/></svg>
</body>
</html>
"""


def page(lang: str, folder: str, name: str) -> str:
    rest = "" if name == "index.html" else name
    return PAGE.format(lang=lang, base=BASE, shown=f"{folder}/{rest}", rest=rest)


def urls(*paths: str) -> str:
    return "<urlset>\n" + "".join(f"<url>\n<loc>{BASE}{each}</loc>\n</url>\n" for each in paths) + "</urlset>\n"


SITE: Mapping[str, str] = {
    "zh/index.html": page("zh-Hans", "zh", "index.html"),
    "zh/a.html": page("zh-Hans", "zh", "a.html"),
    "en/index.html": page("en", "en", "index.html"),
    "en/a.html": page("en", "en", "a.html"),
    "assets/site.css": "/* all */\nbody { background: url('../media/p.png') }\n",
    "media/p.png": "x",
    "robots.txt": f"User-agent: *\nSitemap: {BASE}sitemap.xml\n",
    "sitemap.xml": urls("zh/", "zh/a.html", "en/", "en/a.html"),
}
OLD = '<html lang="zh-Hans"><title>Moved</title><meta http-equiv="refresh" content="0; url={}"></html>'


def found(folder: Path, more: Mapping[str, str] = {}) -> tuple[Diagnostic, ...]:
    return inspect_site(world(folder / "site", {**SITE, **more}))


def places(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str, int, int]]:
    return [(each.mistake.code, each.place.path, each.place.line, each.place.column) for each in diagnostics]


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    assert places(found(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('href="a.html#part"', 'href="b.html"', ("YB701", 13, 4)),
        ('href="a.html#part"', 'href="a.html#prat"', ("YB703", 13, 4)),
        ('href="a.html#part"', 'href="../../a.html"', ("YB702", 13, 4)),
        ('href="a.html#part"', 'href="/zh/a.html"', ("YB702", 13, 4)),
        ('href="a.html#part"', 'href="http://[x/"', ("YB702", 13, 4)),
        ('src="../media/p.png"', 'src="../media/q.png"', ("YB701", 15, 1)),
        ('src="../media/p.png"', 'src="//elsewhere.example/p.png"', ("YB704", 15, 1)),
        ('src="../media/p.png"', 'srcset="../media/p.png 1x, https://x.example/p.png 2x"', ("YB704", 15, 1)),
        ('id="part"', 'id="top"', ("YB705", 14, 1)),
        ('lang="zh-Hans">', 'lang="en">', ("YB706", 2, 1)),
        ('lang="zh-Hans">', ">", ("YB706", 2, 1)),
        ("<title>A page</title>", "<title> </title>", ("YB708", 0, 0)),
        (' alt="">', ">", ("YB709", 15, 1)),
        ('<svg aria-hidden="true">', "<svg>", ("YB709", 16, 1)),
        ("<h1>A page</h1>", "", ("YB710", 0, 0)),
        ('<h2 id="part">Part</h2>', '<h1 id="part">Part</h1>', ("YB710", 14, 1)),
        ('<h2 id="part">Part</h2>', '<h3 id="part">Part</h3>', ("YB711", 14, 1)),
        (f'canonical" href="{BASE}zh/"', f'canonical" href="{BASE}"', ("YB712", 6, 1)),
        ("<p>", "<p style='color: red'>", ("YB716", 13, 1)),
        ("<p>", "<p onclick='x()'>", ("YB716", 13, 1)),
        ("</body>", "<script>x()</script></body>", ("YB716", 17, 1)),
        ("</head>", "<style>p { color: red }</style></head>", ("YB716", 10, 1)),
        ("</head>", f'<base href="{BASE}"></head>', ("YB719", 10, 1)),
        (f'hreflang="en" href="{BASE}en/"', f'hreflang="fr" href="{BASE}en/"', ("YB707", 8, 1)),
        (f'hreflang="en" href="{BASE}en/"', f'hreflang="en" href="{BASE}en/a.html"', ("YB707", 8, 1)),
        (f'hreflang="en" href="{BASE}en/"', f'hreflang="en" href="{BASE}en/b.html"', ("YB701", 8, 1)),
    ],
)
def test_a_fault_is_found_at_its_place(tmp_path: Path, old: str, new: str, expected: tuple[str, int, int]) -> None:
    text = SITE["zh/index.html"]
    assert old in text
    code, line, column = expected
    assert (code, "site/zh/index.html", line, column) in places(
        found(tmp_path, {"zh/index.html": text.replace(old, new)})
    )


def test_data_is_no_code(tmp_path: Path) -> None:
    text = SITE["zh/a.html"].replace("</head>", '<script type="application/ld+json">{"a": "<p>"}</script></head>')
    assert places(found(tmp_path, {"zh/a.html": text})) == []


def test_a_counterpart_must_name_the_page_in_return(tmp_path: Path) -> None:
    alone = re.sub(r"<link rel=\"alternate\".*\n", "", SITE["en/a.html"])
    assert places(found(tmp_path, {"en/a.html": alone})) == [("YB707", "site/zh/a.html", 8, 1)]
    other = SITE["zh/a.html"].replace(
        f'"{BASE}zh/a.html">\n<link rel="alternate" hreflang="en"', f'"{BASE}zh/">\n<link rel="x"'
    )
    assert "YB717" in {each.mistake.code for each in found(tmp_path, {"zh/a.html": other})}


def test_the_sitemap_lists_what_is_there(tmp_path: Path) -> None:
    listed = urls("zh/", "zh/a.html", "en/", "en/gone.html")
    assert places(found(tmp_path, {"sitemap.xml": listed})) == [
        ("YB713", "site/en/a.html", 0, 0),
        ("YB714", "site/sitemap.xml", 12, 6),
    ]
    parts = {"sitemap.xml": urls("sitemap-1.xml", "sitemap-2.xml"), "sitemap-1.xml": urls("zh/", "zh/a.html")}
    assert places(found(tmp_path, {**parts, "sitemap-2.xml": urls("en/", "en/a.html")})) == []


def test_pages_that_lead_on_need_no_heading_and_no_place_in_the_sitemap(tmp_path: Path) -> None:
    assert places(found(tmp_path, {"zh/old.html": OLD.format("a.html")})) == []
    assert places(found(tmp_path, {"zh/old.html": OLD.format("b.html")})) == [("YB701", "site/zh/old.html", 1, 42)]


def test_style_sheets_ask_no_other_host(tmp_path: Path) -> None:
    style = """\
        /* all */
        @import 'https://x.example/a.css';
        p { background: url(https://x.example/p.png) }
        a { background: url(q.png) }
        """
    assert places(found(tmp_path, {"assets/site.css": style})) == [
        ("YB704", "site/assets/site.css", 2, 10),
        ("YB704", "site/assets/site.css", 3, 21),
        ("YB701", "site/assets/site.css", 4, 21),
    ]


def test_a_first_view_over_the_budget_is_a_warning(tmp_path: Path) -> None:
    heavy = os.urandom(50_000).hex()  # half of it is left when packed
    text = SITE["zh/a.html"].replace("</body>", f"<p>{heavy}</p></body>")
    (one,) = found(tmp_path, {"zh/a.html": text, "assets/site.css": f"/* {os.urandom(10_000).hex()} */"})
    assert (one.mistake.code, one.is_error, one.place.path) == ("YB715", False, "site/zh/a.html")


def test_a_lax_policy_is_found(tmp_path: Path) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'"></head>"""
    assert "YB718" in {
        one.mistake.code for one in found(tmp_path, {"zh/a.html": SITE["zh/a.html"].replace("</head>", policy)})
    }


def test_the_tags_of_a_government_are_asked_for(tmp_path: Path) -> None:
    assert {each.mistake.code for each in inspect_site(world(tmp_path / "site", SITE), government=True)} == {"YB720"}
    tags = {
        "SiteName": "A", "SiteDomain": "a.example", "SiteIDCode": "4101030001", "ColumnName": "B",
        "ColumnDescription": "b", "ColumnKeywords": "b", "ColumnType": "c",
        "ArticleTitle": "D", "PubDate": "2018-11-23 09:00", "ContentSource": "E",
    }  # fmt: skip

    def tagged(changed: Mapping[str, str]) -> list[str]:
        head = "".join(f'<meta name="{name}" content="{text}">' for name, text in {**tags, **changed}.items() if text)
        text = SITE["zh/a.html"].replace("</head>", f"{head}</head>")
        return [str(dict(each.words)["name"]) for each in found(tmp_path, {"zh/a.html": text})]

    assert tagged({}) == []
    assert tagged({"ColumnType": ""}) == ["ColumnType"]
    for name, value in (("SiteIDCode", "41"), ("PubDate", "2018-11-23"), ("SiteDomain", "b.example")):
        assert tagged({name: value}) == [name]


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    assert [each.mistake.code for each in inspect_site(tmp_path)] == ["YB700"]


def test_many_pages_are_looked_at_by_several_processes(tmp_path: Path) -> None:
    text = '<html lang="en"><title>x</title><h1>x</h1><a href="gone.html">x</a></html>'
    world(tmp_path, {f"{number}.html": text for number in range(450)})
    one, several = inspect_site(tmp_path), inspect_site(tmp_path, jobs=2)
    assert one == several
    assert len(one) == 450


# --- addresses


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", LinkTarget("zh/a.html")),
        ("#x", LinkTarget("zh/a.html", "x")),
        ("b.html?q=1#%E4%BA%8C", LinkTarget("zh/b.html", "二")),
        ("../en/%61.html", LinkTarget("en/a.html")),
        (f"{BASE}zh/", LinkTarget("zh/index.html")),
        (BASE, LinkTarget("index.html")),
        ("https://a.example/bookshop/", None),
        ("mailto:a@b.example", None),
        ("/zh/a.html", LinkTarget("/zh/a.html")),
    ],
)
def test_an_address_means_a_file(address: str, expected: LinkTarget | None) -> None:
    assert link_target("zh/a.html", address, BASE) == expected


def test_other_hosts_are_told_apart() -> None:
    assert [
        each for each in ("https://b.example/", "//b.example/", "http://a.example/book/") if not is_external(each, BASE)
    ] == []
    assert [each for each in (f"{BASE}a.css", "a.css", "data:image/png;base64,", "#x") if is_external(each, BASE)] == []


def test_broken_pages_are_read_to_the_end() -> None:
    for text in (
        "",
        "<",
        "<p",
        "<!--",
        "<a href=",
        "<script>",
        "<svg></svg></svg><title>x",
        "<![CDATA[",
        "&#xffffffff;",
    ):
        parse_page(text)
    assert parse_page("<svg><title>no</title></svg><title>yes</title>").title == "yes"


# --- what the yearbook makes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inspected")
    order = BuildOptions(small_world(folder / "content"), ROOT / "templates", folder / "site", base_url=BASE)
    pipeline.build(order)
    return folder / "site"


def test_what_is_built_has_no_faults(built: Path) -> None:
    assert [(each.place, each.text()) for each in inspect_site(built)] == []


def test_what_is_built_needs_no_leave_for_code_within_pages(built: Path) -> None:
    """So that a policy without `unsafe-inline` lets every page be what it is."""
    for file in built.rglob("*.html"):
        page = parse_page(file.read_text("utf-8"))
        assert (page.inline_code, page.policy) == ([], POLICY), file


def test_the_page_for_what_is_not_there_works_at_any_address(built: Path) -> None:
    page = parse_page((built / "404.html").read_text("utf-8"))
    assert page.base is not None
    assert page.base.text == f"{BASE}404.html"


def test_a_government_has_its_tags_written(tmp_path: Path) -> None:
    more = """\
    published: 2018-11-23
    government: {name: {zh: 小区政府网, en: Small Government}, domain: a.example, code: "4101030001"}
    """
    content = small_world(tmp_path / "content", {"yearbook.yaml": CONFIGURATION.rstrip(" ") + more})
    pipeline.build(BuildOptions(content, ROOT / "templates", tmp_path / "site", base_url=BASE))
    assert inspect_site(tmp_path / "site", government=True) == ()
    meta = parse_page((tmp_path / "site/zh/honors/green-city.html").read_text("utf-8")).meta
    found = {name: meta[name] for name in ("SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource")}
    assert found == {
        "SiteName": "小区政府网",
        "ColumnName": "荣誉",
        "ArticleTitle": "绿化先进单位",
        "PubDate": "2018-11-23 00:00",
        "ContentSource": "小区编辑组",
    }
    assert "ColumnName" not in parse_page((tmp_path / "site/zh/index.html").read_text("utf-8")).meta


def test_the_command_tells_what_is_wrong(built: Path, tmp_path: Path) -> None:
    environment = {"YEARBOOK_LANGUAGE": "en"}
    done = CliRunner().invoke(command, ["inspect", str(built)], env=environment)
    assert (done.exit_code, done.stdout) == (0, f"{built}: no errors, 0 warnings\n")
    world(
        tmp_path / "site", {**SITE, "media/p.png": "", "en/a.html": SITE["en/a.html"].replace("a.html#part", "#prat")}
    )
    done = CliRunner().invoke(command, ["inspect", str(tmp_path / "site")], env=environment)
    assert done.exit_code == 1
    assert (
        done.stderr.splitlines()[0]
        == "site/en/a.html:13:4: error[YB703]: “#prat” leads to a place that is not on that page"
    )
    assert done.stderr.splitlines()[-1].endswith("hint: did you mean “#part”?")
