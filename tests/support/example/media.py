"""Draw the pictures and write the attachments of the example yearbook: `python -m tests.support.example.media FOLDER`.

Nobody photographed or drew them: hills, water and books are made of plain shapes, the same at every call.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import typst
from PIL import Image, ImageDraw

PAPER, INK, WATER, HILL, SUN = "#f4f0e6", "#23262a", "#3f7f86", "#7f9a79", "#c8553d"

CERTIFICATE = """
#set page(width: 297mm, height: 210mm, margin: 30mm)
#set document(title: "WAPR Award 2024", date: none)
#align(center + horizon)[
  #text(28pt)[World Association of Public Reading]
  #v(8mm) #text(20pt)[Award for a Reading District, 2024]
  #v(8mm) #text(16pt)[Chengxi District Library]
]
"""


def write_media(folder: Path) -> None:
    """Write all files of the example into `folder`, which is its content/media."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings: dict[str, tuple[tuple[int, int], Callable[[Image.Image], None]]] = {
        "澄溪 板桥段.jpg": ((3000, 2000), _river),
        "library.PNG": ((1600, 1200), _library),
        "classroom.webp": ((1200, 1600), _classroom),
        "river-from-above.avif": ((2400, 800), _river),
        "portrait-lin.jpg": ((900, 1200), _portrait),
    }
    for name, (size, draw) in drawings.items():
        picture = Image.new("RGB", size, PAPER)
        draw(picture)
        picture.save(folder / name, quality=85)
    (folder / "获奖证书.pdf").write_bytes(typst.compile(CERTIFICATE.encode(), timestamp=0))
    _table(folder / "loans-2024.xlsx")


def _river(picture: Image.Image) -> None:
    """Hills behind a river that winds towards the reader."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.7, height * 0.08, width * 0.7 + height * 0.16, height * 0.24), fill=SUN)
    for top, shade in ((0.35, "#a9bda2"), (0.45, HILL)):
        ridge = [
            (x, height * (top + 0.07 * math.sin(x / width * 9 + top * 20)))
            for x in range(0, width + 1, max(1, width // 200))
        ]
        draw.polygon([(0, height), *ridge, (width, height)], fill=shade)
    bends = [(0.52 + 0.18 * math.sin(step / 6), 0.5 + step / 60) for step in range(31)]
    left = [((x - 0.02 - (y - 0.5) * 0.3) * width, y * height) for x, y in bends]
    right = [((x + 0.02 + (y - 0.5) * 0.3) * width, y * height) for x, y in reversed(bends)]
    draw.polygon([*left, *right], fill=WATER)


def _library(picture: Image.Image) -> None:
    """Shelves of books."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    for shelf in range(4):
        floor = height * (shelf + 1) // 4 - height // 40
        draw.rectangle((0, floor, width, floor + height // 60), fill=INK)
        x, at = 0, 0
        while x < width:
            thick = width // 60 + (at * 7 + shelf * 5) % (width // 50)
            high = height // 6 + (at * 13 + shelf * 11) % (height // 22)
            draw.rectangle((x, floor - high, x + thick - 3, floor), fill=(WATER, HILL, SUN, INK)[(at * 3 + shelf) % 4])
            x, at = x + thick, at + 1


def _classroom(picture: Image.Image) -> None:
    """A blackboard and rows of desks."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width * 0.1, height * 0.08, width * 0.9, height * 0.38), fill="#2f4f46")
    for row in range(4):
        for column in range(3):
            x, y = width * (0.12 + column * 0.29), height * (0.48 + row * 0.13)
            draw.rectangle((x, y, x + width * 0.2, y + height * 0.04), fill="#b98b57")
            draw.rectangle((x + width * 0.08, y + height * 0.04, x + width * 0.12, y + height * 0.09), fill=INK)


def _portrait(picture: Image.Image) -> None:
    """Head and shoulders without a face."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, height), fill="#d9d4c7")
    draw.pieslice((width * 0.1, height * 0.6, width * 0.9, height * 1.4), 180, 360, fill=WATER)
    draw.ellipse((width * 0.3, height * 0.2, width * 0.7, height * 0.62), fill="#c9a184")


def _table(file: Path) -> None:
    """Books lent by month, as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["月份", "外借图书（万册）"])
    for month, lent in enumerate((5.9, 6.1, 6.8, 7.0, 7.4, 8.2, 8.9, 8.8, 7.1, 6.9, 6.7, 6.2), start=1):
        sheet.append([month, lent])
    book.save(file)


if __name__ == "__main__":
    write_media(Path(sys.argv[1]))
