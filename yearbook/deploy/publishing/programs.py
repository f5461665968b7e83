"""Run an installed program, and report a failure as a diagnostic."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

_NOT_INSTALLED = DiagnosticKind(
    "YB740",
    "publishing here needs the program `{program}`, which is not installed",
    hint="Install it: apt-get install {program}, brew install {program}, or {home}.",
)
PROGRAM_FAILED = DiagnosticKind(
    "YB741",
    "`{program}` could not do it (exit status {status}): {said}",
    hint="Nothing is lost: publish again when the cause is mended, and it goes on from here.",
)

_HOMES = {"git": "https://git-scm.com", "rsync": "https://rsync.samba.org", "rclone": "https://rclone.org"}
_ERROR_LINES = 4  # of the error output, from its end


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """The outcome of a program."""

    status: int
    output: bytes
    errors: str
    """The last lines of its error output, joined."""


def run_program(
    arguments: Sequence[str],
    *,
    place: str,
    stdin: Iterable[str] = (),
    folder: Path | None = None,
    accepted: Container[int] = (0,),
    name: str = "",
) -> ProcessResult:
    """Run a program in a folder until it ends. `stdin`: paths, each ended by a zero byte (by a line feed for rclone).

    Raises YB740 if it is not installed, YB741 if its exit status is not accepted; `name` is what they call it.
    """
    program = name or Path(arguments[0]).name
    executable = shutil.which(arguments[0])
    if executable is None:
        words = {"program": program, "home": _HOMES.get(program, "")}
        raise DiagnosticsError([diagnostic(_NOT_INSTALLED, Location(place), **words)])
    end = "\n" if program == "rclone" else "\0"
    done = subprocess.run(  # noqa: S603 - a list of arguments, and no shell
        [executable, *arguments[1:]],
        input="".join(f"{path}{end}" for path in stdin).encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    errors = " / ".join(each.strip() for each in lines[-_ERROR_LINES:])
    if done.returncode not in accepted:
        words = {"program": program, "status": str(done.returncode), "said": errors or "–"}
        raise DiagnosticsError([diagnostic(PROGRAM_FAILED, Location(place), **words)])
    return ProcessResult(done.returncode, done.stdout, errors)
