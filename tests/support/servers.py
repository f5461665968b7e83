"""Servers of other people's making, on loopback, for as long as a test needs them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import pytest

HOST = "127.0.0.1"
PACKAGES = {"nginx": "nginx-light", "sshd": "openssh-server", "ssh": "openssh-client", "ssh-keygen": "openssh-client"}
"""Debian's packages, where they have other names than their programs."""


def installed(name: str) -> str:
    """The program; the test is skipped where it is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install {PACKAGES.get(name, name)}")
    return str(found)


@contextmanager
def running(arguments: list[str], port: int, environment: Mapping[str, str]) -> Iterator[None]:
    """A server, from when it listens until the block ends."""
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as server:
        try:
            until = time.monotonic() + 20
            while True:
                with suppress(ConnectionRefusedError), socket.create_connection((HOST, port), timeout=1):
                    break
                assert server.poll() is None, server.stderr.read() if server.stderr else ""
                assert time.monotonic() < until
            yield
        finally:
            server.terminate()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as made:
        return int(made.getsockname()[1])
