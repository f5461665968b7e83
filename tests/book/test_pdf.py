"""What a reader finds in the PDF: text, pages, bookmarks, links, fonts, structure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject

from tests.support.books import (
    Editions,
    Printed,
    alternatives,
    bookmarks,
    editions_of,
    elements,
    printed,
    tight,
    words,
)
from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from yearbook.book.composition import compose_book
from yearbook.book.requests import A4, PARALLEL_LANGUAGE, SIXTEENMO, Request, Scope
from yearbook.book.typesetting import Typesetter, book_key, compile_book
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.site.views import charts
from yearbook.site.views.page_context import PageContext

POINT = 72 / 25.4  # points in a millimetre


def test_pages_have_the_text_of_their_language(whole: dict[str, Printed]) -> None:
    zh, en, both = ("".join(whole[each].pages) for each in ("zh", "en", PARALLEL_LANGUAGE))
    assert "绿化办在长路两侧植树" in zh
    assert "【绿化先进单位】" in zh
    assert tight("The Greening Office planted trees along Long Road") in en
    assert "【" not in en
    assert "绿化办在长路两侧植树" in both
    assert tight("The Greening Office planted trees along") in both


def test_a_text_without_translation_is_printed_in_the_other_language(whole: dict[str, Printed]) -> None:
    assert "三个单位获奖" in "".join(whole["en"].pages)


def test_bookmarks_are_the_chapters_sections_and_entries(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        for title, page in bookmarks(each.reader):
            assert tight(title) in each.pages[page]
    titles = [title for title, _ in bookmarks(whole["zh"].reader)]
    assert {"卷首语", "大事记", "荣誉", "市级", "【绿化先进单位】", "来源", "单位索引"} <= set(titles)


def test_a_bookmark_has_a_space_between_its_languages(whole: dict[str, Printed]) -> None:
    titles = [title for title, _ in bookmarks(whole[PARALLEL_LANGUAGE].reader)]
    assert ["荣誉", "Honours"] in [each.split() for each in titles]


def test_each_line_of_the_contents_gives_the_page_of_its_heading(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        head = dict(each.book.languages[0].words)["contents"]
        labels = each.reader.page_labels
        contents = [
            page for page, text in enumerate(each.pages) if head in text and re.fullmatch("[ivx]+", labels[page])
        ]
        assert contents
        lines = "".join(each.pages[page] for page in contents)
        for title, page in bookmarks(each.reader):
            if page not in contents and page > contents[0]:
                assert re.search(rf"{re.escape(tight(title))}{labels[page]}(?!\d)", lines), (title, labels[page])


def test_each_index_entry_gives_the_pages_of_its_records(whole: dict[str, Printed], small: Editions) -> None:
    for language in ("zh", "en"):
        each = whole[language]
        titles = {f"{one.kind}:{one.id}": one.title.read(language).text for one in small[language].yearbook}
        start = min(page for title, page in bookmarks(each.reader) if title in {one.title for one in each.book.indexes})
        feet = zip(each.pages, each.reader.page_labels, strict=True)
        back = "\n".join([text.removesuffix(label) for text, label in feet][start:])
        seen = 0
        for index in each.book.indexes:
            for line in (one for group in index.groups for one in group.lines):
                term = tight("".join(str(child) for child in line.term.children))
                found = re.search(rf"{re.escape(term)}((?:\d+,)*\d+)", back)
                assert found, term
                shown = [each.on(label) for label in found[1].split(",")]
                names = [titles[target] for target in line.targets]
                assert all(any(tight(name) in page for page in shown) for name in names), (term, found[1])
                assert all(any(tight(name) in page for name in names) for page in shown), (term, found[1])
                seen += 1
        assert seen >= 12


def test_an_index_is_grouped_by_letters(whole: dict[str, Printed]) -> None:
    subjects = whole["zh"].book.indexes[-1]
    letters = [each.letter for each in subjects.groups]
    assert letters == sorted(letters)
    assert {"C", "L"} <= set(letters)  # 产值, 长路工程; 绿化先进单位, 两步法


def test_pages_have_the_size_asked_for_and_a_trim_box_within_the_bleed(typesetter: Typesetter, small: Editions) -> None:
    request = Request(Scope.ENTRY, "zh", "honor", "green-city", SIXTEENMO, bleed=True)
    page = printed(typesetter, compose_book(small, request)).reader.pages[0]
    assert (round(page.trimbox.width / POINT), round(page.trimbox.height / POINT)) == (185, 260)
    assert (round(page.mediabox.width / POINT), round(page.mediabox.height / POINT)) == (191, 266)
    plain = printed(typesetter, compose_book(small, replace(request, paper=A4, bleed=False))).reader.pages[0]
    assert (round(plain.mediabox.width / POINT), round(plain.mediabox.height / POINT)) == (210, 297)


def test_the_file_declares_its_standards_title_and_language(whole: dict[str, Printed]) -> None:
    for language, each in whole.items():
        catalog = each.reader.trailer["/Root"]
        assert isinstance(catalog, DictionaryObject)
        metadata = catalog["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
        for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
            assert re.search(rf"{name}(?:>|=\"){value}", metadata), name
        assert str(catalog["/MarkInfo"]).count("'/Marked': True") == 1
        assert str(catalog["/Lang"]).startswith("en" if language == "en" else "zh")
        assert each.reader.metadata is not None
        assert each.reader.metadata.title == each.book.title
        assert str(each.reader.metadata.creation_date).startswith("2018-06-30")


def test_every_font_is_embedded(whole: dict[str, Printed]) -> None:
    names = set()
    for page in whole[PARALLEL_LANGUAGE].reader.pages:
        for font in fonts(page):
            descendants = font.get("/DescendantFonts", ArrayObject([font]))
            descriptor = descendants[0].get_object()["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(font["/BaseFont"]).partition("+")[2])
    assert any(each.startswith("NotoSerifSC") for each in names)
    assert any(each.startswith("LibertinusSerif") for each in names)
    assert any(each.startswith("NotoSansCJK") for each in names)


def fonts(page: DictionaryObject) -> Iterator[DictionaryObject]:
    resources: Any = page["/Resources"].get_object()
    for each in resources.get("/Font", DictionaryObject()).get_object().values():
        yield each.get_object()


def test_dossiers_and_sheets_print_their_records(typesetter: Typesetter, small: Editions) -> None:
    dossier = printed(typesetter, compose_book(small, Request(Scope.UNIT, PARALLEL_LANGUAGE, "unit", "green-office")))
    assert "绿化先进单位" in "".join(dossier.pages)
    assert tight("Advanced Unit in Greening") in "".join(dossier.pages)
    for kind, identity in (
        ("project", "long-road"),
        ("ledger", "roads"),
        ("indicator", "output"),
        ("program", "two-steps"),
    ):
        sheet = printed(typesetter, compose_book(small, Request(Scope.ENTRY, PARALLEL_LANGUAGE, kind, identity)))
        title = small["en"].yearbook.get(kind, identity).title
        assert all(tight(text) in sheet.pages[0] for _, text in title.values)


def test_notes_are_numbered_from_one_on_every_page(whole: dict[str, Printed]) -> None:
    pages = [page for page in whole["zh"].pages if "①" in page]
    assert any("③" in page for page in pages)
    for page in pages:
        numbers = {ord(each) - ord("①") for each in page if "①" <= each <= "⑳"}
        assert numbers == set(range(len(numbers)))
        assert all(page.count(chr(ord("①") + each)) >= 2 for each in numbers), "at its place and at the foot"


def test_a_long_text_begins_on_the_page_where_its_chapter_begins(typesetter: Typesetter, tmp_path: Path) -> None:
    long = "\n\n".join(f"Paragraph {number} says again what was built. " * 10 for number in range(5))
    text = FILES["years/2018.en.md"].replace("Roads were built in the year.", long.replace("\n", "\n            "))
    more = 'highlights: ["indicator:output#2018"]\n            sources: [{source: report, at: 道路}]\n'
    year = FILES["years/2018.md"].replace("---\n\n", f"{more}            ---\n\n")
    world = small_world(tmp_path, {"years/2018.md": year, "years/2018.en.md": text})
    book = printed(typesetter, compose_book(editions_of(world), Request(Scope.YEAR, "en", "year", "2018")))
    pages = dict(bookmarks(book.reader))
    assert pages["Foreword"] == pages["A Year of Roads"]
    assert "Paragraph0says" in book.pages[pages["Foreword"]]


def test_links_lead_to_the_page_of_their_record(whole: dict[str, Printed]) -> None:
    each = whole["zh"]
    numbers = {getattr(page.indirect_reference, "idnum", 0): place for place, page in enumerate(each.reader.pages)}
    found = [numbers[to.idnum] for page in each.reader.pages for to in destinations(page)]
    assert len(found) > 40
    headed = {page for title, page in bookmarks(each.reader) if title == "【长路工程】"}
    assert headed <= {place for place in found if "【长路工程】" in each.pages[place]}


def destinations(page: DictionaryObject) -> Iterator[Any]:
    """The pages to which links on a page lead, but for those of the contents, which go by names."""
    for each in page.get("/Annots", ArrayObject()):
        to = each.get_object()["/Dest"]
        if isinstance(to, ArrayObject):
            yield to[0]


def test_the_file_has_the_structure_of_a_tagged_pdf(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        with pikepdf.open(io.BytesIO(each.data)) as file:
            assert file.check_pdf_syntax() == []
            roles = [str(one.get("/S")) for one in elements(file.Root.StructTreeRoot)]
            assert {"/Document", "/H1", "/P", "/Table", "/TH", "/TD", "/Note", "/TOC", "/Link", "/Figure"} <= set(roles)
            figures = [one for one in elements(file.Root.StructTreeRoot) if one.get("/S") == "/Figure"]
            assert all(str(one.get("/Alt", "")) for one in figures)


def test_charts_have_alternative_text(small: Editions, whole: dict[str, Printed]) -> None:
    drawn = charts.honors_chart(PageContext(small["zh"], ""))
    assert drawn is not None
    assert drawn.description in alternatives(whole["zh"].data)
    assert tight(drawn.title.text) in "".join(whole["zh"].pages)


PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0a0"/></svg>'
)


def test_a_picture_is_printed_or_else_its_description(typesetter: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace(
        "三个单位获奖", "![一棵树](media/tree.svg)\n\n            三个单位获奖"
    )
    small = editions_of(
        small_world(tmp_path, {"honors/2018/clean-streets.md": honor, "media/tree.svg": PICTURE.decode()})
    )
    book = compose_book(small, Request(Scope.ENTRY, "zh", "honor", "clean-streets"))
    without = printed(typesetter, book)
    assert "[一棵树]" in "".join(without.pages)
    shown = replace(typesetter, pictures={"media/tree.svg": PICTURE, "media/other.svg": b"not of this book"})
    with_picture = printed(shown, book)
    assert "[一棵树]" not in "".join(with_picture.pages)
    assert "一棵树" in alternatives(with_picture.data)
    assert book_key(shown, book) != book_key(typesetter, book)
    assert book_key(shown, book) == book_key(replace(shown, pictures={"media/tree.svg": PICTURE}), book)


def picture(ending: str, size: tuple[int, int] = (1600, 900)) -> bytes:
    """Return a picture of a format: a red field, turned by its metadata where the format has them."""
    made, out = Image.new("RGB", size, (181, 51, 36)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = {"exif": exif} if ending in (".jpg", ".JPG", ".webp") else {}
    made.save(out, Image.registered_extensions()[ending.lower()], **kept)
    return out.getvalue()


def with_picture_at(path: str) -> str:
    shown = f"![一棵树]({path})\n\n            三个单位获奖"
    return FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", shown)


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".avif", ".gif", ".svg"])
def test_pictures_of_every_format_are_printed(ending: str, typesetter: Typesetter, tmp_path: Path) -> None:
    path = f"media/2018/tree{ending}"
    honor = FILES["honors/2018/clean-streets.md"].replace(
        "三个单位获奖", f"![一棵树]({path})\n\n            三个单位获奖"
    )
    root = small_world(tmp_path, {"honors/2018/clean-streets.md": honor, path: "<svg/>"})
    data = PICTURE if ending == ".svg" else picture(ending)
    (root / path).write_bytes(data)
    book = compose_book(editions_of(root), Request(Scope.ENTRY, "zh", "honor", "clean-streets"))
    found = printed(replace(typesetter, pictures={path: data}), book)
    assert "[一棵树]" not in "".join(found.pages)
    assert "一棵树" in alternatives(found.data)


def test_a_picture_that_cannot_be_read_is_named(typesetter: Typesetter, tmp_path: Path) -> None:
    path = "media/tree.jpg"
    honor = FILES["honors/2018/clean-streets.md"].replace(
        "三个单位获奖", f"![一棵树]({path})\n\n            三个单位获奖"
    )
    root = small_world(tmp_path, {"honors/2018/clean-streets.md": honor, path: "x"})
    (root / path).write_bytes(picture(".jpg"))
    book = compose_book(editions_of(root), Request(Scope.ENTRY, "zh", "honor", "clean-streets"))
    with pytest.raises(DiagnosticsError) as error:
        compile_book(replace(typesetter, pictures={path: picture(".jpg")[:900]}), book)
    assert [(each.mistake.code, each.place.path) for each in error.value.diagnostics] == [("YB751", f"content/{path}")]


def test_footnotes_of_authors_are_printed_at_each_reference(typesetter: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", "三个单位[^a]获奖[^a]")
    changed = {"honors/2018/clean-streets.md": f"{honor}\n            [^a]: 单位名单见公报。\n"}
    book = printed(
        typesetter,
        compose_book(editions_of(small_world(tmp_path, changed)), Request(Scope.ENTRY, "zh", "honor", "clean-streets")),
    )
    marks = re.search(r"三个单位(.)获奖(.)", book.pages[0])
    assert marks, "each place that refers to the note has one of its own"
    assert all(f"{each}单位名单见公报。" in book.pages[0] for each in marks.groups())


def test_the_real_yearbook_can_be_typeset(typesetter: Typesetter) -> None:
    real = editions_of(ROOT / "content")
    book = printed(typesetter, compose_book(real, Request(Scope.YEAR, "zh", "year", "2016")))
    assert len(book.pages) > 40
    for title, page in bookmarks(book.reader):
        assert tight(title) in book.pages[page]
    check_heads(book)


def check_heads(book: Printed) -> None:
    """The chapter on left-hand pages, on right-hand ones the entry that begins there or goes on; the number outside."""
    chapters = {words(each.titles[0]) for each in book.book.chapters}
    marks = list(bookmarks(book.reader))
    opened = [each for each in marks if each[0] in chapters]
    index = next(page for title, page in marks if title == book.book.indexes[0].title)
    seen = 0
    for page in range(opened[0][1], index):
        chapter = next(each for each in reversed(opened) if each[1] <= page)
        if chapter[1] == page:
            continue
        since = marks[marks.index(chapter) + 1 :]
        entry = (
            [each for each in since if each[1] == page] or [each for each in since if each[1] < page][-1:] or [chapter]
        )
        label = book.reader.page_labels[page]
        head = f"{label}{chapter[0]}" if page % 2 else f"{tight(entry[0][0])}{label}"
        assert head in book.pages[page][: len(head) + 20], (label, head)
        seen += 1
    assert seen > 20


def test_a_chart_is_no_wider_than_its_column(whole: dict[str, Printed]) -> None:
    book = whole["zh"]
    (page,) = (each for each, text in zip(book.reader.pages, book.pages, strict=True) if "产值（历期数值）" in text)
    longest = max(last - first for first, last in _filled(page))
    column = (A4.width - A4.inner - A4.outer) / 2 * POINT
    assert 0.5 * column < longest < column


def _filled(page: Any) -> list[tuple[float, float]]:
    """The first and last point of each filled path of a page, from left to right."""
    found: list[tuple[float, float]] = []
    points: list[float] = []

    def visit(operator: bytes, operands: list[Any], matrix: list[float], _: list[float]) -> None:
        if operator in (b"m", b"l"):
            points.append(float(operands[0]) * matrix[0] + matrix[4])
        elif operator == b"re":
            points.extend((float(operands[0]) + each) * matrix[0] + matrix[4] for each in (0, float(operands[2])))
        elif operator in (b"f", b"f*", b"n", b"S"):
            if operator == b"f" and points:
                found.append((min(points), max(points)))
            points.clear()

    page.extract_text(visitor_operand_before=visit)
    return found
