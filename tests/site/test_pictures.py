"""Pictures and attachments of records: on pages, in the list of a kind without pages, as the picture that is shared."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.builds import built, contents
from tests.support.illustrated import illustrated_world, pdf, photo, spreadsheet
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.loading import read_with_pictures
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import Diagnostic
from yearbook.site.documents import measure_document
from yearbook.site.images import measure_image


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the illustrated yearbook, built once."""
    folder = tmp_path_factory.mktemp("illustrated")
    built(BuildOptions(illustrated_world(folder / "content"), ROOT / "templates", folder / "site"))
    found = contents(folder / "site")
    texts = (".html", ".md", ".csv", ".json", ".js")
    return {path: data.decode() for path, data in found.items() if path.endswith(texts)}


def figures(page: str) -> list[str]:
    """The figures of the part with the pictures."""
    gallery = page.partition('id="pictures"')[2].partition("</section>")[0]
    return re.findall(r"<figure.*?</figure>", gallery, re.DOTALL)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_record_shows_its_pictures_in_order_with_what_is_said_of_them(site: dict[str, str]) -> None:
    english, chinese = (figures(site[f"{code}/honors/green-city.html"]) for code in ("en", "zh"))
    assert [re.findall(r'alt="([^"]*)"', each) for each in english] == [
        ["Volunteers plant trees"], ["The whole road"], ["A lamp"], [""],
    ]  # fmt: skip
    assert text(english[0]) == "Long Road in March Long Road 12 March 2017 Photo by Wang Wu"
    assert text(chinese[0]) == "三月的长路 长路 2017年3月12日 王五摄"
    assert '<span lang="zh-Hans">新路灯</span>' in english[2]
    assert "figcaption" not in english[1]


def test_a_picture_leads_to_its_large_version_and_has_several_widths(site: dict[str, str]) -> None:
    found = figures(site["en/honors/green-city.html"])
    large = "../../media/2017/植树%20现场.JPG"
    small = "../../media/2017/植树%20现场.w480.JPG"
    assert f'<a class="picture-frame" href="{large}" data-enlarge>' in found[0]
    assert f'srcset="{small} 480w, ' in found[0]
    assert 'width="1200" height="800"' in found[0]
    assert ["panorama" in each for each in found] == [False, True, False, False]
    assert "picture-portrait" in found[2]
    assert "<a " not in found[3], "a decorative picture has no words to name a link"


def test_attachments_are_linked_with_pages_and_size(site: dict[str, str]) -> None:
    page = site["en/honors/green-city.html"]
    shown = page.partition('class="attachments"')[2].partition("</ul>")[0]
    lines = [text(each) for each in re.findall(r"<li>(.*?)</li>", shown)]
    assert lines[0].startswith("Certificate PDF 12 pages ")
    assert re.fullmatch(r"Trees planted XLSX 2 pages \d+ kB", lines[1])
    assert lines[2] == "The scan JPG 800 × 600"
    assert 'href="../../media/证书.pdf"' in shown


def test_a_picture_in_a_text_has_its_title_as_caption(site: dict[str, str]) -> None:
    page = site["zh/honors/green-city.html"]
    prose = page.partition('<div class="prose"')[2].partition('id="pictures"')[0]
    (found,) = re.findall(r"<figure.*?</figure>", prose)
    assert "<figcaption><p>开工当天</p></figcaption>" in found
    assert "title=" not in found
    assert re.search(r'<p><img alt="图标"[^>]*></p>', prose)
    assert "开工当天</p></figcaption>" in site["parallel/honors/green-city.html"]


def test_events_show_their_pictures_in_the_chronicle(site: dict[str, str]) -> None:
    page = site["en/chronicle.html"]
    assert 'alt="The ribbon"' in page
    assert "The ceremony" in page


@pytest.mark.parametrize(
    ("path", "name", "words"),
    [
        ("en/honors/green-city.html", "2017/%E6%A4%8D%E6%A0%91%20%E7%8E%B0%E5%9C%BA.JPG", "Volunteers plant trees"),
        ("zh/projects/long-road.html", "2017/%E6%A4%8D%E6%A0%91%20%E7%8E%B0%E5%9C%BA.JPG", "路"),
    ],
)
def test_the_first_or_the_marked_picture_is_shared(site: dict[str, str], path: str, name: str, words: str) -> None:
    def tag(name: str) -> str:
        found = re.search(rf'<meta property="og:image{name}" content="([^"]*)">', site[path])
        assert found is not None
        return found[1]

    assert tag("") == f"https://example.org/book/media/{name}"
    assert (tag(":type"), tag(":width"), tag(":height"), tag(":alt")) == ("image/jpeg", "1200", "800", words)


def test_they_are_in_the_markdown_twin(site: dict[str, str]) -> None:
    twin = site["en/honors/green-city.md"]
    assert (
        "## Pictures\n\n- ![Volunteers plant trees](<../../media/2017/植树%20现场.JPG>) Long Road in March" in twin
        or ("- ![Volunteers plant trees](../../media/2017/植树%20现场.JPG) Long Road in March" in twin)
    )
    assert "- ![](../../media/line.svg)" in twin
    assert "[Trees planted](../../media/trees.xlsx) (2 pages)" in twin


def test_they_are_in_the_data(site: dict[str, str]) -> None:
    honors = json.loads(site["data/yearbook.json"])["records"]["honor"]
    (honor,) = (each for each in honors if each["id"] == "green-city")
    first, *_, last = honor["facts"]["pictures"]
    assert first["file"] == "2017/植树 现场.JPG"
    assert (first["date"], first["layout"], first["credit"]["en"]) == ("2017-03-12", "column", "Photo by Wang Wu")
    assert last["decorative"] is True
    assert [each["file"] for each in honor["facts"]["attachments"]] == ["证书.pdf", "trees.xlsx", "scan.jpg"]
    rows = list(csv.DictReader(site["data/pictures.csv"].lstrip("\ufeff").splitlines()))
    assert [(each["record_id"], each["path"], each["file"]) for each in rows][:2] == [
        ("green-city", "/pictures/0", "2017/植树 现场.JPG"),
        ("green-city", "/pictures/1", "wide.png"),
    ]
    assert rows[1]["layout"] == "across"
    assert "证书.pdf" in site["data/attachments.csv"]


def test_they_are_in_the_linked_data(site: dict[str, str]) -> None:
    def linked(path: str) -> dict[str, Any]:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', site[path])
        assert found is not None
        data: dict[str, Any] = json.loads(found[1])
        return data

    honor = linked("en/honors/green-city.html")
    assert honor["image"][0] == {
        "@type": "ImageObject",
        "contentUrl": "https://example.org/book/media/2017/%E6%A4%8D%E6%A0%91%20%E7%8E%B0%E5%9C%BA.JPG",
        "encodingFormat": "image/jpeg",
        "description": "Volunteers plant trees",
        "caption": "Long Road in March",
        "creditText": "Photo by Wang Wu",
        "dateCreated": "2017-03-12",
        "contentLocation": {"@type": "Place", "name": "Long Road"},
    }
    assert honor["associatedMedia"][0]["encodingFormat"] == "application/pdf"


def test_search_finds_what_is_said_of_them(site: dict[str, str]) -> None:
    scripts = "".join(text for path, text in site.items() if path.startswith("zh/search/"))
    words = ("三月的长路", "王五摄", "志愿者种树", "获奖证书", "剪彩仪式")
    assert [each for each in words if each not in scripts] == []


def test_a_record_without_pictures_has_no_trace_of_them(tmp_path: Path) -> None:
    built(BuildOptions(small_world(tmp_path / "content"), ROOT / "templates", tmp_path / "site"))
    page = (tmp_path / "site/en/honors/green-city.html").read_text("utf-8")
    assert not re.search("gallery|picture|attachment", page.partition("<main")[2])


def test_a_file_that_nothing_shows_is_told(tmp_path: Path) -> None:
    content = illustrated_world(tmp_path / "content", {"media/old.jpg": photo()})
    _, warnings = read_with_pictures(BuildOptions(content, ROOT / "templates", tmp_path / "site"))
    unused = [each for each in warnings if each.mistake.code == "YB343"]
    assert [(each.place.path, each.is_error) for each in unused] == [("content/media/old.jpg", False)]


def office(*names: str, mimetype: str = "") -> bytes:
    """A ZIP file with empty files of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for each in names:
            archive.writestr(each, "")
    return out.getvalue()


DOCX = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "data", "code", "found"),
    [
        ("a.jpg", b"", "YB760", ""),
        ("a.jpg", "这是文字".encode(), "YB752", "text"),
        ("a.jpg", "这是文字，很长的一段".encode("gb18030"), "YB752", "text"),
        ("a.png", photo("JPEG"), "YB752", "JPEG"),
        ("a.svg", photo("PNG"), "YB752", "PNG"),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "YB752", "HEIC"),
        ("a.jpg", b"%PDF-1.7", "YB752", "PDF"),
        ("a.jpg", b"<!DOCTYPE html><p>404</p>", "YB752", "HTML"),
        ("a.jpg", photo("JPEG")[:300], "YB751", ""),
        ("a.pdf", b"", "YB760", ""),
        ("a.pdf", b"nothing but text", "YB752", "text"),
        ("a.docx", office(*DOCX, "word/vbaProject.bin"), "YB752", "DOCX with macros"),
        ("a.docx", spreadsheet(), "YB752", "XLSX"),
        ("a.docx", spreadsheet()[:400], "YB761", ""),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "YB752", "DOC/XLS/PPT"),
        ("a.csv", photo("JPEG"), "YB752", "JPEG"),
    ],
)
def test_what_a_file_holds_is_compared_with_its_ending(name: str, data: bytes, code: str, found: str) -> None:
    measure = measure_document if name.endswith(("pdf", "docx", "xlsx", "csv")) else measure_image
    wrong = measure(data, f"media/{name}", "content")
    assert isinstance(wrong, Diagnostic)
    assert (wrong.mistake.code, wrong.place.path) == (code, f"content/media/{name}")
    assert dict(wrong.words).get("found", "") == found


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("a.PDF", pdf(3), 3),
        ("a.pdf", b"%PDF-1.7\nbroken", 0),
        ("a.docx", office(*DOCX), 0),
        ("a.xlsx", spreadsheet(), 0),
        ("a.odt", office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), 0),
        ("a.csv", "名称,数量\n树,3\n".encode("gb18030"), 0),
    ],
)
def test_documents_are_measured(name: str, data: bytes, pages: int) -> None:
    found = measure_document(data, f"media/{name}", "content")
    assert not isinstance(found, Diagnostic)
    assert (found.bytes, found.pages) == (len(data), pages)
