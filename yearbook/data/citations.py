"""Cite a record after GB/T 7714-2025, after APA 7, and for BibTeX.

An entry is cited as a part of this yearbook, a reference work on the web by a group of editors:

- GB/T 7714-2025 (in force from 1 July 2026): author. title[EB/OL]//editors. work.（date）[date of access]. address.
  Wide marks within an element and full stops between elements, as in its examples §8.3.2 (part of a work) and
  §8.11.3.2, B.10 (web resources), as https://github.com/zepinglee/gbt7714-bibtex-style prints them. A date that is
  not known is left out, as there. Where the address is not known, the mark is [EB] and there is nothing to access.
  The date is that of publication or of the last update (§7.5, 更新或修改日期): the whole day, in ISO 8601.
- APA 7, §10.3, entry in a reference work with a group author: Author. (Year). Title. In *Work*. Address. Without a
  year: n.d. (https://apastyle.apa.org/style-grammar-guidelines/references/examples). The year is that of the entry's
  last update, because such a date “clearly applies to the content” (§9.15). No date of retrieval, because an
  edition covers fixed years and does not go on changing; no publisher, because it is the author.
- BibTeX: @incollection, which all styles know; names and titles in double braces so that no style changes their case;
  the month by its macro, which each style prints in its own way.

The date is the record's last change, or the edition's: `record_info.last_changed`. The date of access is the reader's:
`ACCESSED` is a placeholder that a script or the reader fills in.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.record_info import last_changed, site_address
from yearbook.i18n.locales import is_known, locale_of
from yearbook.model.texts import Text

ACCESSED = "YYYY-MM-DD"
"""The placeholder for the reader's date of access, in `gb` and `bibtex`."""


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
    """The parts of all three forms. What is not known is an empty text."""

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

    @property
    def full_work(self) -> str:
        return f"{self.work}: {self.subtitle}" if self.subtitle else self.work


def citation(record: Record, language: str, yearbook: Readable, base_url: str = "") -> BibliographicReference:
    """How to cite a record in the edition of one language; without a date where none is known (in APA: n.d.)."""
    configuration = yearbook.configuration
    parts = _Parts(
        title=record.title.read(language).text,
        work=configuration.title.read(language).text,
        subtitle=_read(configuration.subtitle, language),
        author=_read(configuration.publisher, language),
        day=str(last_changed(record, yearbook) or ""),
        url=safe_url(site_address(record, language, base_url).url),
        language=language,
        key=f"{configuration.district}-{record.kind}-{record.id}",
    )
    author = f"{with_full_stop(parts.author)} " if parts.author else ""
    date = f"({parts.year or 'n.d.'}). "
    title = f"{with_full_stop(parts.title)} "
    before = (author + date + title if author else title + date) + "In "
    return BibliographicReference(
        gb=_gb_7714(parts),
        apa_before=before,
        apa_work=parts.full_work,
        apa_after=f". {parts.url}" if parts.url else ".",
        bibtex=_bibtex(parts),
    )


def _read(text: Text | None, language: str) -> str:
    return text.read(language).text if text else ""


def with_full_stop(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "。", "?", "？", "!", "！")) else f"{text}."


def _gb_7714(parts: _Parts) -> str:
    author = f"{_without_full_stop(parts.author)}. " if parts.author else ""
    work = f"{parts.work}：{parts.subtitle}" if parts.subtitle else parts.work
    dates = f"（{parts.day}）" if parts.day else ""
    space = "" if dates else " "  # a wide bracket brings its own
    if not parts.url:
        return f"{author}{_without_full_stop(parts.title)}[EB]//{author}{work}.{dates}"
    return f"{author}{_without_full_stop(parts.title)}[EB/OL]//{author}{work}.{dates}{space}[{ACCESSED}]. {parts.url}."


def _without_full_stop(text: str) -> str:
    return text.rstrip(".。")


MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros that every style of BibTeX defines."""
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


def tex_escaped(text: str) -> str:
    """A text for a BibTeX field between braces: TeX reads it as it is written."""
    return _TEX_MARKS.sub(lambda match: _TEX[match[0]], " ".join(text.split()))


def _bibtex(parts: _Parts) -> str:
    names = {
        "author": parts.author,
        "title": parts.title,
        "booktitle": parts.full_work,
        "publisher": parts.author,
    }
    fields = [(name, f"{{{{{tex_escaped(text)}}}}}") for name, text in names.items() if text]
    if parts.day:
        fields += [("year", f"{{{parts.year}}}"), ("month", MONTH_MACROS[int(parts.day[5:7]) - 1])]
    if parts.url:
        fields += [("url", f"{{{parts.url}}}"), ("urldate", f"{{{ACCESSED}}}")]
    fields.append(("langid", f"{{{bibtex_language(parts.language)}}}"))
    lines = "".join(f"  {name:<9} = {value},\n" for name, value in fields)
    return f"@incollection{{{parts.key},\n{lines}}}\n"


@cache
def bibtex_language(code: str) -> str:
    """A language as BibTeX styles know it, by its English name: `chinese`."""
    name = locale_of(code).get_language_name("en") if is_known(code) else None
    return name.lower() if name else code


def safe_url(url: str) -> str:
    """Without signs that would end a BibTeX field or a reference; what is quoted already stays."""
    return quote(url, safe="/:?#[]@!$&'()*+,;=%-._~")
