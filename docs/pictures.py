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

APPEARANCE = """
appearance:
  logo: logo.svg
  accent: 1f5f8b
  title_breaks: {zh: 云梯县|成就年鉴|（示例）, en: Yearbook of Achievements|of Yunti County|(an example)}
"""
"""Of the example in the editors' guide."""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
    '<path fill="none" stroke="#1f5f8b" stroke-width="7" d="M4 56L34 8l30 48M52 38l20-30 44 48"/></svg>'
)

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
        shoot(browser, ROOT / "site" / page, target, size=(width, height), scheme=scheme)
    example(browser, ROOT / "docs" / "editors-guide")
    print(spread(ROOT / "docs" / "pictures" / "book-pages.png").relative_to(ROOT))


def shoot(browser: str, page: Path, target: Path, *, size: tuple[int, int], scheme: str = "light") -> None:
    """Make a picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        command = (
            browser,
            *OPTIONS,
            *(("--blink-settings=preferredColorScheme=0",) if scheme == "dark" else ()),
            f"--user-data-dir={profile}",
            f"--window-size={size[0]},{size[1]}",
            f"--screenshot={target}",
            page.as_uri(),
        )
        subprocess.run(command, check=True, capture_output=True)
    print(target.relative_to(ROOT))


def example(browser: str, folder_of_guide: Path) -> None:
    """Make pictures of the example with a look of its own: its cover, and its free page."""
    with tempfile.TemporaryDirectory() as folder:
        content, site = Path(folder, "content"), Path(folder, "site")
        shutil.copytree(ROOT / "yearbook/authoring/example/content", content)
        (content / "media").mkdir(exist_ok=True)
        (content / "media/logo.svg").write_text(LOGO, encoding="utf-8")
        file = content / "yearbook.yaml"
        file.write_text(file.read_text(encoding="utf-8") + APPEARANCE, encoding="utf-8")
        options = (f"--content={content}", f"--output={site}")
        subprocess.run((sys.executable, str(ROOT / "build.py"), *options), check=True, cwd=ROOT, capture_output=True)
        shoot(browser, site / "index.html", folder_of_guide / "appearance.png", size=(1280, 940))
        shoot(browser, site / "zh/pages/about.html", folder_of_guide / "page.png", size=(1280, 940))


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
