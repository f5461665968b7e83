"""Files that change while they are read, times that lie, and damaged manifests."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.builds import contents
from tests.support.faults import NEW, OLD, PAGE, rebuilt, refused, site, write
from tests.support.small import FILES
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.output.folder import find_altered
from yearbook.build.output.lock import lock_output
from yearbook.build.output.manifest import MANIFEST, decode_manifest
from yearbook.core.documents import document
from yearbook.core.documents.decoding import read_bytes

pytestmark = pytest.mark.usefixtures("templates_read_once")


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
        patched.setattr(document, "read_bytes", read)
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
        patched.setattr(document, "read_bytes", lambda file: real(file)[:100])
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
        patched.setattr(document, "read_bytes", read)
        assert "YB101" in refused(built)
    assert contents(built.output) == old


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


def test_no_build_asks_the_network_for_anything(options: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*arguments: object, **options: object) -> NoReturn:
        raise AssertionError(f"a socket is opened: {arguments}")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, asked)
    with pytest.raises(AssertionError):
        socket.create_connection(("example.org", 80))
    options.output.parent.mkdir()
    assert PAGE in rebuilt(options)
