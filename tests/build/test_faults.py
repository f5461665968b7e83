"""Killed, out of space, in the dark, lied to: the site is the old one or the new one, and the next build is right.

Faults are really brought about: processes are killed, small disks run full, files change while they are read.
`YEARBOOK_FAULTS=200` kills that many builds; else a few are.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.output.folder import find_altered
from yearbook.build.output.lock import lock_output
from yearbook.build.output.manifest import MANIFEST, decode_manifest
from yearbook.cli.main import command
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.decoding import read_bytes

MANY = int(os.environ.get("YEARBOOK_FAULTS", "6"))
PAGE = "zh/themes/garden.html"
OLD, NEW = "绿化。", "青草。"  # as many bytes

Contents = dict[str, bytes]


def contents(folder: Path) -> Contents:
    """Path → bytes of all files of a folder."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def pages(site: Contents) -> Contents:
    """Without the record, which also says whether the content may have changed meanwhile."""
    return {path: data for path, data in site.items() if path != MANIFEST}


pytestmark = pytest.mark.usefixtures("templates_read_once")


TRANSLATION = """\
    ---
    title: Prize for Clean Streets
    ---

    Three bodies were given the prize.
    """


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small yearbook without anything to warn of: only such a site is not looked at afresh each time."""
    folder = tmp_path_factory.mktemp("whole") / "content"
    small_world(folder, {"honors/2018/clean-streets.en.md": TRANSLATION})
    arguments = ["translated", "--all", f"--content={folder}", f"--templates={ROOT / 'templates'}"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def order(tmp_path: Path, whole: Path) -> BuildOptions:
    content = Path(shutil.copytree(whole, tmp_path / "content"))
    return BuildOptions(content, ROOT / "templates", tmp_path / "out" / "site")


@pytest.fixture
def built(order: BuildOptions) -> BuildOptions:
    """The old site is there. Whatever happens, nothing is left beside it, and the content is what was written."""
    order.output.parent.mkdir()
    assert pipeline.build(order).warnings == ()
    return order


def write(order: BuildOptions, text: str) -> None:
    """The content with `text` where it says `OLD` or `NEW`."""
    world(order.content, {"themes.yaml": FILES["themes.yaml"].replace(OLD, text)})


def site(order: BuildOptions, folder: Path, text: str) -> Contents:
    """What a clean build of the content with `text` makes, in another folder."""
    content = Path(shutil.copytree(order.content, folder / "content"))
    other = BuildOptions(content, order.templates, folder / "site")
    write(other, text)
    pipeline.build(other)
    return contents(other.output)


def rebuilt(order: BuildOptions) -> Contents:
    """The site after a build, beside which nothing is left."""
    pipeline.build(order)
    assert not (order.output.parent / f".{order.output.name}.staging").exists()
    return contents(order.output)


def refused(order: BuildOptions) -> set[str]:
    """The codes of the problems for which a build gives up."""
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(order)
    assert all(each.text(language) for each in caught.value.diagnostics for language in ("en", "zh"))
    return {each.mistake.code for each in caught.value.diagnostics}


# Killed


def child(work: Callable[[], object]) -> int:
    """The work in a process of its own, which ends with 0, with 1 for problems, or with 2."""
    if started := os.fork():
        return started
    try:
        work()
        os._exit(0)
    except DiagnosticsError:
        os._exit(1)
    finally:
        os._exit(2)


def until_written(order: BuildOptions) -> None:
    """Waits for a build that was just started to begin to write, or to end."""
    staging = order.output.parent / f".{order.output.name}.staging"
    for _ in range(2_000):
        if staging.exists():
            return
        time.sleep(0.001)  # the moment is what matters here, and no assertion rests on it


def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_right(built: BuildOptions, tmp_path: Path) -> None:
    sites = {OLD: contents(built.output), NEW: site(built, tmp_path / "new", NEW)}
    now, chance, whole = OLD, random.Random(2016), tuple(sites.values())
    write(built, NEW)
    begin = time.monotonic()
    rebuilt(built)
    span, now = time.monotonic() - begin, NEW
    killed = 0
    for turn in range(MANY):
        now = OLD if now == NEW else NEW
        write(built, now)
        before = contents(built.content)
        process = child(lambda: pipeline.build(built))
        if turn % 2:
            until_written(built)
        time.sleep(chance.uniform(0, span / (4 if turn % 2 else 1)))
        os.kill(process, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(process, 0)[1])
        assert contents(built.output) in whole, f"turn {turn}"
        assert contents(built.content) == before
        assert rebuilt(built) == sites[now], f"turn {turn}"
    assert killed > MANY // 3


def started(order: BuildOptions) -> subprocess.Popen[bytes]:
    """A build in a new process, the first of its group, with two workers of its own."""
    script = "import yearbook.core.parallel as work; work.WORTH_SHARING = 1; from yearbook.cli.main import main; main()"
    folders = [f"--{name}={getattr(order, name)}" for name in ("content", "templates", "output")]
    return subprocess.Popen(
        [sys.executable, "-c", script, "build", "--jobs=2", *folders],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_killed_apart_from_its_workers(built: BuildOptions, tmp_path: Path) -> None:
    """The workers of a killed build live a little longer, and write nothing into the site."""
    sites = {OLD: contents(built.output), NEW: site(built, tmp_path / "new", NEW)}
    chance, now = random.Random(2018), OLD
    for _ in range(max(2, MANY // 10)):
        now = OLD if now == NEW else NEW
        write(built, now)
        process = started(built)
        until_written(built)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        process.wait()
        assert contents(built.output) in tuple(sites.values())
        end(process.pid)
        assert rebuilt(built) == sites[now]


def test_workers_end_with_their_build(built: BuildOptions) -> None:
    write(built, NEW)
    process = started(built)
    until_written(built)
    time.sleep(0.2)
    process.kill()
    process.wait()
    left = not are_gone(process.pid)
    end(process.pid)
    assert not left


def are_gone(group: int) -> bool:
    """Whether no process of a group is left, after a while."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    assert are_gone(group)


def test_two_builds_at_once_leave_one_whole_site(built: BuildOptions, tmp_path: Path) -> None:
    new = site(built, tmp_path / "new", NEW)
    write(built, NEW)
    processes = [child(lambda: pipeline.build(built)) for _ in range(2)]
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in processes)
    assert ends in ([0, 0], [0, 1])  # the second waits for nobody: it is told that another is at work
    assert contents(built.output) == new
    assert rebuilt(built) == new


# Out of space, or not allowed


def test_files_that_may_not_become_large_are_told_of(built: BuildOptions) -> None:
    """As with a quota: a write ends in the middle."""
    old = contents(built.output)
    write(built, NEW)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
        pipeline.build(built)

    assert os.waitstatus_to_exitcode(os.waitpid(child(limited), 0)[1]) == 1
    assert contents(built.output) == old
    assert PAGE in {path for path, data in rebuilt(built).items() if data != old.get(path)}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, so small that a site fits once and not twice."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount")
    if not mounted or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only the superuser can mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mounted_with(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def test_a_full_disk(order: BuildOptions, disk: Path, tmp_path: Path) -> None:
    order = BuildOptions(order.content, order.templates, disk / "out" / "site")
    order.output.parent.mkdir()
    old = rebuilt(order)
    write(order, NEW)
    world(order.content, {"yearbook.yaml": FILES["yearbook.yaml"].replace("小区年鉴", "另一本年鉴")})  # on every page
    used = sum(each.stat().st_blocks * 512 for each in disk.rglob("*"))
    mounted_with(disk, f"size={used + 200_000}")
    assert refused(order) == {"YB600"}
    assert contents(order.output) == old
    mounted_with(disk, "size=64m")
    assert rebuilt(order) == contents(clean(order, tmp_path).output)


def test_an_output_that_may_only_be_read(order: BuildOptions, disk: Path) -> None:
    order = BuildOptions(order.content, order.templates, disk / "out" / "site")
    order.output.parent.mkdir()
    old = rebuilt(order)
    write(order, NEW)
    mounted_with(disk, "ro")
    try:
        assert refused(order)
        assert contents(order.output) == old
    finally:
        mounted_with(disk, "rw")
    assert rebuilt(order) != old


def clean(order: BuildOptions, folder: Path) -> BuildOptions:
    """A build of the same content from nothing."""
    other = BuildOptions(order.content, order.templates, folder / "clean" / "site")
    pipeline.build(other)
    return other


# Pulled away

Items = Iterable[Any]


def at_stage(number: int, fault: Callable[[], None]) -> Callable[[Items, int], Iterator[Any]]:
    """A watch that brings about the fault in the middle of the stage of that number."""
    stages = 0

    def watch(items: Items, _total: int) -> Iterator[Any]:
        nonlocal stages
        stages += 1
        mine = stages == number
        for each in items:
            if mine:
                fault()
                mine = False
            yield each

    return watch


@pytest.mark.parametrize("stage", [1, 2])
def test_the_output_is_removed_midway(built: BuildOptions, stage: int, tmp_path: Path) -> None:
    write(built, NEW)
    try:
        pipeline.build(built, at_stage(stage, lambda: shutil.rmtree(built.output)))
    except DiagnosticsError:
        pass
    else:
        assert pages(contents(built.output)) == pages(contents(clean(built, tmp_path / "first").output))
    assert rebuilt(built) == contents(clean(built, tmp_path).output)


@pytest.mark.parametrize("stage", [1, 2])
def test_the_content_is_removed_midway(built: BuildOptions, stage: int, whole: Path, tmp_path: Path) -> None:
    sites = (contents(built.output), site(built, tmp_path / "new", NEW))
    write(built, NEW)
    try:
        pipeline.build(built, at_stage(stage, lambda: shutil.rmtree(built.content)))
    except DiagnosticsError:
        assert contents(built.output) == sites[0]
    assert pages(contents(built.output)) in [pages(each) for each in sites]
    assert "YB100" in refused(built)
    shutil.copytree(whole, built.content)
    assert rebuilt(built) == sites[0]


# Changed under the reader


def test_a_file_that_changes_back_and_forth_while_it_is_read(
    built: BuildOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved between the look at the folder and the reading of the file, and taken back afterwards."""
    old = contents(built.output)
    edit = built.content / "units/all.yaml"
    before = edit.read_text("utf-8")
    write(built, NEW)
    built.output.with_name(".site.cache").unlink()  # else this file is not read again
    real = read_bytes

    def read(file: Path) -> bytes:
        if file == edit:
            file.write_text(before.replace("上级。", "下级。"), "utf-8")
        return real(file)

    with monkeypatch.context() as patched:
        patched.setattr("yearbook.core.documents.document.read_bytes", read)
        pipeline.build(built)
    assert "下级".encode() in contents(built.output)["zh/units/city-government.html"]
    edit.write_text(before, "utf-8")
    assert "下级".encode() not in rebuilt(built)["zh/units/city-government.html"]
    write(built, OLD)
    assert rebuilt(built) == old


def test_a_file_cut_short_while_it_is_read(built: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    old = contents(built.output)
    write(built, NEW)
    real = read_bytes
    with monkeypatch.context() as patched:
        patched.setattr("yearbook.core.documents.document.read_bytes", lambda file: real(file)[:100])
        refused(built)
    assert contents(built.output) == old
    assert rebuilt(built) != old


def test_a_file_gone_between_two_looks(built: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    old, file = contents(built.output), built.content / "themes.yaml"
    write(built, NEW)

    def read(each: Path) -> bytes:
        file.unlink(missing_ok=True)
        return read_bytes(each)

    with monkeypatch.context() as patched:
        patched.setattr("yearbook.core.documents.document.read_bytes", read)
        assert "YB101" in refused(built)
    assert contents(built.output) == old


# Times that lie


@pytest.mark.parametrize("when", [0, 4_000_000_000], ids=["long ago", "not yet"])
def test_a_change_is_seen_whatever_its_time(built: BuildOptions, when: int, tmp_path: Path) -> None:
    new = site(built, tmp_path / "new", NEW)
    write(built, NEW)
    for each in built.content.rglob("*"):
        os.utime(each, (when, when))
    assert rebuilt(built) == new


def test_a_change_of_same_size_and_time_is_seen(built: BuildOptions, tmp_path: Path) -> None:
    """As `rsync -a` and a checkout of an older state leave it; and so in the site, by a stray script."""
    new = site(built, tmp_path / "new", NEW)
    file = built.content / "themes.yaml"
    before = file.stat()
    write(built, NEW)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert rebuilt(built) == new
    page = built.output / PAGE
    status = page.stat()
    page.write_bytes(page.read_bytes().replace(b"<", b"(", 1))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert rebuilt(built) == new


# The record


def test_a_record_with_one_wrong_bit_never_keeps_a_wrong_file(built: BuildOptions) -> None:
    """Of every 97th bit: it is noticed, or what it would keep is known under the same key and bytes as before."""
    good = (built.output / MANIFEST).read_bytes()
    record = decode_manifest(good)
    unnoticed = 0
    for bit in range(0, len(good) * 8, 97):
        data = bytearray(good)
        data[bit // 8] ^= 1 << bit % 8
        found = decode_manifest(bytes(data))
        kept = {path for path, each in found.entries.items() if each.key == getattr(record.entries.get(path), "key", 0)}
        wrong = {path for path in kept if found.entries[path].digest != record.entries[path].digest}
        with lock_output(built.output) as held:
            noticed = dict(find_altered(held.folder, [(path, found.entries[path]) for path in wrong]))
        assert noticed.keys() == wrong
        unnoticed += found == record
    assert unnoticed < 3  # a bit of the space between two values says nothing


def test_with_a_wrong_bit_in_the_record_everything_is_made_again(built: BuildOptions) -> None:
    """Above all where the key of one of a recipe's files is hit: the others are then not all that it makes."""
    old = contents(built.output)
    for part in range(8):
        data = bytearray(old[MANIFEST])
        data[len(data) * part // 8 + part] ^= 1
        (built.output / MANIFEST).write_bytes(data)
        assert rebuilt(built) == old


# Names and links

NAMES = {
    "a device of Windows": "honors/2017/con.md",
    "a device in a folder's name": "honors/aux/green.md",
    "decomposed": "units/Ze\u0301ro.yaml",
    "upper and lower case": "honors/2017/Green-City.md",
    "the end of the name": "honors/2017/green .md",
    "too long for a page": f"honors/2017/{'a' * 252}.md",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_will_not_do_leaves_the_old_site(built: BuildOptions, name: str) -> None:
    old = contents(built.output)
    world(built.content, {NAMES[name]: FILES["honors/2017/green-city.md"]})
    assert refused(built)
    assert contents(built.output) == old
    (built.content / NAMES[name]).unlink()
    shutil.rmtree(built.content / "honors/aux", ignore_errors=True)
    assert rebuilt(built) == old


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret.yaml", ".", "..", "loop.yaml", "nothing.yaml"])
def test_links_lead_nowhere(built: BuildOptions, target: str) -> None:
    old = contents(built.output)
    world(built.content.parent, {"secret.yaml": "secret: {title: {zh: 机密, en: Secret}}"})
    write(built, NEW)
    (built.content / "loop.yaml").symlink_to(target)
    assert refused(built) <= {"YB103", "YB104", "YB105"}
    assert contents(built.output) == old
    (built.content / "loop.yaml").unlink()
    assert "机密".encode() not in b"".join(rebuilt(built).values())


# Alone


def test_no_build_asks_the_network_for_anything(order: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*arguments: object, **options: object) -> NoReturn:
        raise AssertionError(f"a socket is opened: {arguments}")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, asked)
    with pytest.raises(AssertionError):
        socket.create_connection(("example.org", 80))
    order.output.parent.mkdir()
    assert PAGE in rebuilt(order)
