"""Find phone numbers and numbers of identity cards, which a yearbook does not publish.

An identity number (GB 11643) is known by its region, its date of birth and its check digit, so that document numbers,
codes of organisations and long figures are not taken for one. Numbers within addresses of the web and names of files
are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from yearbook.checks.editorial.word_matching import BLANK
from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import TextSide, attribute_sides, body_side
from yearbook.content.records import Body, Record
from yearbook.core.diagnostics import DiagnosticKind
from yearbook.model.structure import ValueType
from yearbook.model.texts import Text
from yearbook.model.walk import Found

PHONE_NUMBER = DiagnosticKind(
    "YB428",
    "“{number}” is a phone number",
    hint="take it out; where it is none, or is an office's and may be published, accept it (at: {number})",
)
ID_NUMBER = DiagnosticKind(
    "YB427",
    "“{number}” is the number of an identity card",
    hint="take it out: such a number is never published",
)

_LONG = re.compile(r"\d(?:[-\s()—–－]{0,2}\d){6,}")
"""Digits enough for any of the numbers; texts without them are not looked at further."""
_ADDRESS = re.compile(
    r"""
    (?:https?://|www\.) [!-~]+
    | (?<![a-z\d\-.]) [a-z\d\-]++ (?:\.[a-z\d\-]++)* \. (?:cn|com|net|org|gov|edu) (?:/[!-~]*)?
    | (?<![a-z\d_\-]) [a-z\d_\-]++ \. (?:jpe?g|png|webp|avif|svg|pdf|docx?|xlsx?|txt|html?)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ALONE = r"(?<![\dA-Za-z_.=])(?<![\dA-Za-z]-)"
_ID = re.compile(
    rf"""
    {_ALONE}
    (?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d\d\d\d      # the region
    [-\s]?
    (?P<year>(?:18|19|20)\d\d|\d\d)(?P<month>\d\d)(?P<day>\d\d)          # two figures for the year until 1999
    [-\s]?
    \d\d\d[\dXx]?
    (?![\dA-Za-z_])
    """,
    re.VERBOSE,
)
_AREA = r"(?:10|2\d|[3-9]\d\d)"
_LOCAL = r"[2-8]\d{2,3}[-\s]?\d{4}"
_COUNTRY = r"\(?(?:\+|00)86\)?"
_PHONE = re.compile(
    rf"""
    {_ALONE}
    (?:
        (?:{_COUNTRY}[-\s]?)? 1[3-9]\d(?:\d{{8}}|[-\s]\d{{4}}[-\s]\d{{4}}|[-\s]\d{{3}}[-\s]\d{{5}})
      | (?:{_COUNTRY}[-\s]?)? \(0{_AREA}\)[-\s]?{_LOCAL}
      | (?:{_COUNTRY}[-\s]?)? 0{_AREA}[-\s—–]{_LOCAL}
      | \(?(?:(?:\+|00)86|(?<=\()86)\)?[-\s]? (?:\({_AREA}\)|(?:\(0\))?{_AREA}\)?)[-\s]?{_LOCAL}
    )
    (?![\dA-Za-z_%‰]|[.\-]\d|\s?[元万亿千百余多个人次户件棵株辆吨米平倍])
    """,
    re.VERBOSE,
)
_CALLED_PHONE = re.compile(
    r"""
    (?:电话|手机|座机|传真|联系方式|热线|\b(?:telephone|phone|tel|mobile|fax|hotline)\b)
    (?:号码|号|\snumber)? [\s:.是为]{0,4}
    (?P<number>(?:0\d{2,3}[-\s]?)?[2-9]\d{2,3}[-\s]?\d{4})
    (?![\d万亿元个次部人条])
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Numbers that are phone numbers by the word before them."""
_MONEY_BEFORE = re.compile(r"(?:[¥$€]|CNY|RMB|USD?|EUR)\s?$")
_ID_BEFORE = re.compile(r"身份证|证件号|ID (?:card|number)", re.IGNORECASE)
_TELEPHONE_LINK = re.compile(r'href="tel:([^"]+)"')
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_HEADINGS = ("title", "summary", "motto")

_Number = tuple[DiagnosticKind, int, int]
"""What it is, and where it begins and ends."""


def check_privacy(record: Record, values: Sequence[Found], texts: Sequence[TextSide]) -> Iterator[Finding]:
    """Yield the private numbers in all texts of a record: facts, prose in every language, what editors note."""
    for side in texts:
        yield from _in_text(side)
    in_texts = _HEADINGS if record.has_own_files else ()
    for pointer, value, field in values:
        for line in _lines(value) if pointer[0] == "accepted" or field.value_type is ValueType.LINE else ():
            for mistake, start, end in private_numbers(line) if pointer[0] not in in_texts else ():
                yield finding(mistake, line[start:end], pointer, number=line[start:end])
    for body in record.bodies:
        yield from _attributes(body)


def _attributes(body: Body) -> Iterator[Finding]:
    """Yield private numbers that are no text of a body: words for pictures, and links to phone numbers."""
    for number in _TELEPHONE_LINK.findall(body.prose.html):
        yield finding_in(
            replace(body_side(body), text=number), (0, len(number)), PHONE_NUMBER, at=number, number=number
        )
    for side in attribute_sides(body):
        yield from _in_text(side)


def _in_text(side: TextSide) -> Iterator[Finding]:
    for mistake, start, end in private_numbers(side.text):
        yield finding_in(side, (start, end), mistake, at=side.text[start:end], number=side.text[start:end])


def private_numbers(text: str) -> Iterator[_Number]:
    """Yield what is a phone number or an identity number in a text."""
    if not _LONG.search(text):
        return
    plain = _ADDRESS.sub(lambda found: "_" * len(found[0]), _narrow(text))
    found: list[_Number] = [(ID_NUMBER, *each.span()) for each in _ID.finditer(plain) if _is_identity(each)]
    for each in (*_PHONE.finditer(plain), *_CALLED_PHONE.finditer(plain)):
        start, end = each.span("number" if each.re is _CALLED_PHONE else 0)
        overlaps = any(start < last and first < end for _, first, last in found)
        if not overlaps and not _MONEY_BEFORE.search(plain, max(0, start - 6), start):
            found.append((PHONE_NUMBER, start, end))
    yield from found


def without_private_numbers(text: str) -> str:
    """Return a text as long as before, with BLANK for each character of a private number."""
    for _, start, end in private_numbers(text):
        text = f"{text[:start]}{BLANK * (end - start)}{text[end:]}"
    return text


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, Text):
        yield from (words for _, words in value.values)
    elif isinstance(value, str):
        yield value


def _narrow(text: str) -> str:
    """Return a text with half-width figures and signs, each character in its place."""
    narrow = (unicodedata.normalize("NFKC", each) for each in text)
    return "".join(each if len(each) == 1 else old for each, old in zip(narrow, text, strict=True))


def _is_identity(match: re.Match[str]) -> bool:
    number = re.sub(r"[-\s]", "", match[0]).upper()
    is_old = len(match["year"]) == 2
    if len(number) != (15 if is_old else 18):
        return False
    try:
        date(int(match["year"]) + (1900 if is_old else 0), int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    called_so = _ID_BEFORE.search(match.string, max(0, match.start() - 12), match.start()) is not None
    return called_so or (not is_old and _check_digit(number) == number[-1])


def _check_digit(number: str) -> str:
    """Return the last digit that an identity number should have, after GB 11643 (ISO 7064, MOD 11-2)."""
    return _CHECK_DIGITS[sum(weight * int(each) for weight, each in zip(_WEIGHTS, number, strict=False)) % 11]
