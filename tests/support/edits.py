"""Random edits of content, templates and output, as people make them."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.support.small import FILES
from tests.support.worlds import world

Edit = Callable[[random.Random, Path, Path], None]


def edit_title(chance: random.Random, content: Path, templates: Path) -> None:
    file = chance.choice([content / "honors/2017/green-city.md", content / "projects/long-road.en.md"])
    _replace(file, r"^title: .*$", f"title: Title {chance.randrange(1000)}")


def edit_body(chance: random.Random, content: Path, templates: Path) -> None:
    file = chance.choice(sorted(content.rglob("*.md")))
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n又及{chance.randrange(1000)}。\n", "utf-8")


def edit_figure(chance: random.Random, content: Path, templates: Path) -> None:
    _replace(content / "honors/2017/green-city.md", r"value: \d+个$", f"value: {chance.randrange(1, 9999)}个")


def edit_name_of_unit(chance: random.Random, content: Path, templates: Path) -> None:
    _replace(content / "units/all.yaml", r"en: Greening.*}$", f"en: Greening Office {chance.randrange(1000)}}}")


def add_record(chance: random.Random, content: Path, templates: Path) -> None:
    name = f"honors/{chance.choice((2017, 2018))}/added-{chance.randrange(10**6)}"
    original = FILES["honors/2018/clean-streets.md"].replace("整洁奖", chance.choice(("一等奖", "重奖", "单项奖")))
    more = {f"{name}.md": original.replace("form:", f"draft: {chance.choice(('true', 'false'))}\n            form:")}
    if chance.random() < 0.5:
        more[f"{name}.en.md"] = "---\ntitle: One More Prize\n---\n\nAdded.\n"
    world(content, more)


def remove_record(chance: random.Random, content: Path, templates: Path) -> None:
    for file in _of_one(chance, content):
        file.unlink()


def rename_record(chance: random.Random, content: Path, templates: Path) -> None:
    name = f"renamed-{chance.randrange(10**6)}"
    for file in _of_one(chance, content):
        file.rename(file.with_name(name + "." + file.name.partition(".")[2]))


def remove_translation(chance: random.Random, content: Path, templates: Path) -> None:
    chance.choice([*sorted(content.rglob("*.en.md"))]).unlink()


def restore(chance: random.Random, content: Path, templates: Path) -> None:
    world(content, FILES)


def remove_file(chance: random.Random, content: Path, templates: Path) -> None:
    (content / chance.choice(("events/all.yaml", "glossary.yaml", "commitments/all.yaml"))).unlink(missing_ok=True)


def edit_configuration(chance: random.Random, content: Path, templates: Path) -> None:
    _replace(content / "yearbook.yaml", r"en: .*Yearbook.*}$", f"en: Yearbook {chance.randrange(1000)}}}")


def edit_page(chance: random.Random, content: Path, templates: Path) -> None:
    file = chance.choice(sorted((templates / "pages").glob("*.html")))
    _replace(file, r"\{% block (?:main|parts) %\}", rf"\g<0><!-- {chance.randrange(1000)} -->")


def edit_what_pages_share(chance: random.Random, content: Path, templates: Path) -> None:
    _replace(templates / "base.html", r"<main id", rf"<!-- {chance.randrange(1000)} -->\g<0>")
    _replace(templates / "parts/lists.html", r"<ul class", rf"<!-- {chance.randrange(1000)} -->\g<0>")


def edit_words(chance: random.Random, content: Path, templates: Path) -> None:
    file = chance.choice(sorted((templates / "strings").glob("*.yaml")))
    _replace(file, r"^  skip: .*$", f"  skip: Skip {chance.randrange(1000)}")


def edit_style(chance: random.Random, content: Path, templates: Path) -> None:
    (templates / "assets/css/99-last.css").write_text(f"a{{options:{chance.randrange(1000)}}}", "utf-8")


def touch(chance: random.Random, content: Path, templates: Path) -> None:
    for each in (*content.rglob("*.*"), *templates.rglob("*.*")):
        os.utime(each, (chance.randrange(10**9), chance.randrange(10**9)))


def spoil_output(chance: random.Random, content: Path, templates: Path) -> None:
    pages = sorted((content.parent / "site").rglob("*.html"))
    chance.choice(pages).unlink()
    chance.choice(pages).write_text("not what was written", "utf-8")


EDITS: tuple[Edit, ...] = (
    edit_title, edit_body, edit_figure, edit_name_of_unit, add_record, add_record, remove_record, rename_record,
    remove_translation, restore, remove_file, edit_configuration, edit_page, edit_what_pages_share,
    edit_words, edit_style, touch, spoil_output,
)  # fmt: skip


def _replace(file: Path, pattern: str, by: str) -> None:
    file.write_text(re.sub(pattern, by, file.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def _of_one(chance: random.Random, content: Path) -> list[Path]:
    """The files of one honor that no other record names."""
    names = {each.name.partition(".")[0] for each in content.glob("honors/*/*.md")} - {"green-city"}
    name = chance.choice(sorted(names)) if names else "none"
    return sorted(content.glob(f"honors/*/{name}.*"))
