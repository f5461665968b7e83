"""From a folder to a site: whole, unchanged where nothing changed, the same bytes anywhere, and never half."""

from __future__ import annotations

import os
import posixpath
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tests.support.paths import ROOT
from tests.support.small import DRAFT, FILES, small_world
from tests.support.worlds import world
from yearbook.build import job, pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST
from yearbook.cli.main import command
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.model import urls
from yearbook.site.rendering.templates import Templates, read_templates

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


def contents(folder: Path) -> dict[str, bytes]:
    """Path → bytes of all files of a folder."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Path → inode, time of change and bytes of all files; of folders too, without bytes."""
    found = {}
    for each in (folder, *folder.rglob("*")):
        status = each.stat()
        found[str(each)] = (status.st_ino, status.st_mtime_ns, each.read_bytes() if each.is_file() else b"")
    return found


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real templates, as they are when the tests begin."""
    return Path(shutil.copytree(ROOT / "templates", tmp_path_factory.mktemp("of") / "templates"))


@pytest.fixture(scope="module", autouse=True)
def templates_read_once() -> Iterator[None]:
    """Reading a templates folder is pure and takes longer than a small build: the same bytes are read once."""
    known: dict[tuple[tuple[str, bytes], ...], Templates] = {}

    def remembered(folders: Folders) -> Templates:
        key = tuple((str(each), each.read_bytes()) for each in folders.files("*.html").values())
        if key not in known:
            known[key] = read_templates(folders)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "read_templates", remembered)
        yield


@pytest.fixture
def order(tmp_path: Path, templates: Path) -> BuildOptions:
    """An order for the small yearbook, whose content is there to be changed."""
    return BuildOptions(small_world(tmp_path / "content"), templates, tmp_path / "site")


def built(order: BuildOptions) -> dict[str, bytes]:
    pipeline.build(order)
    return contents(order.output)


def run(order: BuildOptions, *options: str, command_name: str = "build", language: str = "en") -> Result:
    """The command as a person gives it."""
    folders = [f"--{name}={getattr(order, name)}" for name in ("content", "templates", "output")]
    arguments = [command_name, *folders, "--jobs=1", *options]
    return CliRunner().invoke(command, arguments, env={"YEARBOOK_LANGUAGE": language})


def edit(file: Path, old: str, new: str) -> None:
    """Changes a file as an editor would: `old`, which is in it, becomes `new`."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


# Whole


def test_everything_has_its_page_in_each_language(order: BuildOptions) -> None:
    found = built(order)
    expected = {"index.html", "404.html"}
    for code in ("zh", "en"):
        expected |= {f"{code}/{each}" for each in urls.INDEXES.values()}
        expected |= {urls.record_url(code, kind, each).path for kind, each in RECORDS}
    expected |= {urls.parallel_address(*each).path for each in IN_BOTH}
    assert {each for each in found if each.endswith(".html")} == expected
    for code in ("zh", "en"):
        for kind, each in RECORDS:
            address = urls.record_url(code, kind, each)
            assert f'id="{address.fragment}"' in found[address.path].decode() or not address.fragment


def test_a_second_build_does_nothing(order: BuildOptions) -> None:
    first = pipeline.build(order)
    before = state(order.output)
    second = pipeline.build(order)
    assert second.decision.is_nothing
    assert set(second.decision.keep) == {path for path, _ in first.decision.make}
    assert state(order.output) == before


def test_an_edit_makes_only_what_shows_it(order: BuildOptions) -> None:
    pipeline.build(order)
    edit(order.content / "units/all.yaml", "上级。", "在本区之上。")
    made = {path for path, _ in pipeline.build(order).decision.make}
    assert {each for each in made if each.endswith(".html")} == {"zh/units/city-government.html"}
    assert {each for each in made if not each.startswith(("data/", "zh/search/"))} == {
        "zh/units/city-government.html",
        "zh/units/city-government.md",
    }


def test_content_is_never_changed(order: BuildOptions) -> None:
    before = state(order.content), state(order.templates)
    pipeline.build(order)
    run(order, command_name="check")
    edit(order.content / "themes.yaml", "绿化。", "绿")
    changed = state(order.content)
    pipeline.build(order)
    assert state(order.content) == changed
    assert state(order.templates) == before[1]
    edit(order.content / "themes.yaml", "绿", "绿化。")
    assert {path: data for path, (*_, data) in state(order.content).items()} == {
        path: data for path, (*_, data) in before[0].items()
    }


# The same as a clean build

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
    (templates / "assets/css/99-last.css").write_text(f"a{{order:{chance.randrange(1000)}}}", "utf-8")


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


def test_after_any_edits_the_site_is_that_of_a_clean_build(order: BuildOptions, tmp_path: Path) -> None:
    chance = random.Random(2016)
    templates = Path(shutil.copytree(order.templates, tmp_path / "templates"))
    order = BuildOptions(order.content, templates, order.output)
    pipeline.build(order)
    walk = [*EDITS, *chance.choices(EDITS, k=2)]
    chance.shuffle(walk)
    for number, change in enumerate(walk):
        change(chance, order.content, templates)
        clean = BuildOptions(order.content, templates, tmp_path / f"clean-{number}")
        assert built(order) == built(clean), f"after {[each.__name__ for each in walk[: number + 1]]}"
    process = in_new_process(order, tmp_path / "elsewhere", {})
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert contents(order.output) == contents(tmp_path / "elsewhere")


def in_new_process(
    order: BuildOptions, output: Path, environment: dict[str, str], *options: str
) -> subprocess.Popen[str]:
    """A build in a process that starts from nothing, and forks wherever it is allowed to."""
    script = "import yearbook.core.parallel as work; work.WORTH_SHARING = 1; from yearbook.cli.main import main; main()"
    folders = ["--content", "content", "--templates", str(order.templates), "--output", str(output)]
    return subprocess.Popen(
        [sys.executable, "-c", script, "build", *folders, *options],
        cwd=order.content.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def test_the_bytes_are_the_same_anywhere(order: BuildOptions, tmp_path: Path) -> None:
    """Whatever the time zone, the locale, the encoding it brings, the hash seed, and the number of processes."""
    places = {
        "one": ({"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, "--jobs=1"),
        "two": (
            {
                "TZ": "America/St_Johns",
                "LC_ALL": "C",
                "PYTHONHASHSEED": "2",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
            },
            "--jobs=2",
        ),
    }
    running = {name: in_new_process(order, tmp_path / name, *each) for name, each in places.items()}
    ours = built(order)
    for name, process in running.items():
        said, _ = process.communicate()
        assert process.returncode == 0, said
        assert contents(tmp_path / name) == ours
    assert str(tmp_path).encode() not in b"".join(ours.values())


# Nothing by halves

BROKEN = {
    "a reference": ("content/honors/2017/green-city.md", "themes: [garden]", "themes: [gardn]", "YB303"),
    "a field": ("content/projects/long-road.md", "category:", "catgory:", ""),
    "a quantity": ("content/ledgers/all.yaml", "count: 3个", "count: three", ""),
    "the syntax": ("content/units/all.yaml", "type: district", "type: [district", ""),
    "a link": ("content/honors/2017/green-city.en.md", "(project:long-road)", "(project:long-raod)", "YB303"),
    "a place": ("content/themes.yaml", "garden:", "Garden:", ""),
    "the configuration": ("content/yearbook.yaml", "district: small-district", "district: nowhere", "YB303"),
    "a template": ("templates/base.html", "<body", "{% if %}<body", "YB520"),
    "a page": ("templates/pages/unit.html", "{% block parts %}", "{% block parts %}{{ page.nothing }}", "YB521"),
    "the words": ("templates/strings/en.yaml", "site:", "site: [", ""),
    "a word": ("templates/strings/en.yaml", "  skip:", "  skipp:", ""),
    "a word of a view": ("templates/strings/en.yaml", "levels:", "levls:", ""),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_with_an_error_anywhere_nothing_is_written(order: BuildOptions, tmp_path: Path, broken: str) -> None:
    path, old, new, code = BROKEN[broken]
    templates = Path(shutil.copytree(order.templates, tmp_path / "templates"))
    order = BuildOptions(order.content, templates, order.output)
    pipeline.build(order)
    before = state(order.output)
    edit(order.content / "themes.yaml", "绿化。", "一处合法的改动。")
    edit(tmp_path / path, old, new)
    result = run(order)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.output
    last = result.stdout.splitlines()[-1]
    assert re.fullmatch(r"[1-9]\d* errors, \d+ warnings: nothing was written", last)
    assert code in result.stderr
    assert f"{path}:" in result.stderr
    assert state(order.output) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [".site.cache", "content", "site", "templates"]


def test_the_last_line_counts(order: BuildOptions) -> None:
    edit(order.content / "honors/2017/green-city.md", "themes: [garden]", "themes: [gardn, gras]")
    assert run(order).stdout == "2 errors, 0 warnings: nothing was written\n"
    assert run(order, language="zh_CN").stdout == "2 个错误，0 条警告：没有写入任何文件\n"
    assert not order.output.exists()


def test_all_that_is_wrong_is_said_at_once(order: BuildOptions) -> None:
    for broken in ("a reference", "a field", "a quantity", "a link"):
        path, old, new, _ = BROKEN[broken]
        edit(order.content.parent / path, old, new)
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(order)
    assert {each.place.path for each in caught.value.diagnostics} == {
        BROKEN[each][0] for each in ("a reference", "a field", "a quantity", "a link")
    }


def test_a_foreign_folder_is_refused_and_left_alone(order: BuildOptions) -> None:
    world(order.output, {"letters/dear.txt": "Dear all", "index.html": "mine"})
    before = state(order.output)
    result = run(order)
    assert result.exit_code == 1
    assert "YB601" in result.stderr
    assert state(order.output) == before


def test_a_foreign_file_among_ours_stays(order: BuildOptions) -> None:
    pipeline.build(order)
    world(order.output, {"zh/units/mine.txt": "mine", "CNAME": "example.org"})
    (order.content / "honors/2018/clean-streets.md").unlink()
    report = pipeline.build(order)
    assert set(report.foreign) == {"zh/units/mine.txt", "CNAME"}
    assert "zh/honors/clean-streets.html" in report.decision.remove
    assert (order.output / "zh/units/mine.txt").read_text() == "mine"
    assert not (order.output / "zh/honors/clean-streets.html").exists()


def test_a_picture_in_a_text_is_in_the_site(order: BuildOptions) -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    world(order.content, {"media/tree.svg": drawn})
    edit(order.content / "honors/2017/green-city.md", "2017年3月获奖。", "![一棵树](media/tree.svg)")
    found = built(order)
    (address,) = re.findall(r'<img [^>]*src="([^"]*)"', found["zh/honors/green-city.html"].decode())
    assert found[posixpath.normpath(f"zh/honors/{address}")].decode() == drawn


# What a person is told


def test_why(order: BuildOptions) -> None:
    assert "+ zh/units/green-office.html: new" in run(order, "--why").stdout
    (order.content / "honors/2018/clean-streets.md").unlink()
    (order.output / "en/glossary.html").unlink()
    (order.output / "en/conflicts.html").write_text("other", "utf-8")
    said = run(order, "--why").stdout.splitlines()
    assert "+ zh/honors/index.html: its recipe changed" in said
    assert "+ en/glossary.html: the file was missing on disk" in said
    assert "+ en/conflicts.html: the file was changed on disk" in said
    assert "- zh/honors/clean-streets.html" in said
    assert run(order, "--why").stdout.startswith(f"{order.output}: 0 made, ")


def test_drafts_are_left_out_unless_asked_for(order: BuildOptions) -> None:
    world(order.content, {"honors/2018/to-come.md": DRAFT})
    assert "未定之奖" not in b"".join(built(order).values()).decode()
    assert "zh/honors/to-come.html" not in contents(order.output)
    assert run(order, "--drafts").exit_code == 0
    assert "zh/honors/to-come.html" in contents(order.output)
    assert "未定之奖" in contents(order.output)["zh/honors/index.html"].decode()


def test_a_draft_is_checked_like_all_else(order: BuildOptions) -> None:
    world(order.content, {"honors/2018/to-come.md": DRAFT.replace("source: letter", "source: leter")})
    assert run(order).exit_code == 1


def test_what_names_a_draft_does_not_lead_to_it(order: BuildOptions) -> None:
    world(order.content, {"honors/2018/to-come.md": DRAFT})
    edit(order.content / "honors/2017/green-city.md", '["project:long-road"]', '["honor:to-come"]')
    edit(order.content / "projects/long-road.md", "honor:green-city", "honor:to-come")
    assert "to-come.html" not in b"".join(built(order).values()).decode()


def test_translations_that_lack_or_lag_are_warned_of(order: BuildOptions) -> None:
    def warned() -> set[tuple[str, str]]:
        return {(each.mistake.code, each.place.path) for each in pipeline.build(order).warnings}

    untranslated = ("YB401", "content/honors/2018/clean-streets.md")
    assert untranslated in warned()
    assert ("YB403", "content/projects/long-road.en.md") in warned()
    assert run(order, "--all", command_name="translated").exit_code == 0
    assert warned() == {untranslated}
    edit(order.content / "projects/long-road.md", "一条长路", "一条很长的路")
    assert warned() == {untranslated, ("YB402", "content/projects/long-road.en.md")}
    assert run(order, "project:long-road", command_name="translated").exit_code == 0
    assert warned() == {untranslated}


def test_check_writes_nothing(order: BuildOptions) -> None:
    result = run(order, command_name="check")
    assert (result.exit_code, result.stdout) == (0, f"{len(RECORDS)} records: no errors, 6 warnings\n")
    assert not order.output.exists()


# The public address


@pytest.mark.parametrize("base", ["https://example.org/book", "https://example.org/book/", "https://example.org/a&b"])
def test_with_a_public_address_pages_say_where_they_are(order: BuildOptions, base: str) -> None:
    assert run(order, f"--base-url={base}").exit_code == 0
    found, top = contents(order.output), base.rstrip("/")
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


def test_without_a_public_address_there_is_no_sitemap(order: BuildOptions) -> None:
    found = built(order)
    assert not {"sitemap.xml", "robots.txt"} & set(found)
    assert b"canonical" not in b"".join(found.values())


def test_the_address_in_the_configuration_is_that_of_the_command(order: BuildOptions, tmp_path: Path) -> None:
    run(order, "--base-url=https://example.org/book")
    edit(order.content / "yearbook.yaml", "languages:", "address: https://example.org/book\nlanguages:")
    assert pipeline.build(order).decision.is_nothing


def test_the_record_is_no_page(order: BuildOptions) -> None:
    assert MANIFEST.startswith(".")
    assert MANIFEST in built(order)
