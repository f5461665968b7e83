"""Phone numbers and numbers of identity cards are errors wherever they stand, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sound import honor, problems_of, read, sound_world, translation
from yearbook.checks.editorial.privacy import private_numbers
from yearbook.core.diagnostics import DiagnosticsError

NUMBERS = (  # of nobody: born in 1900, or with the digits of examples
    ("联系人手机13912345678", "13912345678", "YB428"),
    ("致电 139 1234 5678。", "139 1234 5678", "YB428"),
    ("致电139-1234-5678。", "139-1234-5678", "YB428"),
    ("+86 13912345678", "+86 13912345678", "YB428"),
    ("（１３９１２３４５６７８）", "１３９１２３４５６７８", "YB428"),
    ("13812345678/13912345678张三", "13812345678", "YB428"),
    ("0371-67181234", "0371-67181234", "YB428"),
    ("（0371）67181234", "（0371）67181234", "YB428"),
    ("010—62345678", "010—62345678", "YB428"),
    ("Call +86 371 67181234.", "+86 371 67181234", "YB428"),
    ("Call +86 371 6718 1234.", "+86 371 6718 1234", "YB428"),
    ("Call +86-371-6718-1234.", "+86-371-6718-1234", "YB428"),
    ("Call (0371) 6718-1234.", "(0371) 6718-1234", "YB428"),
    ("Call +86 (371) 67181234.", "+86 (371) 67181234", "YB428"),
    ("Call +86 (0)10 6234 5678.", "+86 (0)10 6234 5678", "YB428"),
    ("Call (+86 10) 6234 5678.", "(+86 10) 6234 5678", "YB428"),
    ("Call 0371 6718 1234.", "0371 6718 1234", "YB428"),
    ("电话：67181234", "67181234", "YB428"),
    ("Tel. 6718 1234", "6718 1234", "YB428"),
    ("身份证号41010319000101123X", "41010319000101123X", "YB427"),
    ("张三41010319000101019X", "41010319000101019X", "YB427"),
    ("410103 19000101 123X", "410103 19000101 123X", "YB427"),
    ("41010319000101123X，男", "41010319000101123X", "YB427"),
    ("身份证号码：410103000101123", "410103000101123", "YB427"),
    ("身份证号410103190001011230", "410103190001011230", "YB427"),
)
OTHERS = (
    "郑政〔2016〕12号",
    "GB/T 28039-2011",
    "DB41/T 1234-2016",
    "ISBN 978-7-5349-1234-5",
    "统一社会信用代码11410103005291234X",
    "统一社会信用代码91410103170012345M",
    "总投资13912345678元",
    "总投资139.12345678亿元",
    "CNY 13912345678",
    "一年13912345678人次",
    "2016-11-23至2018-02-17",
    "见https://www.erqi.gov.cn/news/13912345678.html",
    "erqi.gov.cn/id/13912345678",
    "mmexport1514764800000.jpg",
    "IMG_13912345678.jpg",
    "文件13912345678.pdf",
    "条码6901234567892",
    "410103190013011231",
    "410103190001011230",
    "410103000101123",
    "139****5678",
    "410103********1234",
    "热线12345、110",
    "电话20000000部",
    "共有电话1234万部",
    "1-2345678-90",
    "经度113.6401234、纬度34.72345678",
    "编号A13912345678",
    "东经113度13912345678901",
    "86 371 6718 1234",
    "(371) 6718 1234",
)


@pytest.mark.parametrize(("text", "number", "code"), NUMBERS)
def test_a_private_number_is_found(text: str, number: str, code: str) -> None:
    mistake, start, end = next(iter(private_numbers(text)))
    assert (text[start:end], mistake.code) == (number, code)


def test_two_numbers_are_two() -> None:
    assert len(list(private_numbers("13812345678/13912345678，41010319000101123X"))) == 3


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(private_numbers(text)) == []


PHONE = "手机13912345678"
PLACES = {
    "a title": {"honors/2016/a.md": honor().replace("title: 文明城区", f"title: {PHONE}")},
    "a summary": {"honors/2016/a.md": honor(f"summary: {PHONE}\n")},
    "a text of the facts": {"honors/2016/a.md": honor(f"persons: [{{zh: {PHONE}, en: Someone}}]\n")},
    "a name of a source": {
        "sources/b.yaml": f"b: {{title: {{zh: 甲, en: A}}, kind: book, date: 2016, authors: [{PHONE}]}}\n"
    },
    "a note": {
        "honors/2016/a.md": honor(f"notes: [{{kind: context, text: {{zh: {PHONE}, en: A}}}}]\n"),
    },
    "a quote": {"honors/2016/a.md": honor().replace("at: 文明城区", f"at: {PHONE}")},
    "a body": {"honors/2016/a.md": honor(body=f"一段。\n\n{PHONE}。\n")},
    "a cell": {"honors/2016/a.md": honor(body=f"|甲|乙|\n|---|---|\n|一|{PHONE}|\n")},
    "a footnote": {"honors/2016/a.md": honor(body=f"一段[^1]。\n\n[^1]: {PHONE}。\n")},
    "the words for a picture": {
        "honors/2016/a.md": honor(body=f"![{PHONE}](media/a.svg)\n"),
        "media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    },
    "a link": {"honors/2016/a.md": honor(body="[办公室](tel:13912345678)\n")},
    "a link in a translation": {
        "honors/2016/a.md": honor(body="一段。\n"),
        "honors/2016/a.en.md": translation(body="A text, mobile 13912345678.\n"),
    },
    "the title of a translation": {
        "honors/2016/a.md": honor(),
        "honors/2016/a.en.md": translation().replace("Civilised City", "Call 13912345678"),
    },
    "the reason of an acceptance": {
        "honors/2016/a.md": honor(f"accepted: [{{code: YB415, at: 甲, because: {{zh: {PHONE}, en: A}}}}]\n"),
    },
}


@pytest.mark.parametrize("case", PLACES)
def test_it_is_an_error_wherever_it_stands(case: str, tmp_path: Path) -> None:
    found = [each for each in problems_of(sound_world(tmp_path, PLACES[case])) if each.is_error]
    assert [each.mistake.code for each in found] == ["YB428"]
    assert found[0].place.line > 0


def test_it_is_an_error_in_a_draft(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor("draft: true\n", body=f"{PHONE}。\n")})
    with pytest.raises(DiagnosticsError) as caught:
        read(root, drafts=True)
    assert [each.mistake.code for each in caught.value.diagnostics if each.is_error] == ["YB428"]


def test_an_office_may_publish_its_own(tmp_path: Path) -> None:
    because = "{zh: 区政务服务中心公开电话。, en: The public number of the service centre.}"
    accepted = f"accepted: [{{code: YB428, at: 0371-67181234, because: {because}}}]\n"
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(accepted, body="电话0371-67181234。\n")})
    assert [each for each in read(root)[1] if each.mistake.code in ("YB428", "YB459")] == []


ENGLISH = [text for text, _, code in NUMBERS if text.isascii() and code == "YB428"]


@pytest.mark.parametrize("text", ENGLISH)
def test_in_english_it_is_one_mistake_and_no_long_number_or_range(text: str, tmp_path: Path) -> None:
    files = {
        "honors/2016/a.md": honor(body="电话0371-67181234。\n"),
        "honors/2016/a.en.md": translation("original: 1\n", body=f"{text}\n"),
    }
    found = [each for each in problems_of(sound_world(tmp_path, files)) if each.place.path.endswith(".en.md")]
    assert [each.mistake.code for each in found if each.mistake.code != "YB402"] == ["YB428"]
