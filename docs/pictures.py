"""The built site → the pictures in docs/pictures/, taken by a Chromium that is on the machine: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (
    ("year-zh", "zh/years/2016.html", 1280, 1500, "light"),
    ("cover", "index.html", 1280, 900, "light"),
    ("project-en", "en/projects/csd-fashion-centre.html", 1280, 1300, "light"),
    ("honor-phone-dark", "zh/honors/charity-promoter.html", 390, 844, "dark"),
)
"""(name, page, width, height in CSS pixels, scheme)."""

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def main() -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    for name, page, width, height, scheme in PICTURES:
        target = ROOT / "docs" / "pictures" / f"{name}.png"
        dark = ("--blink-settings=preferredColorScheme=0",) if scheme == "dark" else ()
        with tempfile.TemporaryDirectory() as profile:
            command = (
                browser, *OPTIONS, *dark, f"--user-data-dir={profile}", f"--window-size={width},{height}",
                f"--screenshot={target}", (ROOT / "site" / page).as_uri(),
            )  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
