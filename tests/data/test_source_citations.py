"""How the sources themselves are cited."""

from __future__ import annotations

import pytest

from tests.support.paths import ROOT
from tests.support.reported import REPORTED
from tests.support.worlds import world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.data.json_ld_kinds import LinkedDataView, details
from yearbook.data.source_citations import source_citation
from yearbook.model.kinds import SOURCE


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Yearbook:
    folder = tmp_path_factory.mktemp("reported")
    world(folder / "content", REPORTED)
    return read_yearbook(BuildOptions(folder / "content", ROOT / "templates", folder / "site"))[0]


def test_a_document_is_cited_with_its_number_and_address(reported: Yearbook) -> None:
    made = source_citation(reported.get(SOURCE, "notice"), "zh")
    assert made.gb == (
        "小区人民政府. 关于植树的通知：小政〔2017〕12号[A/OL]. 2017-03-05[YYYY-MM-DD]. https://example.org/notices/12.html."
    )
    assert "  number       = {{小政〔2017〕12号}},\n" in made.bibtex
    assert "  url          = {https://example.org/notices/12.html},\n" in made.bibtex


def test_a_newspaper_is_cited_with_its_page_and_an_inferred_date_in_brackets(reported: Yearbook) -> None:
    made = source_citation(reported.get(SOURCE, "daily"), "en")
    assert made.gb == "张三，李四. Long Road Opens[N]. Small District Daily，[2018-06-02]（2）."
    assert made.apa == "张三, 李四. ([2018, June 2]). Long Road Opens. Small District Daily, 2."
    assert made.apa_work == "Small District Daily"
    assert made.bibtex.startswith("@article{source-daily,\n  author       = {{张三} and {李四}},\n")


def test_what_is_not_known_is_left_out(reported: Yearbook) -> None:
    made = source_citation(reported.get(SOURCE, "clipping"), "en")
    assert made.gb == "A Clipping[N]. 2018."
    assert made.apa == "A Clipping. (2018). "
    assert "journal" not in made.bibtex and "author" not in made.bibtex


def test_linked_data_say_number_address_copy_and_page(reported: Yearbook) -> None:
    view = LinkedDataView("en", reported, "")
    notice, daily = (details(reported.get(SOURCE, each), view) for each in ("notice", "daily"))
    assert notice["identifier"] == "小政〔2017〕12号"
    assert notice["sameAs"] == "https://example.org/notices/12.html"
    assert notice["archivedAt"] == "https://archive.example.org/2017/12.html"
    assert daily["printPage"] == "2"
