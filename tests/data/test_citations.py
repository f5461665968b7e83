"""Citations after GB/T 7714 and APA 7, and BibTeX entries, read back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.support.exported import BASE, NASTY, edition_of
from yearbook.content.yearbook import Yearbook
from yearbook.data.citations import ACCESSED, citation, tex_escaped


def test_an_entry_is_cited_after_gb_7714_of_2025(yearbook: Yearbook) -> None:
    honor = yearbook.get("honor", "green-city")
    dated = edition_of("2019-05-06", yearbook)
    assert citation(honor, "zh", dated, BASE).gb == (
        "小区编辑组. 绿化先进单位[EB/OL]//小区编辑组. 小区年鉴：2017—2018.（2019-05-06）[YYYY-MM-DD]. "
        "https://example.org/yearbook/zh/honors/green-city.html."
    )
    assert citation(honor, "zh", yearbook, BASE).gb.endswith(
        "2017—2018. [YYYY-MM-DD]. https://example.org/yearbook/zh/honors/green-city.html."
    )
    assert citation(honor, "en", yearbook).gb == (
        "The Editors. Advanced Unit in Greening[EB]//The Editors. A Small Yearbook：2017–2018."
    )


def test_an_entry_is_cited_after_apa_7(yearbook: Yearbook) -> None:
    honor = yearbook.get("honor", "green-city")
    made = citation(honor, "en", edition_of("2019-05-06", yearbook), BASE)
    assert made.apa == (
        "The Editors. (2019). Advanced Unit in Greening. In A Small Yearbook: 2017–2018. "
        "https://example.org/yearbook/en/honors/green-city.html"
    )
    assert made.apa_work == "A Small Yearbook: 2017–2018"
    assert citation(honor, "en", yearbook).apa == (
        "The Editors. (n.d.). Advanced Unit in Greening. In A Small Yearbook: 2017–2018."
    )


def test_an_entry_that_was_changed_is_cited_by_its_last_change(yearbook: Yearbook) -> None:
    dated = edition_of("2019-05-06", yearbook, {"honor:green-city": "2020-12-01"})
    made = citation(dated.get("honor", "green-city"), "en", dated, BASE)
    assert "（2020-12-01）[YYYY-MM-DD]" in made.gb
    assert made.apa.startswith("The Editors. (2020). Advanced")
    assert "\n  year      = {2020},\n  month     = dec,\n" in made.bibtex
    other = citation(dated.get("honor", "clean-streets"), "en", dated, BASE)
    assert "（2019-05-06）" in other.gb


def test_a_citation_begins_with_the_title_if_there_is_no_publisher(yearbook: Yearbook) -> None:
    nobody = Yearbook(replace(yearbook.configuration, publisher=None), yearbook.records, yearbook.uses)
    made = citation(yearbook.get("unit", "green-office"), "en", nobody)
    assert made.gb == "Greening Office[EB]//A Small Yearbook：2017–2018."
    assert made.apa == "Greening Office. (n.d.). In A Small Yearbook: 2017–2018."
    assert "author" not in made.bibtex


def test_a_title_that_is_a_sentence_gets_no_second_full_stop(yearbook: Yearbook) -> None:
    made = citation(yearbook.get("event", "road-opens"), "zh", yearbook)
    assert "长路通车[EB]//" in made.gb
    assert "长路通车。 In" in made.apa


def test_bibtex_fields_read_back_as_the_words(yearbook: Yearbook, nasty: Yearbook) -> None:
    honor = nasty.get("honor", "green-city")
    made = citation(honor, "en", edition_of("2019-05-06", nasty), BASE + "{a}b\\c")
    key, found = bibtex(made.bibtex.replace("= may,", "= {may},"))
    assert key == "small-district-honor-green-city"
    assert untex(found["title"][1:-1]) == " ".join(NASTY.split())
    assert found["booktitle"] == "{A Small Yearbook: 2017–2018}"
    assert (found["year"], found["month"]) == ("2019", "may")
    assert found["urldate"] == ACCESSED
    assert found["url"] == "https://example.org/yearbook/%7Ba%7Db%5Cc/en/honors/green-city.html"
    assert bibtex(citation(yearbook.get("honor", "green-city"), "zh", yearbook).bibtex)[1].keys() == {
        "author", "title", "booktitle", "publisher", "langid",
    }  # fmt: skip


def bibtex(entry: str) -> tuple[str, dict[str, str]]:
    """A reader of one entry that counts braces as BibTeX does, a backslash notwithstanding."""
    head, rest = entry.split(",", 1)
    assert head.startswith("@incollection{")
    found = {}
    while match := re.match(r"\s*(\w+)\s*=\s*\{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[match[1]] = rest[match.end() : end - 1]
        rest = rest[end:].removeprefix(",")
    assert rest.strip() == "}"
    return head.removeprefix("@incollection{"), found


def untex(text: str) -> str:
    """What TeX prints."""
    names = {
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
        "textbraceleft": "{",
        "textbraceright": "}",
    }
    return re.sub(r"\\(?:(text[a-z]+)\{\}|(.))", lambda match: names[match[1]] if match[1] else match[2], text)


@pytest.mark.parametrize("text", ["a}b", "{", "}{", "50%", "R&D_1 #2 $3", "\\", "\\textbf{x}", "~^"])
def test_a_bibtex_field_has_balanced_braces(text: str) -> None:
    written = tex_escaped(text)
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert untex(written) == text
