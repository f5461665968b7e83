"""The hand-written scripts as TypeScript's checker reads them: their types stand in comments (JSDoc), and hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.browser.browser import HERE, package, program

SCRIPTS = HERE.parent.parent / "templates" / "assets" / "js"
STRICT = (
    "--noEmit", "--allowJs", "--checkJs", "--strict", "--pretty", "false", "--typeRoots", str(SCRIPTS),
    "--target", "es2022", "--lib", "es2022,dom,dom.iterable",
)  # fmt: skip


def told(*files: Path) -> list[str]:
    """What the checker says of scripts, a line each."""
    node = program("Node.js", ("node", "nodejs"), "apt-get install npm")
    command = (node, str(package("typescript/bin/tsc")), *STRICT, str(HERE / "globals.d.ts"), *map(str, files))
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def test_the_scripts_hold_their_types() -> None:
    written = sorted(each for each in SCRIPTS.glob("*.js") if not each.name.startswith("vendor-"))
    assert len(written) > 2
    assert told(*written) == []


def test_what_does_not_hold_is_told(tmp_path: Path) -> None:
    file = tmp_path / "wrong.js"
    file.write_text('document.querySelector("a").href = 1;\n', "utf-8")
    assert len(told(file)) >= 1
