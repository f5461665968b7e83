"""Print the licences and the known vulnerabilities of the locked packages: `make audit`.

Licences are read from the installed packages. Vulnerabilities are looked up by pip-audit in the Python Package Index. A
package that could not be looked up is reported as such and never counted as clean.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements-dev.lock",)
"""The lock of the tests holds that of the build."""
ALLOWED = frozenset(
    {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "0BSD"}
)
"""Licences under which a package may be used beside this one, as SPDX writes them: none asks for ours to change."""
_SAID = {
    "apache license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "sil open font license 1.1 (ofl-1.1)": "OFL-1.1",
}
"""What packages write that is no SPDX name, in small letters. `BSD` alone is taken for the form with three clauses."""
_UNREACHABLE = re.compile(
    r"ConnectionError|Max retries|NameResolution|Name or service|timed? ?out|SSLError|ProxyError|Connection refused",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock file."""

    name: str
    version: str
    licence: str
    """As SPDX writes it; as the package says it where that is not known; empty where it says nothing."""

    @property
    def is_allowed(self) -> bool:
        """Whether all licences that hold at once are allowed, or one of those to choose from."""
        choices = [each.split(" AND ") for each in self.licence.strip("()").split(" OR ")]
        return any(all(part.strip("() ") in ALLOWED for part in each) for each in choices)


def requirements(lock: str) -> Iterator[Requirement]:
    """What a lock file asks for on this machine."""
    for line in re.findall(r"^([A-Za-z0-9][^\\\n]*?) *\\?$", lock, re.MULTILINE):
        found = Requirement(line)
        if found.marker is None or found.marker.evaluate():
            yield found


def packages(lock: str) -> Iterator[Package]:
    """Each package of a lock file that is installed; one that is not has no licence here."""
    for each in requirements(lock):
        try:
            yield Package(each.name, str(each.specifier).removeprefix("=="), licence(each.name))
        except PackageNotFoundError:
            yield Package(each.name, "not installed", "")


def licence(name: str) -> str:
    """The licence of an installed package. Raises PackageNotFoundError."""
    found = metadata(name).json
    if expression := found.get("license_expression"):
        return str(expression)
    classes = [each.rpartition(" :: ")[2] for each in found.get("classifier", ()) if each.startswith("License")]
    said = str(found.get("license", "")).strip().partition("\n")[0]
    written = said if said in ALLOWED else classes[0] if classes else said
    return _SAID.get(written.lower(), written)


def table(found: list[Package]) -> str:
    rows = [("package", "version", "licence"), *((each.name, each.version, each.licence or "?") for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(each.rstrip() for each in lines)


def weaknesses(lock: Path) -> tuple[list[str], str]:
    """(what is known to be wrong, what could not be found out). Raises RuntimeError where pip-audit itself fails."""
    command = [
        "--requirement",
        str(lock),
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner=off",
        "--format=json",
    ]
    run = subprocess.run([sys.executable, "-m", "pip_audit", *command], capture_output=True, text=True, check=False)
    try:
        answers = json.loads(run.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError) as error:
        if _UNREACHABLE.search(run.stderr):
            return [], "the service that knows of weaknesses cannot be reached: NOTHING was looked up"
        raise RuntimeError(run.stderr.strip() or f"pip-audit ended with {run.returncode}") from error
    return findings(answers)


def findings(answers: Sequence[Mapping[str, Any]]) -> tuple[list[str], str]:
    """The same, from pip-audit's answer for each package."""
    wrong = []
    for each in answers:
        weak = f"{each['name']} {each.get('version', '')}"
        wrong += [f"{weak}: {one['id']}, mended in {one['fix_versions']}" for one in each.get("vulns", ())]
    unknown = [str(each["name"]) for each in answers if "skip_reason" in each]
    if not unknown:
        return wrong, ""
    if len(unknown) == len(answers):
        return wrong, f"the service knew none of the {len(answers)} packages: NOTHING was looked up"
    return wrong, f"not looked up: {', '.join(unknown)}"


def main() -> int:
    """0 where nothing is known to be wrong; 1 for a weakness or a licence that is not allowed; 2 for a failure."""
    bad = False
    for name in LOCKS:
        found = list(packages((ROOT / name).read_text("utf-8")))
        print(table(found))
        refused = [f"{each.name}: {each.licence or 'no licence'}" for each in found if not each.is_allowed]
        try:
            wrong, unknown = weaknesses(ROOT / name)
        except RuntimeError as error:
            print(f"\n{name}: pip-audit failed: {error}", file=sys.stderr)
            return 2
        print(f"\n{name}: {len(found)} packages, {len(refused)} licences not allowed, {len(wrong)} known weaknesses")
        print("\n".join([*refused, *wrong, *([f"warning: {unknown}"] if unknown else [])]))
        bad = bad or bool(refused or wrong)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
