"""The preview answers under names of this machine only, and to no page of another site; pages and sockets alike."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders

from tests.support.builds import run
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.options import BuildOptions
from yearbook.build.server.handlers import application
from yearbook.build.server.host_guard import guard_for, is_host
from yearbook.build.server.session import Session
from yearbook.core.diagnostics import Diagnostic

PATHS = (
    "/zh/index.html",
    "/-preview/origin?page=zh/index.html",
    "/-preview/preview.js",
    "/livereload.js",
    "/data/yearbook.json",
    "/nothing",
)
ANYWHERE = ("0.0.0.0", "::", "")


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    return BuildOptions(small_world(tmp_path / "content"), ROOT / "templates", tmp_path / "site", drafts=True)


REFUSED = 403
"""Also stands for 400: some Hosts are refused by tornado before the guard."""
HOSTS = {
    "127.0.0.1:{port}": 200,
    "localhost:{port}": 200,
    "LOCALHOST.:{port}": 200,
    "localhost": 200,
    "[::1]:{port}": 200,
    "[0:0:0:0:0:0:0:1]": 200,
    "evil.example": REFUSED,
    "evil.example:{port}": REFUSED,
    "127.0.0.1.evil.example": REFUSED,
    "localhost.evil.example": REFUSED,
    "evil.example@localhost": REFUSED,
    "localhost@evil.example": REFUSED,
    "[::1": REFUSED,
    "::1": REFUSED,
    "[::1]evil.example": REFUSED,
    "localhost, evil.example": REFUSED,
    "localhost:99999999": REFUSED,
    "0.0.0.0:{port}": REFUSED,
    "": REFUSED,
}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", *ANYWHERE])
def test_who_calls_it_by_another_name_is_refused(options: BuildOptions, host: str) -> None:
    """Else a page of another site could read the preview by a name of its own that leads here (DNS rebinding)."""
    wanted = {**HOSTS, **({"[::1]:{port}": REFUSED, "[0:0:0:0:0:0:0:1]": REFUSED} if host in ANYWHERE else {})}
    assert asked(options, host, [("/zh/index.html", {"Host": name}) for name in wanted]) == list(wanted.values())


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_no_handler_is_reached_before_the_guard(options: BuildOptions, host: str) -> None:
    requests = [(path, {"Host": name}) for path in PATHS for name in ("evil.example", "localhost")]
    found = asked(options, host, requests)
    assert set(found[::2]) == {REFUSED}
    assert set(found[1::2]) == {200, 404}


def test_a_request_without_a_host_is_refused(options: BuildOptions) -> None:
    assert asked(options, "127.0.0.1", [("/zh/index.html", {"Host": "-"})], version="1.0") == [REFUSED]


def test_a_name_that_was_allowed_is_answered(options: BuildOptions) -> None:
    requests = [("/zh/index.html", {"Host": each}) for each in ("Preview.example.org:8443", "evil.example", "10.1.2.3")]
    assert asked(options, "0.0.0.0", requests, ("preview.example.org", "10.1.2.3")) == [200, REFUSED, 200]


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 101),
        ("localhost:{port}", "http://localhost:{port}", 101),
        ("127.0.0.1:{port}", "http://evil.example", REFUSED),
        ("127.0.0.1:{port}", "http://localhost:{port}", REFUSED),
        ("127.0.0.1:{port}", "http://127.0.0.1:1", REFUSED),
        ("127.0.0.1:{port}", "null", REFUSED),
        ("127.0.0.1:{port}", "file://", REFUSED),
        ("127.0.0.1:{port}", "http://[::1", REFUSED),
        ("127.0.0.1:{port}", "", REFUSED),
        ("evil.example", "http://evil.example", REFUSED),
        ("evil.example:{port}", "http://evil.example:{port}", REFUSED),
        ("evil.example", "http://127.0.0.1:{port}", REFUSED),
        ("[::1", "http://[::1", REFUSED),
    ],
)
def test_a_page_of_another_site_may_not_listen(
    options: BuildOptions, bound: str, host: str, origin: str, status: int
) -> None:
    headers = {**UPGRADE, "Host": host, "Origin": origin}
    assert asked(options, bound, [("/livereload", headers)]) == [status]


def test_behind_a_proxy_the_origin_may_be_a_name_that_was_allowed(options: BuildOptions) -> None:
    headers = {**UPGRADE, "Origin": "https://preview.example.org"}
    assert asked(options, "127.0.0.1", [("/livereload", headers)], ("preview.example.org",)) == [101]
    assert asked(options, "127.0.0.1", [("/livereload", headers)]) == [REFUSED]


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("same-origin", "no-cors", 200),
        ("none", "navigate", 200),
        ("cross-site", "navigate", 200),
        ("cross-site", "no-cors", REFUSED),
        ("cross-site", "cors", REFUSED),
        ("same-site", "no-cors", REFUSED),
        ("cross-site", "websocket", REFUSED),
    ],
)
def test_a_page_of_another_site_may_link_to_it_but_not_read_it(
    options: BuildOptions, site: str, mode: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    assert asked(options, "127.0.0.1", [("/zh/index.html", headers)]) == [status]


def test_names_and_addresses_of_this_machine_are_known_where_it_listens_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Office-7.lan")
    for host in (*ANYWHERE, "192.168.1.7"):
        guard = guard_for(host)
        for name in ("office-7", "office-7.lan:8000", "OFFICE-7.local", "192.168.1.7:8000", "localhost"):
            assert guard.admits(HTTPHeaders({"Host": name}), "192.168.1.7"), (host, name)
        assert not guard.admits(HTTPHeaders({"Host": "192.168.1.8"}), "192.168.1.7")
    assert guard_for("::").admits(HTTPHeaders({"Host": "192.168.1.7"}), "::ffff:192.168.1.7")
    assert guard_for("::").admits(HTTPHeaders({"Host": "[fe80::1]"}), "fe80::1%eth0")
    assert not guard_for("127.0.0.1").admits(HTTPHeaders({"Host": "office-7.local"}), "127.0.0.1")


def test_a_refusal_says_how_to_allow_a_name(options: BuildOptions) -> None:
    (said,) = answers(options, "127.0.0.1", [("/", {"Host": "evil.example"})])
    assert "--allow-host" in said
    assert "本机" in said
    assert said.startswith("HTTP/1.1 403")
    assert "evil.example" not in said


@pytest.mark.parametrize("text", ["preview.example.org", "10.1.2.3", "::1", "fe80::1", "office-7", "[::1]"])
def test_names_and_addresses_may_be_allowed(text: str) -> None:
    assert is_host(text)


@pytest.mark.parametrize(
    "text", ["http://a.example", "a.example:80", "*", "a b", "", "0.0.0.0", "::", "a/b", "[::1]:80"]
)
def test_nothing_else_may_be_allowed(options: BuildOptions, text: str) -> None:
    assert not is_host(text)
    result = run(options, f"--allow-host={text}", command_name="preview")
    assert result.exit_code == 2
    assert "--allow-host" in result.output and "preview.example.org" in result.output


@pytest.mark.parametrize("path", ["/../content/yearbook.yaml", "/..%2fcontent/yearbook.yaml", "//etc/passwd", "/%00"])
def test_no_path_leads_out_of_the_site(options: BuildOptions, path: str) -> None:
    assert asked(options, "127.0.0.1", [(path, {})]) == [404]


Requests = list[tuple[str, dict[str, str]]]
"""Path and headers; a Host of `-` is left out."""


def asked(
    options: BuildOptions, host: str, requests: Requests, allowed: tuple[str, ...] = (), version: str = "1.1"
) -> list[int]:
    """The statuses of these requests, sent as they stand, to a preview on loopback whose guard is that of `host`."""
    found = [int(each.split()[1]) for each in answers(options, host, requests, allowed, version)]
    return [REFUSED if each == 400 else each for each in found]


def answers(
    options: BuildOptions, host: str, requests: Requests, allowed: tuple[str, ...] = (), version: str = "1.1"
) -> list[str]:
    said: list[Diagnostic] = []
    session = Session(options, said.extend)
    session.begin()

    async def asking() -> list[str]:
        server = application(session, guard_for(host, allowed), options.folders).listen(0, "127.0.0.1")
        (port,) = {each.getsockname()[1] for each in server._sockets.values()}
        try:
            return [await answer(port, path, headers) for path, headers in requests]
        finally:
            server.stop()
            await server.close_all_connections()

    async def answer(port: int, path: str, headers: dict[str, str]) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = {"Host": f"127.0.0.1:{port}", **headers}
        said = "".join(f"{name}: {value.format(port=port)}\r\n" for name, value in lines.items() if value != "-")
        writer.write(f"GET {path} HTTP/{version}\r\n{said}\r\n".encode())
        found = await reader.read(1 << 16)
        writer.close()
        return found.decode("utf-8", "replace")

    with ThreadPoolExecutor(1) as elsewhere:  # in this thread a loop may run already: that of the browser's tests
        return elsewhere.submit(asyncio.run, asking()).result()
