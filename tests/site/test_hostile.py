"""What strangers send: whatever it is, it ends in a problem or in harmless text, and soon.

How long a thing takes is never measured here: what could take long is bounded by its size, before any work is done, and
what must be looked at as it is, in a process that the system ends when its time is over.
"""

from __future__ import annotations

import io
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.support.dangers import dangers
from tests.support.faults import child
from tests.support.paths import CASES, ROOT
from tests.support.small import small_world
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError, Location, show
from yearbook.core.documents.document import Document, parse_document
from yearbook.markdown.conversion import convert
from yearbook.model.dates import parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.quantities import parse_quantity
from yearbook.site import images, svg
from yearbook.site.media import scaled_pictures

VECTORS = [
    each.encode("latin-1", "backslashreplace").decode("unicode_escape")
    for each in (CASES / "hostile/xss.txt").read_text("utf-8").splitlines()
]
PIECES = st.sampled_from(
    (
        *(
            "---\n",
            "\n",
            " ",
            "a: ",
            "- ",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "<",
            ">",
            "&",
            "*",
            "_",
            "`",
            "#",
            "|",
            "!",
            "^",
        ),
        *(
            "![x](",
            "javascript:",
            "media/a.jpg",
            "honor:a",
            "<sup>",
            "</ruby>",
            "<rp>",
            "[^1]",
            "[^1]: ",
            "\t",
            "甲",
            "：",
        ),
        *('"', "\\"),
    )
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)
few = settings(max_examples=60, deadline=None)

# Prose


def test_there_are_enough_vectors() -> None:
    assert len(set(VECTORS)) > 200


@pytest.mark.parametrize("frame", ["{}", "前 {} 后", "- {}\n", "> {}", "| a |\n|---|\n| {} |", "x[^1]\n\n[^1]: {}"])
def test_nothing_that_runs_gets_through(frame: str) -> None:
    found = {each: dangers(convert(frame.format(each), "zh", "a.md", 1)[0].html) for each in VECTORS}
    assert {each: wrong for each, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "html",
    (
        *("<script>", "<p onclick=x>", "<p style=x>", "<a href=javascript:x>", "<a href='java\tscript:x'>", "<iframe>"),
        *("<img src=data:x>", "<svg/onload=x>", "<math>", "<!-- x -->", "<base>", "<a href=//x>", "<object>", "<?x?>"),
    ),
)
def test_what_would_run_is_noticed(html: str) -> None:
    assert dangers(f"<p>x</p>{html}x")


@few
@given(TEXTS)
def test_any_text_becomes_harmless_html(text: str) -> None:
    prose, diagnostics = convert(text, "zh", "a.md", 1)
    assert dangers(prose.html) == []
    assert all(show(each, text.split("\n"), language) for each in diagnostics for language in ("en", "zh"))


# Files


@few
@given(st.binary(max_size=300) | TEXTS.map(lambda text: f"---\n{text}".encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_document_or_problems(data: bytes) -> None:
    for path in ("a.md", "a.yaml"):
        found = parse_document(data, path, "content")
        assert isinstance(found, Document) or (found and all(isinstance(each, Diagnostic) for each in found))


@few
@given(st.text(max_size=30) | st.text("0123456789.-/?~约万亿元%个-以上年～,", max_size=20))
def test_any_text_is_a_value_or_a_mistake(text: str) -> None:
    for parse in (parse_quantity, parse_when):
        try:
            parse(text)
        except InvalidValueError as mistake:
            assert str(mistake) != mistake.message.translated("zh")


BOMBS = {
    "a scalar of ten megabytes": b"a: " + b"x" * 10_000_000,
    "an alias of aliases": b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a merge of itself": b"a: &a\n  <<: *a\n",
    "mappings without end": b"a: " + b"{a: " * 200_000,
    "a key of a megabyte": b"x" * 900_000 + b": y",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_are_one_problem(bomb: bytes) -> None:
    found = parse_document(bomb, "a.yaml", "content")
    assert isinstance(found, tuple)
    assert len(found) == 1
    assert len(show(found[0], bomb[:200].decode().split("\n"))) < 2_000


@few
@given(data=st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_are_a_table_or_a_problem(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("a.csv", "a.xlsx"):
        file = tmp_path_factory.getbasetemp() / name
        file.write_bytes(data)
        try:
            read_sheets(file)
        except DiagnosticsError as error:
            assert error.diagnostics


# Pictures


def photo(form: str, size: tuple[int, int] = (1000, 700), **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **options)
    return out.getvalue()


def prepared(data: bytes, path: str) -> images.PreparedImage:
    found = images.prepare_image(data, path, "content")
    assert isinstance(found, images.PreparedImage), found
    return found


def code(data: bytes, path: str) -> str:
    found = images.prepare_image(data, path, "content")
    assert isinstance(found, Diagnostic)
    assert found.place.path == f"content/{path}"
    return found.mistake.code


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
def test_a_photograph_is_turned_and_says_nothing_of_its_maker(form: str, ending: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRET MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    path = f"media/a.{ending}"
    data = photo(form, exif=exif.tobytes())
    assert b"SECRET" in data
    found = prepared(data, path)
    assert found.size == images.Size(700, 1000, (480,)) == images.measure_image(data, path, "content")
    assert [each for each, _ in found.files] == [path, f"media/a.w480.{ending}"]
    for (_, made), size in zip(found.files, [(700, 1000), (480, 686)], strict=True):
        image = Image.open(io.BytesIO(made))
        assert (image.size, image.format, dict(image.getexif())) == (size, form, {})
        assert b"SECRET" not in made
    assert prepared(data, path) == found
    assert images.original(found.files[1][0]) == path


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_large_picture_is_published_smaller_and_that_is_said(form: str) -> None:
    path = f"media/a.{form.lower()}"
    exif = Image.Exif()
    exif[0x0112] = 6
    data = photo(form, (3000, 2000), **({} if form == "GIF" else {"exif": exif.tobytes()}))
    found = prepared(data, path)
    published, original = ((2400, 1600), (3000, 2000)) if form == "GIF" else ((1600, 2400), (2000, 3000))
    assert (found.size.width, found.size.height, found.size.original) == (*published, original)
    assert found.size == images.measure_image(data, path, "content")
    assert Image.open(io.BytesIO(found.files[0][1])).size == published
    (notice,) = scaled_pictures("content", {f"a.{form.lower()}": found.size, "b.jpg": images.Size(2400, 1600)})
    assert (notice.place.path, notice.is_error) == (f"content/{path}", False)
    assert notice.text() == "this picture of {:,} × {:,} pixels is published with {:,} × {:,}".format(
        *original, *published
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_large_picture_of_any_mode_is_published(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (100, 2600)).save(out, "PNG")
    found = prepared(out.getvalue(), "media/a.png")
    assert Image.open(io.BytesIO(found.files[0][1])).size == (found.size.width, found.size.height)
    assert found.size.height == (2600 if mode == "I;16" else 2400)


def test_pictures_that_cannot_be_shown_are_refused() -> None:
    whole = photo("PNG")
    assert code(whole[: len(whole) // 2], "media/a.png") == "YB751"
    assert code(b"", "media/a.png") == "YB760"
    assert code(whole, "media/a.jpg") == "YB752"
    assert code(b"x" * (images.LARGEST_IMAGE + 1), "media/a.jpg") == "YB750"
    out = io.BytesIO()
    Image.new("1", (10_000, 9_000)).save(out, "PNG")
    assert len(out.getvalue()) < 20_000
    assert code(out.getvalue(), "media/bomb.png") == "YB750"


def test_html_says_how_large_pictures_are() -> None:
    html = '<p><img alt="a&amp;b" src="media:x/a.jpg"> <img alt="c" src="media:c.svg"></p>'
    sizes = {"x/a.jpg": images.Size(1000, 700, (480, 960)), "c.svg": images.Size(0, 0)}
    found = images.sized(html, sizes, lambda path: f"../media/{path}")
    assert 'src="media:x/a.jpg" width="1000" height="700" loading="lazy"' in found
    assert 'srcset="../media/x/a.w480.jpg 480w, ../media/x/a.w960.jpg 960w, ../media/x/a.jpg 1000w"' in found
    assert found.endswith('<img alt="c" src="media:c.svg"></p>')


INSIDE = [
    "<script>alert(1)</script>", '<g onclick="x"/>', "<foreignObject/>", '<a href="javascript:x"/>',
    '<use href="//e/x#a"/>',
    '<image href="https://e/x.png"/>', '<image href="data:image/svg+xml;base64,AA"/>', "<style>@import url(x)</style>",
    "<style>a{fill:url(//e)}</style>", '<rect fill="url(http://e)"/>', '<rect style="fill:u\\72l(x)"/>', "<animate/>",
    '<set attributeName="href" to="javascript:x"/>', '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    '<g xml:base="//e/"/>',
    '<?xml-stylesheet href="x"?>', '<style>a{fill:url/**/(//e)}</style>', '<use xlink:href="data:x" xmlns:xlink="y"/>',
]  # fmt: skip


@pytest.mark.parametrize("inside", INSIDE)
def test_a_drawing_that_is_more_is_refused_where_it_is(inside: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}</svg>'
    found = svg.measure_svg(text.encode(), Location("content/media/a.svg"))
    assert isinstance(found, Diagnostic)
    assert (found.mistake.code, found.place.line) == ("YB754", 2)


def test_drawings_that_are_none() -> None:
    assert code(b"", "media/a.svg") == "YB760"
    for data in (b"x", b"<svg/>", b"<html/>", b'<svg xmlns="http://www.w3.org/2000/svg">', b"\xff\xfe<"):
        assert code(data, "media/a.svg") == "YB753"
    entities = (
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    )
    assert code(entities, "media/a.svg") == "YB754"


def test_a_sound_drawing_goes_in_as_it_is() -> None:
    data = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10.4"><style>a{fill:url(#b)}</style>'
        b'<use href="#b"/><rect fill="url(#b)" transform="rotate(3)"/></svg>'
    )
    assert prepared(data, "media/a.svg") == images.PreparedImage(images.Size(20, 10), (("media/a.svg", data),))


# All that looks at a text


REPEATED = ("1", "、一项", "1 000 ", "“a”", "it's ", "a\n\n", "绿化办")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", REPEATED)
def test_long_texts_are_looked_at_in_time(part: str, language: str, tmp_path: Path) -> None:
    """A text as long as one may be; the system ends the process where its time or memory is over."""
    root = small_world(tmp_path / "content")
    file = root / f"honors/2017/green-city{'.en' if language == 'en' else ''}.md"
    front = file.read_text("utf-8").split("---\n")[1]
    file.write_text(f"---\n{front}---\n\n{part * (190_000 // len(part.encode()))}\n", "utf-8")

    def reading() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 500_000_000,) * 2)
        read_yearbook(BuildOptions(root, ROOT / "templates", tmp_path / "site"))

    ended = os.waitpid(child(reading), 0)[1]
    assert os.waitstatus_to_exitcode(ended) in (0, 1)
