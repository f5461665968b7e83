"""Releases and plans: what is brought, in which order; what a record is trusted in; how releases are kept."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION, small_world
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.loading import ProgressCallback
from yearbook.build.options import BuildOptions
from yearbook.build.output import manifest as manifests
from yearbook.build.state import BuildReport
from yearbook.cli.main import command
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.deploy.publishing.compression import compress
from yearbook.deploy.publishing.deploy_plan import UploadStep, emptied_folders, plan_deploy
from yearbook.deploy.publishing.programs import run_program
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release, read_release
from yearbook.deploy.publishing.release_store import KEEP, RELEASES_BUSY, ReleaseCheck, ReleaseStore
from yearbook.model.publication import Destination, Means, PublishTarget, publish_target

PATHS = st.sampled_from(
    ["index.html", "zh/index.html", "zh/a.html", "zh/b.html", "a/b/c.html", "data/x.csv", "assets/site.0123456789.css"]
)
RELEASES = st.dictionaries(PATHS, st.sampled_from("xyz")).map(Release)


# --- addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("folder:/srv/www/", PublishTarget(Means.FOLDER, "/srv/www")),
        ("folder:/", PublishTarget(Means.FOLDER, "/")),
        ("rsync:me@host:/srv/www", PublishTarget(Means.RSYNC, "me@host:/srv/www")),
        ("git:git@host:me/book.git#pages", PublishTarget(Means.GIT, "git@host:me/book.git", "pages")),
        ("git:https://host/book.git", PublishTarget(Means.GIT, "https://host/book.git", "gh-pages")),
        ("rclone:store:bucket/book", PublishTarget(Means.RCLONE, "store:bucket/book")),
    ],
)
def test_an_address_is_taken_apart(text: str, found: PublishTarget) -> None:
    assert publish_target(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "git:--upload-pack=touch X #x",
        "git:-x",
        "git:https://host/book.git#--force",
        "rsync:-e touch X",
        "rclone:--config=/x:book",
        "rclone::sftp,ssh=touch X:book",
        "rclone::local:book",
        "rclone:store,endpoint=https://elsewhere:book",
    ],
)
def test_no_address_is_an_option_or_a_command(text: str, here: Path) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Destination(to=text)
    said = run("publish", text, "--templates=templates")
    assert (said.exit_code, "error[YB730]" in said.stderr) == (1, True)


# --- plans


def test_what_pages_need_comes_first_and_what_goes_is_last() -> None:
    old = Release({"index.html": "1", "zh/index.html": "1", "zh/a.html": "1", "zh/gone.html": "1", "data/x.csv": "1"})
    new = {
        "index.html": "2",
        "sitemap.xml": "1",
        "zh/index.html": "2",
        "zh/feed.xml": "1",
        "zh/a.html": "2",
        "zh/new.html": "1",
        "zh/new.html.gz": "1",
        "data/x.csv": "1",
        "media/p.png": "1",
        "assets/site.0123456789.css": "1",
    }
    found = plan_deploy(old, Release(new))
    assert found.steps == (
        (UploadStep.ASSETS, ("assets/site.0123456789.css",)),
        (UploadStep.FILES, ("media/p.png",)),
        (UploadStep.NEW, ("zh/new.html", "zh/new.html.gz")),
        (UploadStep.CHANGED, ("zh/a.html",)),
        (UploadStep.INDEXES, ("zh/feed.xml", "zh/index.html")),
        (UploadStep.ENTRANCES, ("index.html", "sitemap.xml")),
    )
    assert found.remove == ("zh/gone.html",)
    assert found.unchanged == 1


@given(RELEASES, RELEASES)
def test_a_plan_makes_the_one_of_the_other(old: Release, new: Release) -> None:
    found = plan_deploy(old, new)
    files = {**old.files, **{path: new.files[path] for path in found.uploads}}
    assert {path: each for path, each in files.items() if path not in found.remove} == new.files
    assert found.is_empty == (old == new)
    assert found.union.files.keys() == old.files.keys() | new.files.keys()
    assert found.unchanged + len(found.uploads) == len(new.files)


def test_after_a_publication_that_was_cut_off_everything_is_brought() -> None:
    release = Release({"index.html": "1", "zh/a.html": "1"})
    cut_off = plan_deploy(None, release).union
    assert plan_deploy(cut_off, release).uploads == ("zh/a.html", "index.html")
    assert plan_deploy(release, release).is_empty


def test_folders_that_are_left_empty_are_known() -> None:
    assert emptied_folders(["a/b/c.html", "a/b/d/e.html", "x/y.html"], Release({"x/z.html": "1"})) == (
        "a/b/d",
        "a/b",
        "a",
    )


# --- records


@given(RELEASES, st.booleans())
def test_a_record_is_read_as_it_was_written(release: Release, whole: bool) -> None:
    asked = Release(release.files, whole)
    assert decode_release(encode_release(asked)) == asked
    assert asked.name == release.name


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a/./b", ""])
def test_a_record_that_names_other_folders_is_not_trusted(path: str) -> None:
    assert decode_release(encode_release(Release({path: "1"}))) is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": 2, "whole": true, "files": {}}', b"\xff"])
def test_what_is_no_record_is_none(data: bytes) -> None:
    assert decode_release(data) is None


def test_copies_are_the_same_each_time(tmp_path: Path) -> None:
    text = "<p>文字</p>" * 500
    folder = world(tmp_path, {"a.html": text, "small.html": "<p>", "p.png": b"x" * 5000})
    compress(folder, read_release(folder), 1)
    first = (folder / "a.html.gz").read_bytes()
    assert gzip.decompress(first).decode() == text
    assert {each.name for each in folder.iterdir()} == {"a.html", "a.html.gz", "small.html", "p.png"}
    compress(folder, Release({"a.html": "1"}), 1)
    assert (folder / "a.html.gz").read_bytes() == first


# --- releases that are kept


def add(store: ReleaseStore, files: Mapping[str, str], check: ReleaseCheck = lambda _folder, _release: None) -> Path:
    """Add one more release and return its folder."""
    source = store.root.with_name("built")
    shutil.rmtree(source, ignore_errors=True)
    release = read_release(world(source, files))
    with store.lock():
        store.add(source, release, check)
    folder = store.current()
    assert folder
    return folder


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "www")


def test_releases_share_equal_files_and_the_oldest_are_removed(store: ReleaseStore) -> None:
    made = [add(store, {"same.html": "same", "index.html": str(number)}) for number in range(7)]
    assert store.releases() == tuple(made[-KEEP:])
    assert store.current() == made[-1]
    assert (made[-1] / "same.html").stat().st_ino == (made[-2] / "same.html").stat().st_ino
    assert (made[-2] / "index.html").read_text() == "5"
    assert (store.root / "current/index.html").read_text() == "6"


def test_a_release_that_was_rolled_back_is_removed_by_the_next(store: ReleaseStore) -> None:
    good = add(store, {"index.html": "good"})
    bad = add(store, {"index.html": "bad"})
    store.roll_back(lambda _folder, _release: None)
    better = add(store, {"index.html": "better"})
    assert not bad.exists()
    assert (store.current(), store.previous()) == (better, good)


def test_the_rest_of_an_interrupted_publication_is_removed(store: ReleaseStore) -> None:
    def interrupt(_folder: Path, _release: Release) -> None:
        raise KeyboardInterrupt

    first = add(store, {"index.html": "1"})
    with pytest.raises(KeyboardInterrupt):
        add(store, {"index.html": "2"}, interrupt)
    (store.root / ".current.new").symlink_to("nowhere")
    assert len(list((store.root / "releases").iterdir())) == 2
    with store.lock():
        assert store.current() == first
    assert [each.name for each in (store.root / "releases").iterdir()] == [first.name]
    assert {each.name for each in store.root.iterdir()} == {"current", "releases"}


def test_two_publications_at_once_are_refused(store: ReleaseStore) -> None:
    with store.lock(), pytest.raises(DiagnosticsError) as error, store.lock():
        pass
    assert error.value.diagnostics[0].mistake is RELEASES_BUSY


# --- programs


def test_a_program_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DiagnosticsError) as error:
        run_program(["rclone", "version"], place="store:book")
    found = error.value.diagnostics[0]
    assert found.text() == "publishing here needs the program `rclone`, which is not installed"
    assert "apt-get install rclone" in found.hint()


def test_what_a_program_complains_of_is_said() -> None:
    with pytest.raises(DiagnosticsError) as error:
        run_program(["git", "no-such-command"], place="x")
    assert "no-such-command" in error.value.diagnostics[0].text()


# --- the command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = (
        f"    publish:\n      office: {{to: 'folder:{tmp_path}/www', address: 'https://a.example/b', compress: true}}\n"
    )
    small_world(tmp_path / "content", {"yearbook.yaml": CONFIGURATION.rstrip(" ") + place})
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(command, arguments, env={"YEARBOOK_LANGUAGE": language})


def test_from_content_to_a_place_and_back(here: Path) -> None:
    assert run("publish", "office", "--templates=templates").exit_code == 0
    page = (here / "www/current/zh/index.html").read_text("utf-8")
    assert 'href="https://a.example/b/zh/"' in page
    assert gzip.decompress((here / "www/current/zh/index.html.gz").read_bytes()).decode() == page

    entry = here / "content/honors/2017/green-city.md"
    entry.write_text(entry.read_text("utf-8").replace("绿化先进单位", "绿化先进集体"), "utf-8")
    said = run("publish", "office", "--templates=templates", "--dry-run")
    assert "\n~ zh/honors/green-city.html\n" in said.stdout
    assert said.stdout.splitlines()[-1].endswith("nothing was done")
    assert "绿化先进单位" in (here / "www/current/zh/honors/green-city.html").read_text("utf-8")

    said = run("publish", "office", "--templates=templates", language="zh")
    assert "删除 0" in said.stdout
    assert "绿化先进集体" in (here / "www/current/zh/honors/green-city.html").read_text("utf-8")

    assert run("publish", "office", "--rollback", "--templates=templates").exit_code == 0
    assert "绿化先进单位" in (here / "www/current/zh/honors/green-city.html").read_text("utf-8")
    said = run("publish", "office", "--rollback", "--templates=templates")
    assert (said.exit_code, "YB746" in said.stderr) == (1, True)


def test_a_site_with_faults_is_not_published(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No content makes a faulty page, so one is broken behind the build's back."""
    build = pipeline.build

    def breaking(order: BuildOptions, watch: ProgressCallback) -> BuildReport:
        report = build(order, watch)
        (order.output / "zh/themes/garden.html").unlink()
        return report

    monkeypatch.setattr(pipeline, "build", breaking)
    said = run("publish", "office", "--templates=templates")
    assert said.exit_code == 1
    assert "error[YB701]" in said.stderr
    assert not (here / "www/current").exists()


def test_an_unknown_target_is_a_problem(here: Path) -> None:
    said = run("publish", "ofice", "--templates=templates")
    assert said.exit_code == 1
    assert "did you mean “office”?" in said.stderr


def test_the_output_folder_is_compared_with_the_clean_build(here: Path) -> None:
    address = "--base-url=https://a.example/b"
    assert run("build", "--templates=templates", address).exit_code == 0
    manifest = here / "site/.yearbook-manifest.json"
    record = manifests.decode_manifest(manifest.read_bytes())
    entry = replace(record.entries["zh/index.html"], digest="0" * 40)
    manifest.write_bytes(manifests.encode_manifest(replace(record, entries={**record.entries, "zh/index.html": entry})))
    said = run("publish", "office", "--templates=templates")
    assert (said.exit_code, said.stderr.count("YB731")) == (0, 1)
    assert "1 files of site" in said.stderr
    assert "is there already" in run("publish", "office", "--templates=templates").stdout


def test_the_records_stay_out_of_a_release(tmp_path: Path) -> None:
    folder = world(tmp_path, {"index.html": "x", RELEASE_RECORD: "{}", ".yearbook-manifest.json": "{}"})
    assert set(read_release(folder).files) == {"index.html"}
