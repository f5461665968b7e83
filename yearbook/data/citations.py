"""A record → how to cite it: GB/T 7714-2025, APA 7, BibTeX.

An entry is cited as a part of this yearbook, a reference work on the web by a group of editors:

- GB/T 7714-2025 (in force from 1 July 2026): author. title[EB/OL]//editors. work.（date）[date of access]. address.
  Wide marks within an element and full stops between elements, the form of its examples §8.3.2 (part of a work) and
  §8.11.3.2, B.10 (web resources), as https://github.com/zepinglee/gbt7714-bibtex-style prints them. A date that is
  not known is left out, as there. Where the address is not known, the mark is [EB] and there is nothing to access.
  The date is that of publication or of the last update (§7.5, 更新或修改日期): the whole day, in ISO 8601.
- APA 7, §10.3, entry in a reference work with a group author: Author. (Year). Title. In *Work*. Address. Without a
  year: n.d. (https://apastyle.apa.org/style-grammar-guidelines/references/examples). The year is that of the entry's
  last update, because such a date “clearly applies to the content” (§9.15). No date of retrieval, because an
  edition covers fixed years and does not go on changing; no publisher, because it is the author.
- BibTeX: @incollection, which all styles know; names and titles in double braces so that no style changes their case;
  the month by its macro, which each style prints in its own way.

The date is the record's last change, or the edition's: `naming.last_changed`. That of access is the reader's:
`ACCESSED` stands in its place, for a script or the reader to fill in.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.data.naming import last_changed, record_place
from yearbook.model.texts import Text

ACCESSED = "YYYY-MM-DD"
"""Stands where the reader's date of access belongs, in `gb` and `bibtex`."""


@dataclass(frozen=True, slots=True)
class BibliographicReference:
    """How to cite one record in one language. Plain texts, not HTML."""

    gb: str
    """GB/T 7714-2025, for a numbered list of references, without its number."""
    apa_before: str
    """APA 7 as far as the name of the work, which is printed in italics."""
    apa_work: str
    apa_after: str
    bibtex: str
    """One entry, over several lines."""

    @property
    def apa(self) -> str:
        """APA 7 as one text."""
        return self.apa_before + self.apa_work + self.apa_after


@dataclass(frozen=True, slots=True)
class _Parts:
    """What all three forms are made of. Texts are empty where nothing is known."""

    title: str
    work: str
    subtitle: str
    author: str
    day: str
    """2018-11-23."""
    url: str
    language: str
    key: str

    @property
    def year(self) -> str:
        return self.day[:4]


def citation(record: Record, language: str, yearbook: Yearbook, base_url: str = "") -> BibliographicReference:
    """How to cite a record in the edition of one language; without a date where none is known (in APA: n.d.)."""
    configuration = yearbook.configuration
    parts = _Parts(
        record.title.read(language).text,
        configuration.title.read(language).text,
        _read(configuration.subtitle, language),
        _read(configuration.publisher, language),
        str(last_changed(record, yearbook) or ""),
        _safe_url(record_place(record, language, base_url).url),
        language,
        f"{configuration.district}-{record.kind}-{record.id}",
    )
    author = f"{_ended(parts.author)} " if parts.author else ""
    date = f"({parts.year or 'n.d.'}). "
    title = f"{_ended(parts.title)} "
    before = (author + date + title if author else title + date) + "In "
    work = f"{parts.work}: {parts.subtitle}" if parts.subtitle else parts.work
    return BibliographicReference(_gb(parts), before, work, f". {parts.url}" if parts.url else ".", _bibtex(parts))


def _read(text: Text | None, language: str) -> str:
    return text.read(language).text if text else ""


def _ended(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "。", "?", "？", "!", "！")) else f"{text}."


def _gb(parts: _Parts) -> str:
    author = f"{_unended(parts.author)}. " if parts.author else ""
    work = f"{parts.work}：{parts.subtitle}" if parts.subtitle else parts.work
    dates = f"（{parts.day}）" if parts.day else ""
    space = "" if dates else " "  # a wide bracket brings its own
    if not parts.url:
        return f"{author}{_unended(parts.title)}[EB]//{author}{work}.{dates}"
    return f"{author}{_unended(parts.title)}[EB/OL]//{author}{work}.{dates}{space}[{ACCESSED}]. {parts.url}."


def _unended(text: str) -> str:
    return text.rstrip(".。")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros that every style of BibTeX defines."""
_LANGUAGES = {"zh": "chinese", "en": "english"}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, also those after a backslash
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_MARKS = re.compile("[" + re.escape("".join(_TEX)) + "]")


def tex(text: str) -> str:
    """A text for a BibTeX field between braces: TeX reads it as it is written."""
    return _TEX_MARKS.sub(lambda match: _TEX[match[0]], " ".join(text.split()))


def _bibtex(parts: _Parts) -> str:
    work = f"{parts.work}: {parts.subtitle}" if parts.subtitle else parts.work
    names = {"author": parts.author, "title": parts.title, "booktitle": work, "publisher": parts.author}
    fields = [(name, f"{{{{{tex(text)}}}}}") for name, text in names.items() if text]
    if parts.day:
        fields += [("year", f"{{{parts.year}}}"), ("month", _MONTHS[int(parts.day[5:7]) - 1])]
    if parts.url:
        fields += [("url", f"{{{parts.url}}}"), ("urldate", f"{{{ACCESSED}}}")]
    fields.append(("langid", f"{{{_LANGUAGES.get(parts.language, parts.language)}}}"))
    lines = "".join(f"  {name:<9} = {value},\n" for name, value in fields)
    return f"@incollection{{{parts.key},\n{lines}}}\n"


def _safe_url(url: str) -> str:
    """Without signs that would end a BibTeX field or a reference; what is quoted already stays."""
    return quote(url, safe="/:?#[]@!$&'()*+,;=%-._~")
