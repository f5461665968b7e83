"""Check English texts against the house style: spelling, quotation marks, amounts, ranges, words of time, praise.

British spelling with -ise; curly quotation marks and apostrophes; “CNY” before amounts, “%” after figures without a
space; an en dash in ranges; a comma in thousands. Text in quotation marks is quoted as printed and is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from yearbook.checks.editorial.privacy import without_private_numbers
from yearbook.checks.editorial.word_matching import without_quotations
from yearbook.checks.findings import Finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.core.diagnostics import DiagnosticKind, Severity

SPELLING = DiagnosticKind(
    "YB470",
    "“{printed}” is American spelling",
    hint="write “{kept}”, as in the rest of the yearbook",
    severity=Severity.WARNING,
)
STRAIGHT = DiagnosticKind(
    "YB471", "{printed} is a straight mark; the yearbook has curly ones", hint="write {kept}", severity=Severity.WARNING
)
CONTRACTION = DiagnosticKind(
    "YB472", "“{printed}” is a contraction", hint="write the words out", severity=Severity.WARNING
)
MONEY = DiagnosticKind(
    "YB473",
    "“{printed}” is not how money is written here",
    hint="CNY stands before the amount, with a space: CNY 3.2 billion",
    severity=Severity.WARNING,
)
PERCENT = DiagnosticKind(
    "YB474",
    "“{printed}”: a percentage is a figure and % without a space",
    hint="write {kept}",
    severity=Severity.WARNING,
)
DASH = DiagnosticKind(
    "YB475", "“{printed}” has a hyphen where a dash belongs", hint="write {kept}", severity=Severity.WARNING
)
THOUSANDS = DiagnosticKind(
    "YB476",
    "“{printed}” is a long number without commas",
    hint="write {kept}; a year or a name stays as it is: accept it in the record",
    severity=Severity.WARNING,
)
_WIDE = DiagnosticKind(
    "YB477",
    "“{printed}”: a Chinese mark or a stray space in English text",
    hint="use the marks of English, and one space between words",
    severity=Severity.WARNING,
)
_RELATIVE = DiagnosticKind(
    "YB478",
    "“{printed}” means something else to those who read it later or elsewhere",
    hint="write the year, or the name of the place",
    severity=Severity.WARNING,
)
_PRAISE = DiagnosticKind(
    "YB479",
    "“{printed}” is praise in the yearbook's own voice",
    hint="say what was done and with what result; quote who praised it",
    severity=Severity.WARNING,
)


def _combined(stems: str, american: str, british: str, endings: tuple[str, ...]) -> dict[str, str]:
    return {f"{each}{american}{end}": f"{each}{british}{end}" for each in stems.split() for end in endings}


_SPELLINGS: Mapping[str, str] = MappingProxyType(
    _combined(
        "hon col lab fav neighb behavi harb endeav", "or", "our", ("", "s", "ed", "ing", "able", "ful", "hood")
    )
    | _combined("cent met kilomet lit theat", "er", "re", ("", "s"))
    | _combined("travel cancel model label fuel", "", "l", ("ed", "ing"))
    | _combined("anal paral catal", "yz", "ys", ("e", "ed", "es", "ing"))
    | {
        "program": "programme", "programs": "programmes", "fulfill": "fulfil", "skillful": "skilful", "gray": "grey",
        "enrollment": "enrolment", "defense": "defence", "offense": "offence", "catalog": "catalogue",
    }
)  # fmt: skip
"""British spelling of American words, in small letters."""
_NOT_IZE = frozenset(("size", "sized", "sizes", "prize", "prizes", "seize", "seized", "capsize", "maize"))
_WATCHED = frozenset(_SPELLINGS) | frozenset(
    (
        "last", "this", "next", "our", "currently", "recently", "nowadays", "glorious", "splendid", "remarkable",
        "remarkably", "impressive", "impressively", "world", "fruitful", "proud", "proudly", "great", "rmb", "renminbi",
        "yuan",
    )
)  # fmt: skip
"""Words of which a text needs one for `_WORDS` to find anything: without, the pattern is not tried."""
_WORD = re.compile(r"[a-z]+")
_WORDS = re.compile(
    rf"""
    (?P<spelling> \b(?:{"|".join(sorted(_SPELLINGS, key=len, reverse=True))})\b )
    | (?P<money> \b(?:RMB|renminbi|yuan)\b )
    | (?P<relative> (?<!the\ )\b (?:
        (?:last|this|next)\ (?:year|month|week)\b | our\ (?:district|city|county|province)\b
        | (?:currently|recently|nowadays)\b
    ) )
    | (?P<praise> \b (?:
        glorious | splendid | remarkabl[ey] | impressive(?:ly)? | world-class | fruitful | proud(?:ly)?
        | great\ success(?:es)?
    )\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IZE = re.compile(r"iz(?:e|ed|es|ing|er|ers|ation|ations)\b")
_ENDING = re.compile(r"['’](?:t|s|re|ve|ll)\b")
_CONTRACTED = frozenset(("it", "there", "that", "what", "who", "let", "he", "she", "they", "we", "you"))
_MARKS = re.compile(
    r"""
    (?P<straight> ["'] )
    | (?P<money> [¥￥] )
    | (?P<dash> \ --?\ (?=\w) | --(?=\w) )
    | (?P<wide> [\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f] | [ ]{2,}(?=\S) | [ ]+[,;:!?)](?!\w) | \([ ] )
    """,
    re.VERBOSE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_BEHIND = re.compile(
    r"""
    (?P<percent> [ ]+% | [ ]?per[ ]?cent\b )
    | (?P<dash> %?(?:-|[ ]–[ ]|—)\d+(?:[.,]\d+)*%?(?![\w–-]) )
    | (?P<money> (?:[ ](?:million|billion|trillion))?[ ]CNY\b(?![ ]?\d) )
    """,
    re.VERBOSE,
)
"""What may follow a figure and is not in style."""
_YEAR = re.compile(r"(?:1[89]|2[01])\d\d")
_LONG, _LONGEST = 4, 15  # figures from which a number has commas, and up to which it is one
_MISTAKES = {
    "spelling": SPELLING, "contraction": CONTRACTION, "straight": STRAIGHT, "money": MONEY, "percent": PERCENT,
    "dash": DASH, "thousands": THOUSANDS, "wide": _WIDE, "relative": _RELATIVE, "praise": _PRAISE,
}  # fmt: skip


def check_english(side: TextSide) -> Iterator[Finding]:
    """Yield where an English text leaves the house style."""
    text = without_private_numbers(without_quotations(side.text))
    for match in _MARKS.finditer(text):
        yield _finding(side, text, match.span(), str(match.lastgroup))
    for match in _FIGURE.finditer(text):
        yield from _figure(side, text, match)
    if not _WATCHED.isdisjoint(_WORD.findall(text.lower())):
        for match in _WORDS.finditer(text):
            yield _finding(side, text, match.span(), str(match.lastgroup))
    yield from _word_endings(side, text)


def _word_endings(side: TextSide, text: str) -> Iterator[Finding]:
    for match in _IZE.finditer(text):
        start = _start_of_word(text, match.start())
        word = text[start : match.end()].lower()
        if word not in _NOT_IZE and word not in _SPELLINGS:
            yield _finding(side, text, (start, match.end()), "spelling")
    for match in _ENDING.finditer(text):
        start = _start_of_word(text, match.start())
        word = text[start : match.start()].lower()
        if word in _CONTRACTED or (word.endswith("n") and match[0][1] == "t"):
            yield _finding(side, text, (start, match.end()), "contraction")


def _start_of_word(text: str, offset: int) -> int:
    while offset and text[offset - 1].isalpha():
        offset -= 1
    return offset


def _figure(side: TextSide, text: str, match: re.Match[str]) -> Iterator[Finding]:
    """Yield what is wrong with a number; in names and codes (PM2.5, 1+3+18) it is left alone."""
    before = text[max(0, match.start() - 1) : match.start()]
    if before.isalnum() or before in tuple(".,+/–-"):
        return
    if behind := _BEHIND.match(text, match.end()):
        yield _finding(side, text, (match.start(), behind.end()), str(behind.lastgroup))
        return
    after = text[match.end() : match.end() + 1]
    is_long = _LONG <= len(match[0]) <= _LONGEST and match[0].isdigit() and not _YEAR.fullmatch(match[0])
    if is_long and after not in tuple("–+-") and not after.isalnum():
        yield _finding(side, text, match.span(), "thousands")


def _finding(side: TextSide, text: str, span: tuple[int, int], name: str) -> Finding:
    start, end = span
    found = text[start:end]
    printed = found.strip() or text[max(0, start - 2) : end + 2]
    kept = _kept(name, found, text[max(0, start - 1) : start])
    words = {"printed": printed} | ({"kept": kept} if kept else {})
    return finding_in(side, span, _MISTAKES[name], at=printed, **words)


def _kept(name: str, printed: str, before: str) -> str:
    """Return what to write instead; empty if the hint says it without."""
    if name == "spelling":
        return _british(printed)
    if name == "straight":
        opens = not before or before[-1] in " (\n“‘"
        return ("“" if opens else "”") if printed == '"' else ("‘" if opens else "’")
    if name == "percent":
        return re.sub(r" *(?:%|per ?cent)$", "%", printed)
    if name == "dash":
        return re.sub(r" ?(?:--|-|–|—) ?", "–" if printed[0].isdigit() else " – ", printed)
    return f"{int(printed):,}" if name == "thousands" else ""


def _british(word: str) -> str:
    british = _SPELLINGS.get(word.lower()) or re.sub(r"iz(?=e|ing|ation)", "is", word.lower())
    return british if word[0].islower() else british.capitalize()
