"""Make the pictures in docs/pictures/ from the built site and a book: `make pictures`.

A Chromium and Poppler that are on the machine do the work.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = (
    ("year-zh", "zh/years/2016.html", 1280, 1500, "light"),
    ("cover", "index.html", 1280, 900, "light"),
    ("project-en", "en/projects/csd-fashion-centre.html", 1280, 1300, "light"),
    ("honor-phone-dark", "zh/honors/charity-promoter.html", 390, 844, "dark"),
)
"""(name, page, width, height in CSS pixels, scheme)."""

SPREAD = (14, 15)
"""Facing pages of the year 2016 in Chinese, counted from the cover."""

OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def main() -> None:
    """Make every picture."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    for name, page, width, height, scheme in PICTURES:
        target = ROOT / "docs" / "pictures" / f"{name}.png"
        with tempfile.TemporaryDirectory() as profile:
            command = (
                browser,
                *OPTIONS,
                *(("--blink-settings=preferredColorScheme=0",) if scheme == "dark" else ()),
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={target}",
                (ROOT / "site" / page).as_uri(),
            )
            subprocess.run(command, check=True, capture_output=True)
        print(target.relative_to(ROOT))
    print(spread(ROOT / "docs" / "pictures" / "book-pages.png").relative_to(ROOT))


def spread(target: Path) -> Path:
    """Make a picture of two facing pages of a book and return its path."""
    with tempfile.TemporaryDirectory() as folder:
        book, pages = Path(folder, "book.pdf"), Path(folder, "page")
        options = ("--year", "2016", "--language", "zh", "--out", str(book))
        subprocess.run((sys.executable, str(ROOT / "build.py"), "pdf", *options), check=True, cwd=ROOT)
        first, last = map(str, SPREAD)
        subprocess.run(("pdftoppm", "-r", "75", "-f", first, "-l", last, "-png", str(book), str(pages)), check=True)
        left, right = (Image.open(each).convert("RGB") for each in sorted(Path(folder).glob("page-*.png")))
        both = Image.new("RGB", (left.width + right.width + 1, left.height), "#b9b3ab")
        both.paste(left, (0, 0))
        both.paste(right, (left.width + 1, 0))
        both.save(target, optimize=True)
    return target


if __name__ == "__main__":
    main()
