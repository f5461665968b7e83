"""A build makes every page, keeps content as it is, and includes drafts and pictures as asked."""

from __future__ import annotations

import io
import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.support.builds import built, contents, edit, run, state
from tests.support.small import DRAFT
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.loading import read_with_pictures
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST
from yearbook.build.server.state import PreviewState, update_preview
from yearbook.model import urls
from yearbook.model.kinds import KINDS

pytestmark = pytest.mark.usefixtures("templates_read_once")


RECORDS = (
    ("honor", "green-city"), ("honor", "clean-streets"), ("project", "long-road"), ("program", "two-steps"),
    ("year", "2017"), ("year", "2018"), ("ledger", "roads"), ("indicator", "output"), ("commitment", "plant-more"),
    ("event", "road-opens"), ("unit", "small-district"), ("unit", "green-office"), ("unit", "city-government"),
    ("source", "report"), ("source", "letter"), ("theme", "garden"), ("term", "greening"),
)  # fmt: skip


IN_BOTH = (
    ("honor", "green-city"), ("project", "long-road"), ("program", "two-steps"), ("year", "2017"), ("year", "2018"),
)  # fmt: skip
"""Records with prose in both languages."""
WITHOUT_RECORDS = {kind.index for kind in KINDS.values() if kind.optional}
"""Indexes of optional kinds of which the small yearbook has no record."""


def test_everything_has_its_page_in_each_language(options: BuildOptions) -> None:
    found = built(options)
    expected = {"index.html", "404.html"}
    for code in ("zh", "en"):
        expected |= {f"{code}/{path}" for name, path in urls.INDEXES.items() if name not in WITHOUT_RECORDS}
        expected |= {urls.record_url(code, kind, each).path for kind, each in RECORDS}
    expected |= {urls.parallel_address(*each).path for each in IN_BOTH}
    assert {each for each in found if each.endswith(".html")} == expected
    for code in ("zh", "en"):
        for kind, each in RECORDS:
            address = urls.record_url(code, kind, each)
            assert f'id="{address.fragment}"' in found[address.path].decode() or not address.fragment


def test_content_is_never_changed(options: BuildOptions) -> None:
    before = state(options.content), state(options.templates)
    pipeline.build(options)
    run(options, command_name="check")
    edit(options.content / "themes.yaml", "绿化。", "绿")
    changed = state(options.content)
    pipeline.build(options)
    assert state(options.content) == changed
    assert state(options.templates) == before[1]
    edit(options.content / "themes.yaml", "绿", "绿化。")
    assert {path: data for path, (*_, data) in state(options.content).items()} == {
        path: data for path, (*_, data) in before[0].items()
    }


def test_a_picture_in_a_text_is_in_the_site(options: BuildOptions) -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    world(options.content, {"media/tree.svg": drawn})
    edit(options.content / "honors/2017/green-city.md", "2017年3月获奖。", "![一棵树](media/tree.svg)")
    found = built(options)
    (address,) = re.findall(r'<img [^>]*src="([^"]*)"', found["zh/honors/green-city.html"].decode())
    assert found[posixpath.normpath(f"zh/honors/{address}")].decode() == drawn


def test_a_large_picture_is_scaled_with_a_notice(options: BuildOptions) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4800, 3000), "red").save(out, "JPEG")
    world(options.content, {"media/a.jpg": out.getvalue()})
    report, again = pipeline.build(options), pipeline.build(options)
    published = Image.open(io.BytesIO((options.output / "media/a.jpg").read_bytes()))
    assert published.size == (2400, 1500)
    (notice,) = (each for each in report.warnings if each.mistake.code == "YB757")
    assert (notice.place.path, notice.is_error) == ("content/media/a.jpg", False)
    assert notice in again.warnings
    assert notice in read_with_pictures(options)[1]
    assert notice in update_preview(options, PreviewState(), None).diagnostics


def test_files_with_spaces_han_and_capitals_in_their_names_are_in_the_site(options: BuildOptions) -> None:
    picture, out = Image.new("RGB", (1200, 800), "red"), io.BytesIO()
    picture.save(out, "JPEG")
    world(options.content, {"media/2017/植树 现场, (1).JPG": out.getvalue(), "media/证书 1.pdf": b"%PDF-1.7"})
    text = "![植树](<media/2017/植树 现场, (1).JPG>)\n\n[证书](media/证书%201.pdf)"
    edit(options.content / "honors/2017/green-city.md", "2017年3月获奖。", text)
    found = built(options)
    html = found["zh/honors/green-city.html"].decode()
    (source,) = re.findall(r'<img [^>]*src="([^"]*)"', html)
    (chosen,) = re.findall(r'<img [^>]*srcset="([^"]*)"', html)
    (linked,) = re.findall(r'<a href="([^"]*pdf)"', html)
    offered = [each.split(" ")[0] for each in chosen.split(", ")]
    assert len(offered) == 3
    for each in (source, linked, *offered):
        assert posixpath.normpath(f"zh/honors/{unquote(unescape(each))}") in found
    assert found["media/证书 1.pdf"] == b"%PDF-1.7"


def test_drafts_are_left_out_unless_asked_for(options: BuildOptions) -> None:
    world(options.content, {"honors/2018/to-come.md": DRAFT})
    assert "未定之奖" not in b"".join(built(options).values()).decode()
    assert "zh/honors/to-come.html" not in contents(options.output)
    assert run(options, "--drafts").exit_code == 0
    assert "zh/honors/to-come.html" in contents(options.output)
    assert "未定之奖" in contents(options.output)["zh/honors/index.html"].decode()


def test_a_draft_is_checked_like_all_else(options: BuildOptions) -> None:
    world(options.content, {"honors/2018/to-come.md": DRAFT.replace("source: letter", "source: leter")})
    assert run(options).exit_code == 1


def test_what_names_a_draft_does_not_lead_to_it(options: BuildOptions) -> None:
    world(options.content, {"honors/2018/to-come.md": DRAFT})
    edit(options.content / "honors/2017/green-city.md", '["project:long-road"]', '["honor:to-come"]')
    edit(options.content / "projects/long-road.md", "honor:green-city", "honor:to-come")
    assert "to-come.html" not in b"".join(built(options).values()).decode()


def test_translations_that_lack_or_lag_are_warned_of(options: BuildOptions) -> None:
    def warned() -> set[tuple[str, str]]:
        return {(each.mistake.code, each.place.path) for each in pipeline.build(options).warnings}

    untranslated = ("YB401", "content/honors/2018/clean-streets.md")
    assert untranslated in warned()
    assert ("YB403", "content/projects/long-road.en.md") in warned()
    assert run(options, "--all", command_name="translated").exit_code == 0
    assert warned() == {untranslated}
    edit(options.content / "projects/long-road.md", "一条长路", "一条很长的路")
    assert warned() == {untranslated, ("YB402", "content/projects/long-road.en.md")}
    assert run(options, "project:long-road", command_name="translated").exit_code == 0
    assert warned() == {untranslated}


def test_check_writes_nothing(options: BuildOptions) -> None:
    result = run(options, command_name="check")
    assert (result.exit_code, result.stdout) == (0, f"{len(RECORDS)} records: no errors, 6 warnings\n")
    assert not options.output.exists()


@pytest.mark.parametrize("base", ["https://example.org/book", "https://example.org/book/", "https://example.org/a&b"])
def test_with_a_public_address_pages_say_where_they_are(options: BuildOptions, base: str) -> None:
    assert run(options, f"--base-url={base}").exit_code == 0
    found, top = contents(options.output), base.rstrip("/")
    shown = top.replace("&", "&amp;")
    for code in ("zh", "en"):
        page = found[f"{code}/honors/green-city.html"].decode()
        assert f'<link rel="canonical" href="{shown}/{code}/honors/green-city.html">' in page
        for tag, other in (("zh-Hans", "zh"), ("en", "en")):
            assert f'<link rel="alternate" hreflang="{tag}" href="{shown}/{other}/honors/green-city.html">' in page
    space, xhtml = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
    pairs = {
        url.findtext(f"{space}loc"): {each.get("hreflang"): each.get("href") for each in url.iter(f"{xhtml}link")}
        for url in ElementTree.fromstring(found["sitemap.xml"])
    }
    pages = {each for each in found if each.endswith(".html") and each != "404.html"}
    assert set(pairs) == {urls.absolute(top, each) for each in pages}
    assert pairs.pop(f"{top}/") == {}
    assert [pairs.pop(urls.absolute(top, urls.parallel_address(*each).path)) for each in IN_BOTH] == [{}] * len(IN_BOTH)
    for address, others in pairs.items():
        assert set(others) == {"zh-Hans", "en"}
        assert address in others.values()
        assert all(pairs[each] == others for each in others.values())
    assert f"Sitemap: {top}/sitemap.xml\n" in found["robots.txt"].decode()
    hosts = re.findall(rb'(?:href|src|srcset)="(\w+:[^"]*)', b"".join(found[each] for each in pages))
    assert hosts
    assert all(each.startswith(shown.encode()) for each in hosts)


def test_without_a_public_address_there_is_no_sitemap(options: BuildOptions) -> None:
    found = built(options)
    assert not {"sitemap.xml", "robots.txt"} & set(found)
    assert b"canonical" not in b"".join(found.values())


def test_the_address_in_the_configuration_is_that_of_the_command(options: BuildOptions, tmp_path: Path) -> None:
    run(options, "--base-url=https://example.org/book")
    edit(options.content / "yearbook.yaml", "languages:", "address: https://example.org/book\nlanguages:")
    assert pipeline.build(options).decision.is_nothing


def test_the_record_is_no_page(options: BuildOptions) -> None:
    assert MANIFEST.startswith(".")
    assert MANIFEST in built(options)
