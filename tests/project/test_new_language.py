"""What a further language costs: one strings file and its code in yearbook.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION, FILES
from tests.support.worlds import world
from tests.support.yearbooks import run
from yearbook.model.vocabularies import shipped_words

UNITS = FILES["units/all.yaml"].replace(
    "{zh: 绿化办公室, en: Greening Office}", "{zh: 绿化办公室, en: Greening Office, fr: Bureau des espaces verts}"
)
HONOR = """\
    ---
    title: Unité avancée en verdure
    ---

    Le bureau a planté des arbres le long de la [longue route](project:long-road).

    ## Parcours

    Le prix a été remis en mars 2017.
    """


def french() -> str:
    """The English strings file, with what makes it French: its name, its tag, some words, and those of vocabularies."""
    text = (ROOT / "templates/strings/en.yaml").read_text("utf-8")
    for old, new in (
        ("  tag: en", "  tag: fr"),
        ("languages: {zh: Chinese, en: English}", "languages: {zh: chinois, en: anglais, fr: français}"),
        ("\n  honors: Honours\n", "\n  honors: Distinctions\n"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text + "".join(
        f"{group}: {json.dumps(words, ensure_ascii=False)}\n" for group, words in shipped_words("en").items()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small yearbook in Chinese, English and French."""
    folder = tmp_path_factory.mktemp("french")
    more = {
        "yearbook.yaml": CONFIGURATION.replace("languages: [zh, en]", "languages: [zh, en, fr]"),
        "units/all.yaml": UNITS,
        "honors/2017/green-city.fr.md": HONOR,
    }
    world(folder / "content", {**FILES, **more})
    named = {
        code: (ROOT / f"templates/strings/{code}.yaml").read_text("utf-8").replace("{zh: ", "{fr: français, zh: ", 1)
        for code in ("zh", "en")
    }
    world(folder / "templates", {"strings/fr.yaml": french(), **{f"strings/{k}.yaml": v for k, v in named.items()}})
    run(folder, "build", "--jobs=1", "--base-url=https://example.org/")
    return folder


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("fr/honors/green-city.html", ['lang="fr"', "Unité avancée en verdure", "Distinctions", "mars 2017"]),
        ("fr/units/green-office.html", ["Bureau des espaces verts"]),
        ("fr/projects/long-road.html", ["长路工程"]),
        ("en/honors/green-city.html", ['hreflang="fr"', "../../fr/honors/green-city.html"]),
        ("parallel/honors/green-city.html", ["Unité avancée en verdure", "Advanced Unit in Greening"]),
        ("index.html", ["fr/index.html"]),
        ("sitemap.xml", ["https://example.org/fr/honors/green-city.html"]),
    ],
)
def test_the_site_has_it(folder: Path, path: str, texts: list[str]) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in html] == []


def test_the_data_have_it(folder: Path) -> None:
    assert "title_fr" in (folder / "site/data/honors.csv").read_text("utf-8-sig").splitlines()[0]
    whole = json.loads((folder / "site/data/yearbook.json").read_text("utf-8"))
    (honor,) = (each for each in whole["records"]["honor"] if each["id"] == "green-city")
    assert "Unité avancée en verdure" in json.dumps(honor, ensure_ascii=False)


def test_it_has_books_and_tables(folder: Path) -> None:
    run(folder, "pdf", "--all", "--language", "fr", "--out", "fr.pdf")
    assert "Unité avancée" in "".join(page.extract_text() for page in PdfReader(folder / "fr.pdf").pages)
    run(folder, "export", "honors.csv", "--kind", "honor")
    assert "Unité avancée en verdure" in (folder / "honors.csv").read_text("utf-8-sig")
    run(folder, "check")
    run(folder, "fmt")
