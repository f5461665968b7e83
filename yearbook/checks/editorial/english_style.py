"""An English text → where it leaves the house style: spelling, quotation marks, amounts, ranges, words of time.

British spelling with -ise; curly quotation marks and apostrophes; “CNY” before amounts, “%” behind figures without a
space; an en dash in ranges; a comma in thousands. What stands in quotation marks is as printed and is never found
fault with. It knows no record and no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from yearbook.checks.acceptance import Finding
from yearbook.checks.editorial.word_matching import without_quotations
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
    hint="say what was done and what came of it; quote who praised it",
    severity=Severity.WARNING,
)

_OUR = ("hon", "col", "lab", "fav", "neighb", "behavi", "harb", "endeav")
_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {f"{stem}or{more}": f"{stem}our{more}" for stem in _OUR for more in ("", "s", "ed", "ing", "able", "ful", "hood")}
    | {
        f"{stem}er{more}": f"{stem}re{more}"
        for stem in ("cent", "met", "kilomet", "lit", "theat")
        for more in ("", "s")
    }
    | {
        f"{stem}{more}": f"{stem}l{more}"
        for stem in ("travel", "cancel", "model", "label", "fuel")
        for more in ("ed", "ing")
    }
    | {f"{stem}yz{more}": f"{stem}ys{more}" for stem in ("anal", "paral", "catal") for more in ("e", "ed", "es", "ing")}
    | {
        "program": "programme", "programs": "programmes", "fulfill": "fulfil", "skillful": "skilful", "gray": "grey",
        "enrollment": "enrolment", "defense": "defence", "offense": "offence", "catalog": "catalogue",
    }
)  # fmt: skip
"""American → British, in small letters."""
_NOT_IZE = frozenset(("size", "sized", "sizes", "prize", "prizes", "seize", "seized", "capsize", "maize"))
_AGO = (
    r"(?:last|this|next) (?:year|month|week)\b|our (?:district|city|county|province)\b"
    r"|(?:currently|recently|nowadays)\b"
)
_PROUD = (
    r"(?:glorious|splendid|remarkabl[ey]|impressive(?:ly)?|world-class|fruitful|proud(?:ly)?|great success(?:es)?)\b"
)
_TOLD = {"last", "this", "next", "our", "currently", "recently", "nowadays"}
_TOLD |= {
    "glorious",
    "splendid",
    "remarkable",
    "remarkably",
    "impressive",
    "impressively",
    "world",
    "fruitful",
    "proud",
}
_TOLD |= {"proudly", "great", "rmb", "renminbi", "yuan"}
_WATCHED = frozenset(_SPELLINGS) | _TOLD
"""Words that are looked at; where a text has none of them, no pattern needs to be tried."""
_WORD = re.compile(r"[a-z]+")
_WORDS = re.compile(
    rf"(?P<spelling>\b(?:{'|'.join(sorted(_SPELLINGS, key=len, reverse=True))})\b)"
    rf"|(?P<money>\b(?:RMB|renminbi|yuan)\b)|(?P<relative>(?<!the )\b(?:{_AGO}))|(?P<praise>\b{_PROUD})",
    re.IGNORECASE,
)
_IZE = re.compile(r"iz(?:e|ed|es|ing|er|ers|ation|ations)\b")
_ENDING = re.compile(r"['’](?:t|s|re|ve|ll)\b")
_CONTRACTED = frozenset(("it", "there", "that", "what", "who", "let", "he", "she", "they", "we", "you"))
_MARKS = re.compile(
    r"(?P<straight>[\"'])|(?P<money>[¥￥])|(?P<dash> --? (?=\w)|--(?=\w))"
    r"|(?P<wide>[\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]| {2,}(?=\S)| +[,;:!?)](?!\w)|\( )"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_BEHIND = re.compile(
    r"(?P<percent> +%| ?per ?cent\b)|(?P<dash>%?(?:-| – |—)\d+(?:[.,]\d+)*%?(?![\w–-]))"
    r"|(?P<money>(?: (?:million|billion|trillion))? CNY\b(?! ?\d))"
)
_YEAR = re.compile(r"(?:1[89]|2[01])\d\d")
_LONG, _LONGEST = 4, 15  # figures from which a number has commas, and up to which it is one
_MISTAKES = {
    "spelling": SPELLING, "contraction": CONTRACTION, "straight": STRAIGHT, "money": MONEY, "percent": PERCENT,
    "dash": DASH, "thousands": THOUSANDS, "wide": _WIDE, "relative": _RELATIVE, "praise": _PRAISE,
}  # fmt: skip


def check_english(side: TextSide) -> Iterator[Finding]:
    """Where an English text leaves the house style."""
    text = without_quotations(side.text)
    for match in _MARKS.finditer(text):
        yield _finding(side, text, str(match.lastgroup), match.start(), match[0])
    for match in _FIGURE.finditer(text):
        yield from _figure(side, text, match)
    if not _WATCHED.isdisjoint(_WORD.findall(text.lower())):
        for match in _WORDS.finditer(text):
            yield _finding(side, text, str(match.lastgroup), match.start(), match[0])
    for match in _IZE.finditer(text):
        start = _start_of_word(text, match.start())
        word = text[start : match.end()]
        if word.lower() not in _NOT_IZE and word.lower() not in _SPELLINGS:
            yield _finding(side, text, "spelling", start, word)
    for match in _ENDING.finditer(text):
        start = _start_of_word(text, match.start())
        word = text[start : match.start()].lower()
        if word in _CONTRACTED or (word.endswith("n") and match[0][1] == "t"):
            yield _finding(side, text, "contraction", start, text[start : match.end()])


def _start_of_word(text: str, at: int) -> int:
    while at and text[at - 1].isalpha():
        at -= 1
    return at


def _figure(side: TextSide, text: str, match: re.Match[str]) -> Iterator[Finding]:
    """A number, by what stands before and behind it; in names and codes (PM2.5, 1+3+18) it is left alone."""
    before = text[max(0, match.start() - 1) : match.start()]
    if before.isalnum() or before in tuple(".,+/–-"):
        return
    if behind := _BEHIND.match(text, match.end()):
        yield _finding(side, text, str(behind.lastgroup), match.start(), match[0] + behind[0])
        return
    after = text[match.end() : match.end() + 1]
    is_long = _LONG <= len(match[0]) <= _LONGEST and match[0].isdigit() and not _YEAR.fullmatch(match[0])
    if is_long and after not in tuple("–+-") and not after.isalnum():
        yield _finding(side, text, "thousands", match.start(), match[0])


def _finding(side: TextSide, text: str, name: str, start: int, printed: str) -> Finding:
    words = [("printed", printed.strip() or text[max(0, start - 2) : start + len(printed) + 2])]
    if kept := _kept(name, printed, text[max(0, start - 1) : start]):
        words.append(("kept", kept))
    return Finding(_MISTAKES[name], (words[0][1],), tuple(words), side, start, len(printed))


def _kept(name: str, printed: str, before: str) -> str:
    """What should stand there; empty where the hint says it without."""
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
