"""The book: what it holds, and what a PDF reader finds in it, on a small yearbook; the real one is set once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import click
import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from yearbook.book import typesetting, typst_compiler
from yearbook.book.composition import compose_book
from yearbook.book.document import Book
from yearbook.book.nodes import Nodes, book_texts, walk_nodes
from yearbook.book.positions import read_positions
from yearbook.book.printing import PrintingContext, print_books
from yearbook.book.requests import A4, PARALLEL_LANGUAGE, SIXTEENMO, Request, Scope, book_requests
from yearbook.book.typesetting import Typesetter, book_key, compile_book, read_typesetter
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.pdf import book_file_name
from yearbook.cli.pdf import book_request as asked
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.i18n import strings
from yearbook.model import urls
from yearbook.site.edition import Edition, arrange
from yearbook.site.views import charts
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import books

TEMPLATES = ROOT / "templates"
POINT = 72 / 25.4  # points in a millimetre

Editions = Mapping[str, Edition]


def editions_of(content: Path) -> Editions:
    yearbook, _ = read_yearbook(BuildOptions(content, TEMPLATES, content / "nowhere"))
    languages = strings.read_languages(Folders(TEMPLATES), yearbook.configuration.languages)
    return arrange(yearbook, languages)


@dataclass(frozen=True, slots=True)
class Printed:
    """A book with its PDF, and the PDF as a reader sees it."""

    book: Book
    data: bytes
    reader: PdfReader
    pages: tuple[str, ...]
    """The text of each page, without spaces: where a line is broken does not matter."""

    def on(self, label: str) -> str:
        """The text of the page that bears this number."""
        return self.pages[self.reader.page_labels.index(label)]


@pytest.fixture(scope="module")
def press() -> Typesetter:
    return read_typesetter(Folders(TEMPLATES))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return editions_of(small_world(tmp_path_factory.mktemp("small")))


WHOLE = {language: Request(Scope.ALL, language) for language in ("zh", "en", PARALLEL_LANGUAGE)}


@pytest.fixture(scope="module")
def whole(press: Typesetter, small: Editions) -> dict[str, Printed]:
    return {language: printed(press, compose_book(small, request)) for language, request in WHOLE.items()}


def printed(press: Typesetter, book: Book) -> Printed:
    data = compile_book(press, book)
    reader = PdfReader(io.BytesIO(data), strict=True)
    return Printed(book, data, reader, tuple(tight(each.extract_text()) for each in reader.pages))


def tight(text: str) -> str:
    return re.sub(r"\s+|\u00ad", "", text)


def said(book: Book) -> str:
    return "\n".join(book_texts(book))


# What a book holds


def test_every_edition_of_the_site_is_listed_once_with_its_own_path(small: Editions) -> None:
    paths = [each.path for each in book_requests(small)]
    assert len(paths) == len(set(paths)) == 3 * (1 + 2 + 3 + 2 + 1 + 1 + 1 + 1)
    assert "pdf/zh/book.pdf" in paths
    assert "pdf/en/years/2017.pdf" in paths
    assert "pdf/parallel/honors/green-city.pdf" in paths
    assert "pdf/zh/units/green-office.pdf" in paths


def test_pages_of_the_site_link_to_every_edition(small: Editions) -> None:
    linked = {
        path
        for each in small.values()
        for kind in urls.PRINTED_KINDS
        for record in each.ordered[kind]
        for _, path in books(PageContext(each, ""), record)
    }
    assert linked == {each.path for each in book_requests(small)}


def test_a_year_holds_its_records_and_what_they_name(small: Editions) -> None:
    book = compose_book(small, Request(Scope.YEAR, "zh", "year", "2018"))
    assert "街道整洁奖" in said(book)
    assert "长路通车。" in said(book)
    assert "绿化先进单位" not in said(book)
    assert "绿化办公室" in said(book)
    assert book.cover.headline == "2018"


def test_a_dossier_holds_what_names_its_unit(small: Editions) -> None:
    book = compose_book(small, Request(Scope.UNIT, "en", "unit", "green-office"))
    assert "Advanced Unit in Greening" in said(book)
    assert "A thousand more trees are to be planted." in said(book)
    assert "Long Road opens." not in said(book)
    assert [each.label for each in book.chapters][:2] == ["class:units", "class:honors"]


def test_a_sheet_holds_one_record_and_its_sources(small: Editions) -> None:
    book = compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city"))
    assert book.template == "sheet"
    assert [each.label for each in book.chapters] == ["honor:green-city", "class:sources"]
    assert not book.indexes
    assert "工作总结" in said(book)


def test_paragraphs_stand_beside_paragraphs(small: Editions) -> None:
    book = compose_book(small, Request(Scope.ENTRY, PARALLEL_LANGUAGE, "honor", "green-city"))
    beside = [tuple(words(cell) for cell in row.cells) for row in book.chapters[0].rows if len(row.cells) == 2]
    found = [en for zh, en in beside if zh.startswith("绿化办在长路两侧植树")]
    assert found == ["The Greening Office planted trees along Long Road."]
    assert ("经过", "Course") in beside


def tables(book: Book, style: str) -> list[list[list[str]]]:
    """The rows of the tables of a style, as words."""
    found = [
        each for each in walk_nodes(book.chapters) if each.kind == "table" and dict(each.attributes)["style"] == style
    ]
    return [
        [[words(cell.children) for cell in row.children if not isinstance(cell, str)] for row in rows]
        for rows in ([row for row in each.children if not isinstance(row, str)] for each in found)
    ]


def test_a_table_of_all_records_has_heads_with_their_number(small: Editions) -> None:
    (honors,) = tables(compose_book(small, WHOLE["zh"]), "honors")
    assert [row[0] for row in honors] == ["名称", "市级1", "绿化先进单位", "区级1", "街道整洁奖"]
    (both,) = tables(compose_book(small, WHOLE[PARALLEL_LANGUAGE]), "honors")
    assert both[1] == ["市级1Municipal1"]


def test_why_a_number_is_used_stands_in_the_note_of_the_other(small: Editions) -> None:
    for language, because in (("zh", ["总结较晚。"]), (PARALLEL_LANGUAGE, ["总结较晚。", "The summary is later."])):
        book = compose_book(small, Request(Scope.ENTRY, language, "honor", "green-city"))
        notes = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "cites"]
        assert [text for text in because if any(note.endswith(text) for note in notes)] == because
        asides = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "aside"]
        assert any("1000个" in each for each in asides)


def test_a_ledger_is_a_table_only_where_lines_have_several_numbers(small: Editions, tmp_path: Path) -> None:
    (rows,) = tables(compose_book(small, WHOLE["zh"]), "ledger")
    assert rows[0] == ["名目", "数量", "总投资", "计划", "完成", "进度"]
    sums = re.compile(r" +(investment|planned|done): .*\n")
    plain = small_world(tmp_path, {"ledgers/all.yaml": sums.sub("", FILES["ledgers/all.yaml"])})
    book = compose_book(editions_of(plain), WHOLE["zh"])
    assert not tables(book, "ledger")
    lines = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "figure"]
    wanted = ["合计3个", "新开工1个：长路工程", "续建2个"]
    assert [each for each in lines if each.startswith(("合计", "新开工", "续建"))] == wanted


def test_a_line_of_a_ledger_without_a_number_has_its_source(tmp_path: Path) -> None:
    lines = """\
            works:
              title: {zh: 工程台账, en: Works}
              period: 2017
              total: {count: 3个}
              groups:
                - label: {zh: 拟建, en: To be built}
                  members: [long-road]
                  sources: [{source: report, at: 拟建}]
                - {label: {zh: 开工率, en: Share begun}, sources: [{source: report, at: 开工率}]}
              sources: [{source: report, at: 台账}]
        """
    book = compose_book(editions_of(small_world(tmp_path, {"ledgers/works.yaml": lines})), WHOLE["zh"])
    shown = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "figure"]
    assert [each for each in shown if each.startswith(("拟建", "开工率"))] == [
        "拟建长路工程〔1〕“拟建”",
        "开工率〔1〕“开工率”",
    ]


def test_a_highlight_of_a_record_that_the_volume_has_not_is_shown_without_a_page(
    press: Typesetter, tmp_path: Path
) -> None:
    year = FILES["years/2018.md"].replace("---\n\n", 'highlights: ["ledger:roads#count"]\n            ---\n\n')
    volume = Request(Scope.YEAR, "zh", "year", "2018")
    book = compose_book(editions_of(small_world(tmp_path, {"years/2018.md": year})), volume)
    assert tables(book, "highlights") == [[["名目", "数值"], ["2017年道路台账：项目数", "3个"]]]
    assert compile_book(press, book)


def test_an_event_ends_with_a_stop(tmp_path: Path) -> None:
    title, bare = "title: {zh: 长路通车。", "note: {zh: 全长三里。}\n              title: {zh: 长路通车"
    events = FILES["events/all.yaml"].replace(title, bare)
    book = compose_book(editions_of(small_world(tmp_path, {"events/all.yaml": events})), WHOLE["zh"])
    (event,) = (words(each.children) for each in walk_nodes(book.chapters) if each.kind == "event")
    assert event.startswith("长路通车。全长三里。")


def words(found: Nodes) -> str:
    return "".join(each if isinstance(each, str) else words(each.children) for each in found)


def test_no_two_places_have_the_same_label(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        notes = [dict(found.attributes)["id"] for found in walk_nodes(each.book) if found.kind == "cites"]
        anchors = [dict(found.attributes)["label"] for found in walk_nodes(each.book) if found.kind == "anchor"]
        entries = [one.label for chapter in each.book.chapters for part in chapter.sections for one in part.entries]
        assert len(notes) == len(set(notes))
        assert len(anchors + entries) == len(set(anchors + entries))


def test_every_link_and_index_entry_leads_to_a_place_of_the_book(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        places = {dict(found.attributes)["label"] for found in walk_nodes(each.book) if found.kind == "anchor"}
        places |= {one.label for chapter in each.book.chapters for part in chapter.sections for one in part.entries}
        wanted = {
            dict(found.attributes)["target"] for found in walk_nodes(each.book) if found.kind in ("entry-link", "page")
        }
        wanted |= {
            target
            for index in each.book.indexes
            for group in index.groups
            for line in group.lines
            for target in line.targets
        }
        assert wanted <= places


# What a reader finds in the PDF


def test_the_pages_hold_the_text_of_their_language(whole: dict[str, Printed]) -> None:
    zh, en, both = ("".join(whole[each].pages) for each in ("zh", "en", PARALLEL_LANGUAGE))
    assert "绿化办在长路两侧植树" in zh
    assert "【绿化先进单位】" in zh
    assert tight("The Greening Office planted trees along Long Road") in en
    assert "【" not in en
    assert "绿化办在长路两侧植树" in both
    assert tight("The Greening Office planted trees along") in both


def test_a_text_without_translation_is_borrowed_with_a_notice(whole: dict[str, Printed]) -> None:
    assert "三个单位获奖" in "".join(whole["en"].pages)


def test_bookmarks_are_the_classes_sections_and_entries(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        for title, page in bookmarks(each.reader):
            assert tight(title) in each.pages[page]
    titles = [title for title, _ in bookmarks(whole["zh"].reader)]
    assert {"卷首语", "大事记", "荣誉", "市级", "【绿化先进单位】", "来源", "单位索引"} <= set(titles)


def bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """(title, page from 0), in order."""
    waiting: list[Any] = list(reader.outline)
    while waiting:
        first = waiting.pop(0)
        if isinstance(first, list):
            waiting = [*first, *waiting]
        else:
            page = reader.get_destination_page_number(first)
            assert page is not None
            yield str(first.title), page


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


def test_letters_head_the_index(whole: dict[str, Printed]) -> None:
    subjects = whole["zh"].book.indexes[-1]
    letters = [each.letter for each in subjects.groups]
    assert letters == sorted(letters)
    assert {"C", "L"} <= set(letters)  # 产值, 长路工程; 绿化先进单位, 两步法


def test_pages_are_as_large_as_asked_and_are_trimmed_within_the_bleed(press: Typesetter, small: Editions) -> None:
    request = Request(Scope.ENTRY, "zh", "honor", "green-city", SIXTEENMO, bleed=True)
    page = printed(press, compose_book(small, request)).reader.pages[0]
    assert (round(page.trimbox.width / POINT), round(page.trimbox.height / POINT)) == (185, 260)
    assert (round(page.mediabox.width / POINT), round(page.mediabox.height / POINT)) == (191, 266)
    plain = printed(press, compose_book(small, replace(request, paper=A4, bleed=False))).reader.pages[0]
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


def test_dossiers_and_sheets_are_whole_books_too(press: Typesetter, small: Editions) -> None:
    dossier = printed(press, compose_book(small, Request(Scope.UNIT, PARALLEL_LANGUAGE, "unit", "green-office")))
    assert "绿化先进单位" in "".join(dossier.pages)
    assert tight("Advanced Unit in Greening") in "".join(dossier.pages)
    for kind, identity in (
        ("project", "long-road"),
        ("ledger", "roads"),
        ("indicator", "output"),
        ("program", "two-steps"),
    ):
        sheet = printed(press, compose_book(small, Request(Scope.ENTRY, PARALLEL_LANGUAGE, kind, identity)))
        title = small["en"].yearbook.get(kind, identity).title
        assert all(tight(text) in sheet.pages[0] for _, text in title.values)


def test_notes_are_numbered_from_one_on_every_page(whole: dict[str, Printed]) -> None:
    pages = [page for page in whole["zh"].pages if "①" in page]
    assert any("③" in page for page in pages)
    for page in pages:
        numbers = {ord(each) - ord("①") for each in page if "①" <= each <= "⑳"}
        assert numbers == set(range(len(numbers)))
        assert all(page.count(chr(ord("①") + each)) >= 2 for each in numbers), "at its place and at the foot"


def test_nothing_of_what_is_found_in_one_setting_moves_a_line_of_the_next(press: Typesetter, small: Editions) -> None:
    for request in (*WHOLE.values(), Request(Scope.UNIT, "en", "unit", "green-office")):
        assert settings(press, compose_book(small, request)) == 2


def settings(press: Typesetter, book: Book) -> int:
    """How often a book is set until it is finished."""
    found = Mock(wraps=read_positions)
    with patch.object(typesetting, "read_positions", found):
        compile_book(press, book)
    return found.call_count


def test_a_long_text_begins_on_the_page_on_which_its_class_opens(press: Typesetter, tmp_path: Path) -> None:
    long = "\n\n".join(f"Paragraph {number} says again what was built. " * 10 for number in range(5))
    text = FILES["years/2018.en.md"].replace("Roads were built in the year.", long.replace("\n", "\n            "))
    more = 'highlights: ["indicator:output#2018"]\n            sources: [{source: report, at: 道路}]\n'
    year = FILES["years/2018.md"].replace("---\n\n", f"{more}            ---\n\n")
    world = small_world(tmp_path, {"years/2018.md": year, "years/2018.en.md": text})
    book = printed(press, compose_book(editions_of(world), Request(Scope.YEAR, "en", "year", "2018")))
    pages = dict(bookmarks(book.reader))
    assert pages["Foreword"] == pages["A Year of Roads"]
    assert "Paragraph0says" in book.pages[pages["Foreword"]]


def test_links_lead_to_where_their_words_stand(whole: dict[str, Printed]) -> None:
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


def test_the_structure_of_the_file_is_sound(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        with pikepdf.open(io.BytesIO(each.data)) as file:
            assert file.check_pdf_syntax() == []
            roles = [str(one.get("/S")) for one in elements(file.Root.StructTreeRoot)]
            assert {"/Document", "/H1", "/P", "/Table", "/TH", "/TD", "/Note", "/TOC", "/Link", "/Figure"} <= set(roles)
            figures = [one for one in elements(file.Root.StructTreeRoot) if one.get("/S") == "/Figure"]
            assert all(str(one.get("/Alt", "")) for one in figures)


def elements(element: Any) -> Iterator[Any]:
    """Every element of the tree of structure."""
    for each in below(element):
        yield each
        yield from elements(each)


def below(element: Any) -> list[Any]:
    """The elements right below one."""
    kids = element.get("/K", [])
    found = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in found if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def alternatives(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return [str(each.Alt) for each in elements(file.Root.StructTreeRoot) if "/Alt" in each]


def test_charts_are_drawn_with_their_words(small: Editions, whole: dict[str, Printed]) -> None:
    drawn = charts.honors_chart(PageContext(small["zh"], ""))
    assert drawn is not None
    assert drawn.description in alternatives(whole["zh"].data)
    assert tight(drawn.title.text) in "".join(whole["zh"].pages)


PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0a0"/></svg>'
)


def test_a_picture_is_shown_with_its_description_where_it_is_at_hand(press: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace(
        "三个单位获奖", "![一棵树](media/tree.svg)\n\n            三个单位获奖"
    )
    small = editions_of(
        small_world(tmp_path, {"honors/2018/clean-streets.md": honor, "media/tree.svg": PICTURE.decode()})
    )
    book = compose_book(small, Request(Scope.ENTRY, "zh", "honor", "clean-streets"))
    without = printed(press, book)
    assert "[一棵树]" in "".join(without.pages)
    shown = replace(press, pictures={"media/tree.svg": PICTURE, "media/other.svg": b"not of this book"})
    with_picture = printed(shown, book)
    assert "[一棵树]" not in "".join(with_picture.pages)
    assert "一棵树" in alternatives(with_picture.data)
    assert book_key(shown, book) != book_key(press, book)
    assert book_key(shown, book) == book_key(replace(shown, pictures={"media/tree.svg": PICTURE}), book)


def test_a_note_of_an_author_stands_at_the_foot(press: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", "三个单位[^a]获奖[^a]")
    changed = {"honors/2018/clean-streets.md": f"{honor}\n            [^a]: 单位名单见公报。\n"}
    book = printed(
        press,
        compose_book(editions_of(small_world(tmp_path, changed)), Request(Scope.ENTRY, "zh", "honor", "clean-streets")),
    )
    marks = re.search(r"三个单位(.)获奖(.)", book.pages[0])
    assert marks, "each place that refers to the note has one of its own"
    assert all(f"{each}单位名单见公报。" in book.pages[0] for each in marks.groups())


# Texts that look like code, and characters that no font has

CODE = '#panic("x") $x$ *b* _e_ `r` @a <l> = h - / \\ " \' // [y] ]'


def test_text_that_looks_like_code_is_printed_as_it_is(press: Typesetter, tmp_path: Path) -> None:
    quoted = CODE.replace("\\", "\\\\").replace('"', '\\"')
    honor = FILES["honors/2018/clean-streets.md"].replace("街道整洁奖", f'"{quoted}"')
    content = small_world(tmp_path, {"honors/2018/clean-streets.md": honor})
    small = editions_of(content)
    for request in (Request(Scope.ENTRY, "zh", "honor", "clean-streets"), Request(Scope.YEAR, "en", "year", "2018")):
        book = printed(press, compose_book(small, request))
        assert tight(CODE) in "".join(book.pages)
        assert any(CODE in title for title, _ in bookmarks(book.reader))


def test_a_character_without_glyph_is_named_with_its_record(press: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", "三个单位\U00010380获奖\ue123")
    events = FILES["events/all.yaml"].replace("长路通车。", "长路通车\U00010381。")
    changed = {"honors/2018/clean-streets.md": honor, "events/all.yaml": events}
    small = editions_of(small_world(tmp_path, changed))
    with pytest.raises(DiagnosticsError) as caught:
        compile_book(press, compose_book(small, Request(Scope.YEAR, "zh", "year", "2018")))
    found = {(each.mistake.code, dict(each.words)["code"], each.place.path) for each in caught.value.diagnostics}
    places = {"10380": "honor:clean-streets", "10381": "event:road-opens", "E123": "honor:clean-streets"}
    assert found == {("YB650", code, place) for code, place in places.items()}


def test_templates_that_do_not_work_are_a_problem(press: Typesetter, small: Editions, tmp_path: Path) -> None:
    broken = replace(press, files={**press.files, "sheet.typ": b"#nothing"})
    with pytest.raises(DiagnosticsError, match="unknown variable: nothing"):
        compile_book(broken, compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city")))
    silent = replace(press, files={**press.files, "sheet.typ": b"It reports no places."})
    with pytest.raises(DiagnosticsError, match="the book cannot be set"):
        compile_book(silent, compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city")))
    with pytest.raises(DiagnosticsError, match="no templates for the book"):
        read_typesetter(Folders(tmp_path))


# Keys and bytes


def test_the_same_book_has_the_same_bytes(press: Typesetter, small: Editions, whole: dict[str, Printed]) -> None:
    again = compose_book(small, WHOLE["zh"])
    assert again == whole["zh"].book
    assert book_key(press, again) == book_key(press, whole["zh"].book)
    assert compile_book(press, again) == whole["zh"].data


def test_a_large_book_of_which_a_setting_is_forgotten_has_the_same_bytes(
    press: Typesetter, small: Editions, whole: dict[str, Printed]
) -> None:
    forget = Mock(wraps=typst_compiler.clear_cache)
    with patch.multiple(typesetting, LARGE=0, clear_cache=forget):
        assert compile_book(press, compose_book(small, WHOLE["zh"])) == whole["zh"].data
    forget.assert_called_once()


def test_the_key_follows_content_and_templates(press: Typesetter, small: Editions) -> None:
    request = Request(Scope.ENTRY, "zh", "honor", "green-city")
    found = book_key(press, compose_book(small, request))
    assert book_key(press, compose_book(small, replace(request, bleed=True))) != found
    assert book_key(press, compose_book(small, replace(request, language=PARALLEL_LANGUAGE))) != found
    assert book_key(replace(press, digest="other"), compose_book(small, request)) != found


def test_books_whose_key_is_recorded_are_not_set_again(press: Typesetter, small: Editions) -> None:
    wanted = [Request(Scope.ENTRY, "zh", "honor", each) for each in ("green-city", "clean-streets")]
    first = print_books(PrintingContext(small, press, {}), wanted)
    assert [each.path for each in first] == ["pdf/zh/honors/green-city.pdf", "pdf/zh/honors/clean-streets.pdf"]
    assert all(each.data and each.data.startswith(b"%PDF-1.7") for each in first)
    again = print_books(PrintingContext(small, press, {first[0].path: first[0].key}), wanted)
    assert [each.data is None for each in again] == [True, False]


# The command's options


def test_what_is_asked_for_is_looked_up(small: Editions) -> None:
    assert asked(small) == WHOLE["zh"]
    assert asked(small, year="2017", language="en") == Request(Scope.YEAR, "en", "year", "2017")
    assert asked(small, unit="green-office").scope is Scope.UNIT
    assert asked(small, entry="honor:green-city") == asked(small, entry="green-city")
    sheet = asked(small, entry="roads", language=PARALLEL_LANGUAGE, size="16k", bleed=True)
    assert (sheet.kind, sheet.paper, sheet.bleed) == ("ledger", SIXTEENMO, True)
    assert str(book_file_name(sheet)) == "roads.parallel.16k.bleed.pdf"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": "2017", "unit": "green-office"}, "choose one of them: --year, --unit"),
        ({"year": "2019"}, "there is no year “2019”; did you mean “201"),
        ({"unit": "green-ofice"}, "did you mean “green-office”"),
        ({"entry": "event:road-opens"}, "a sheet is of one of honor"),
        ({"entry": "honor:nothing-like-it"}, "there is no honor “nothing-like-it”"),
        ({"entry": "green-cty"}, "there is no record “green-cty”; did you mean “honor:green-city”?"),
        ({"entry": "long-rood"}, "did you mean “project:long-road”?"),
        ({"language": "fr"}, "there is no “fr”; there are zh, en, parallel"),
    ],
)
def test_what_is_not_there_is_said(small: Editions, options: dict[str, str], message: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        asked(small, **options)  # type: ignore[arg-type]
    assert message in caught.value.format_message()


# The real book


def test_the_real_yearbook_can_be_set(press: Typesetter) -> None:
    real = editions_of(ROOT / "content")
    book = printed(press, compose_book(real, Request(Scope.YEAR, "zh", "year", "2016")))
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
