"""What a book consists of: chapters, entries, tables, indexes."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

from tests.support.books import (
    WHOLE,
    Editions,
    Printed,
    editions_of,
    tables,
    text_of,
    words,
)
from tests.support.people import WITH_SCHOOLS
from tests.support.small import FILES, small_world
from tests.support.worlds import world
from yearbook.book import chapters
from yearbook.book.composition import compose_book
from yearbook.book.nodes import walk_nodes
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.typesetting import Typesetter, compile_book


def test_a_volume_has_the_records_of_its_year_and_what_they_name(small: Editions) -> None:
    book = compose_book(small, Request(Scope.YEAR, "zh", "year", "2018"))
    assert "街道整洁奖" in text_of(book)
    assert "长路通车。" in text_of(book)
    assert "绿化先进单位" not in text_of(book)
    assert "绿化办公室" in text_of(book)
    assert book.cover.headline == "2018"


def test_a_dossier_has_what_names_its_unit(small: Editions) -> None:
    book = compose_book(small, Request(Scope.UNIT, "en", "unit", "green-office"))
    assert "Advanced Unit in Greening" in text_of(book)
    assert "A thousand more trees are to be planted." in text_of(book)
    assert "Long Road opens." not in text_of(book)
    assert [each.label for each in book.chapters][:2] == ["class:units", "class:honors"]


def test_a_sheet_has_one_record_and_its_sources(small: Editions) -> None:
    book = compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city"))
    assert book.template == "sheet"
    assert [each.label for each in book.chapters] == ["honor:green-city", "class:sources"]
    assert not book.indexes
    assert "工作总结" in text_of(book)


def test_a_parallel_book_sets_paragraphs_side_by_side(small: Editions) -> None:
    book = compose_book(small, Request(Scope.ENTRY, PARALLEL_LANGUAGE, "honor", "green-city"))
    beside = [tuple(words(cell) for cell in row.cells) for row in book.chapters[0].rows if len(row.cells) == 2]
    found = [en for zh, en in beside if zh.startswith("绿化办在长路两侧植树")]
    assert found == ["The Greening Office planted trees along Long Road."]
    assert ("经过", "Course") in beside


def test_a_table_of_all_records_has_headings_with_their_number(small: Editions) -> None:
    (honors,) = tables(compose_book(small, WHOLE["zh"]), "honors")
    assert [row[0] for row in honors] == ["名称", "市级1", "绿化先进单位", "区级1", "街道整洁奖"]
    (both,) = tables(compose_book(small, WHOLE[PARALLEL_LANGUAGE]), "honors")
    assert both[1] == ["市级1Municipal1"]


def test_a_note_on_the_other_value_says_why_a_number_is_used(small: Editions) -> None:
    for language, because in (("zh", ["总结较晚。"]), (PARALLEL_LANGUAGE, ["总结较晚。", "The summary is later."])):
        book = compose_book(small, Request(Scope.ENTRY, language, "honor", "green-city"))
        notes = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "cites"]
        assert [text for text in because if any(note.endswith(text) for note in notes)] == because
        asides = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "aside"]
        assert any("1000个" in each for each in asides)


def test_a_ledger_is_a_table_only_if_lines_have_several_numbers(small: Editions, tmp_path: Path) -> None:
    (rows,) = tables(compose_book(small, WHOLE["zh"]), "ledger")
    assert rows[0] == ["名目", "数量", "总投资", "计划", "完成", "进度"]
    sums = re.compile(r" +(investment|planned|done): .*\n")
    plain = small_world(tmp_path, {"ledgers/all.yaml": sums.sub("", FILES["ledgers/all.yaml"])})
    book = compose_book(editions_of(plain), WHOLE["zh"])
    assert not tables(book, "ledger")
    lines = [words(each.children) for each in walk_nodes(book.chapters) if each.kind == "figure"]
    wanted = ["合计3个", "计划新开工1个：长路工程", "续建（是否已实现，原文未载）2个"]
    assert [each for each in lines if each.startswith(("合计", "计划新开工", "续建"))] == wanted


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


def test_a_highlight_of_a_record_outside_the_volume_has_no_page(typesetter: Typesetter, tmp_path: Path) -> None:
    year = FILES["years/2018.md"].replace("---\n\n", 'highlights: ["ledger:roads#count"]\n            ---\n\n')
    volume = Request(Scope.YEAR, "zh", "year", "2018")
    book = compose_book(editions_of(small_world(tmp_path, {"years/2018.md": year})), volume)
    assert tables(book, "highlights") == [[["名目", "数值"], ["2017年道路台账：项目数", "3个"]]]
    assert compile_book(typesetter, book)


def test_an_event_ends_with_a_stop(tmp_path: Path) -> None:
    title, bare = "title: {zh: 长路通车。", "note: {zh: 全长三里。}\n              title: {zh: 长路通车"
    events = FILES["events/all.yaml"].replace(title, bare)
    book = compose_book(editions_of(small_world(tmp_path, {"events/all.yaml": events})), WHOLE["zh"])
    (event,) = (words(each.children) for each in walk_nodes(book.chapters) if each.kind == "event")
    assert event.startswith("长路通车。全长三里。")


def test_labels_are_unique(whole: dict[str, Printed]) -> None:
    for each in whole.values():
        notes = [dict(found.attributes)["id"] for found in walk_nodes(each.book) if found.kind == "cites"]
        anchors = [dict(found.attributes)["label"] for found in walk_nodes(each.book) if found.kind == "anchor"]
        entries = [one.label for chapter in each.book.chapters for part in chapter.sections for one in part.entries]
        assert len(notes) == len(set(notes))
        assert len(anchors + entries) == len(set(anchors + entries))


def test_every_link_and_index_line_has_a_target_in_the_book(whole: dict[str, Printed]) -> None:
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


def test_the_index_of_names_has_persons_without_their_schools(tmp_path: Path) -> None:
    editions = editions_of(world(tmp_path / "content", WITH_SCHOOLS))
    book = compose_book(editions, WHOLE["zh"])
    names = {words((line.term,)) for index in book.indexes for group in index.groups for line in group.lines}
    assert "王伟" in names
    assert not any("第一小学" in each for each in names)


def test_a_kind_without_functions_of_its_own_is_printed_from_its_fields(small: Editions) -> None:
    with patch.dict(chapters._CHAPTERS):
        chapters._CHAPTERS.pop("event")  # it has no function for its entries
        book = compose_book(small, WHOLE[PARALLEL_LANGUAGE])
    (chapter,) = (each for each in book.chapters if each.label == "class:chronicle")
    (section,) = chapter.sections
    entry = next(each for each in section.entries if each.label == "event:road-opens")
    text = "".join(words(cell) for cell in (*entry.titles, *(cell for row in entry.rows for cell in row.cells)))
    assert all(each in text for each in ("长路通车", "Long Road opens", "2018"))
