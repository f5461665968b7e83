"""The configurations in docs/publishing, each with its own program: nginx, Caddy, the hook of a bare repository."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.servers import HOST, free_port, installed, running
from tests.support.worlds import world
from yearbook.deploy.publishing.compression import compress
from yearbook.deploy.publishing.deploy_plan import plan_deploy
from yearbook.deploy.publishing.release import read_release
from yearbook.deploy.publishing.uploaders import uploader_for
from yearbook.model.publication import publish_target
from yearbook.site.views.head_tags import POLICY

DOCS = ROOT / "docs" / "publishing"
PAGE = "<!doctype html><title>A</title>" + "<p>文字</p>" * 300
STYLE = "assets/site.0123456789.css"
FILES = {
    "index.html": PAGE,
    "zh/index.html": PAGE,
    "zh/a.md": "# A",
    "404.html": "<title>Not here</title>",
    STYLE: "p { color: red }\n" * 100,
    "data/x.csv": "a,b\n" * 400,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A published folder."""
    source = world(tmp_path / "built", FILES)
    compress(source, read_release(source), 1)
    publish(source, tmp_path / "www")
    return tmp_path / "www"


def publish(source: Path, root: Path) -> None:
    uploader, release = uploader_for(publish_target(f"folder:{root}"), root), read_release(source)
    with uploader.lock():
        uploader.upload(source, release, plan_deploy(uploader.deployed(), release))


@contextmanager
def nginx(root: Path, folder: Path, port: int) -> Iterator[None]:
    text = (DOCS / "nginx.conf").read_text("utf-8")
    text = text.replace("listen 80;", f"listen {HOST}:{port};").replace("/srv/www/yearbook", str(root))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"{each}_temp_path {folder}/{each};\n" for each in kinds)
    mime = "/etc/nginx/mime.types"
    if not Path(mime).exists():
        pytest.skip(f"nginx has no {mime} on this machine")
    whole = f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\nhttp {{ access_log off;\n{scratch}{text}}}\n"
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folder is one that only its owner may enter
    (folder / "whole.conf").write_text(user + whole, "utf-8")
    with running([installed("nginx"), "-c", f"{folder}/whole.conf", "-e", "stderr"], port, os.environ):
        yield


@contextmanager
def caddy(root: Path, folder: Path, port: int) -> Iterator[None]:
    text = (DOCS / "Caddyfile").read_text("utf-8").replace("/srv/www/yearbook", str(root))
    text = re.sub(r"^:80 ", f":{port} ", text, flags=re.MULTILINE)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tdefault_bind {HOST}\n}}\n{text}", "utf-8")
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    arguments = [installed("caddy"), "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
    with running(arguments, port, {**os.environ, **homes}):
        yield


Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Answer]


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"])
def ask(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Iterator[Ask]:
    """(status, headers by small names, body) of an address on a running server."""
    installed(request.param.__name__)
    port, folder = free_port(), tmp_path / "server"
    folder.mkdir()

    def asking(path: str, **headers: str) -> Answer:
        connection = HTTPConnection(HOST, port, timeout=20)
        connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        found = (answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
        connection.close()
        return found

    with request.param(root, folder, port):
        yield asking


def test_the_server_uploader_out_what_was_published(ask: Ask, root: Path, tmp_path: Path) -> None:
    status, headers, body = ask("/zh/")
    assert (status, body.decode(), headers["content-type"]) == (200, PAGE, "text/html; charset=utf-8")
    assert headers["cache-control"] == "no-cache"
    assert ask("/zh/", If_None_Match=headers["etag"])[0] == 304

    status, headers, body = ask("/zh/", Accept_Encoding="gzip")
    assert (headers["content-encoding"], gzip.decompress(body).decode()) == ("gzip", PAGE)
    assert body == (root / "current/zh/index.html.gz").read_bytes()

    assert ask(f"/{STYLE}")[1]["cache-control"] == "public, max-age=31536000, immutable"
    _, headers, _ = ask("/data/x.csv")
    assert (headers["access-control-allow-origin"], headers["content-type"]) == ("*", "text/csv; charset=utf-8")
    assert ask("/zh/a.md")[1]["content-type"] == "text/markdown; charset=utf-8"
    for hidden in ("/.yearbook-release.json", "/gone.html"):
        status, _, body = ask(hidden)
        assert (status, body.decode()) == (404, FILES["404.html"])

    publish(world(tmp_path / "built", {"zh/index.html": PAGE + "new", "zh/index.html.gz": "x"}), root)
    assert ask("/zh/")[2].decode() == PAGE + "new"  # without being told


def test_every_answer_is_guarded(ask: Ask) -> None:
    for path in ("/", f"/{STYLE}", "/gone.html"):
        _, headers, _ = ask(path)
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"\d", headers.get("server", ""))


def test_servers_send_the_policy_of_the_pages() -> None:
    policies = {
        found[1]
        for name in ("nginx.conf", "Caddyfile")
        for found in re.finditer(r'Content-Security-Policy "([^"]+)"', (DOCS / name).read_text("utf-8"))
    }
    # What only a server can say, and what only a page on a disk needs.
    assert policies == {f"{POLICY.replace(' file:', '')}; frame-ancestors 'none'"}


def test_the_hook_of_a_bare_repository_shows_what_is_pushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = installed("git")
    bare, www = tmp_path / "book.git", tmp_path / "www"
    subprocess.run([git, "init", "--quiet", "--bare", bare], check=True)
    shutil.copy(DOCS / "post-receive", bare / "hooks")
    monkeypatch.setenv("YEARBOOK_ROOT", str(www))
    uploader = uploader_for(publish_target(f"git:{bare}#pages"), tmp_path / "state")
    for text in ("one", "two"):
        source = world(tmp_path / "built", {"index.html": text})
        release = read_release(source)
        with uploader.lock():
            uploader.upload(source, release, plan_deploy(uploader.deployed(), release))
        assert (www / "current/index.html").read_text() == text
    assert len(list((www / "releases").iterdir())) == 2
