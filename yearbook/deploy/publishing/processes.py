"""An installed program with its arguments → what it answers, or a problem that says what to do. Knows no protocol."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

_NOT_INSTALLED = DiagnosticKind(
    "YB740",
    "publishing here needs the program `{program}`, which is not installed",
    "发布到这里需要程序 `{program}`，本机没有安装",
    "Install it: apt-get install {program}, brew install {program}, or {home}.",
    "请安装：apt-get install {program}、brew install {program}，或见 {home}。",
)
FAILED = DiagnosticKind(
    "YB741",
    "`{program}` could not do it (exit status {status}): {said}",
    "`{program}` 未能完成（退出状态 {status}）：{said}",
    "Nothing is lost: publish again when the cause is mended, and it goes on from here.",
    "没有丢失任何内容：排除原因后再次发布，会从中断处继续。",
)

_HOMES = {"git": "https://git-scm.com", "rsync": "https://rsync.samba.org", "rclone": "https://rclone.org"}
_LINES = 4  # of what a program complained of, from the end


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """How a program ended."""

    status: int
    """0 where it did what was asked."""
    output: bytes
    complaint: str
    """The last lines of its error output, as one."""


def ask(
    arguments: Sequence[str],
    *,
    place: str,
    given: Iterable[str] = (),
    within: Path | None = None,
    accepted: Iterable[int] = (0,),
    names: Mapping[str, str] | None = None,
) -> ProcessResult:
    """Runs a program to its end. `given` are paths for its standard input, each ended by a zero byte or, where the
    program is rclone, by a line feed.

    Raises YB740 where it is not installed, YB741 where it ends with another status than those `accepted`.
    """
    program = (names or {}).get("program", Path(arguments[0]).name)
    found = shutil.which(arguments[0])
    if found is None:
        raise DiagnosticsError(
            [diagnostic(_NOT_INSTALLED, Location(place), program=program, home=_HOMES.get(program, ""))]
        )
    end = "\n" if program == "rclone" else "\0"
    typed = "".join(f"{each}{end}" for each in given).encode()
    done = subprocess.run(  # noqa: S603 - a list of arguments, and no shell
        [found, *arguments[1:]], input=typed, capture_output=True, cwd=within, check=False
    )
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    answer = ProcessResult(done.returncode, done.stdout, " / ".join(each.strip() for each in lines[-_LINES:]))
    if answer.status not in tuple(accepted):
        said = answer.complaint or "–"
        raise DiagnosticsError([diagnostic(FAILED, Location(place), program=program, status=answer.status, said=said)])
    return answer
