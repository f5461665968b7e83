"""Cite a source itself: after GB/T 7714-2025, after APA 7, and for BibTeX.

- GB/T 7714-2025: author. title[mark]. newspaper，date（page）; for a document its number follows the title; on the web
  the mark has /OL, and the date of access and the address follow. What is not known is left out; a date that is not
  printed in the source stands in square brackets.
- APA 7: author. (year, month day). title. *publisher*, page. address. A date that is not printed is in brackets.
- BibTeX: @article for newspapers, @book, else @misc.

The place of a copy in an archive of the web is given where no other address is known.
"""

from __future__ import annotations

import re

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.citations import (
    ACCESSED,
    MONTH_MACROS,
    BibliographicReference,
    bibtex_language,
    safe_url,
    tex_escaped,
    with_full_stop,
)
from yearbook.model.fields import Known
from yearbook.model.reference import Source, SourceKind

_GB_MARKS = {
    SourceKind.NEWSPAPER: "N",
    SourceKind.DOCUMENT: "A",
    SourceKind.WEB: "EB",
    SourceKind.BOOK: "M",
    SourceKind.OTHER: "Z",
}
_BIBTEX_TYPES = {SourceKind.NEWSPAPER: "article", SourceKind.BOOK: "book"}
_BIBTEX_PUBLISHERS = {SourceKind.NEWSPAPER: "journal", SourceKind.BOOK: "publisher"}
_ROLE = re.compile(r"（[^（）]*）$")
"""What an author is, after the name: （记者）."""
_APA_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _SourceParts:
    """What all forms are made of. What is not known is empty."""

    authors: tuple[str, ...]
    title: str
    publisher: str
    number: str
    page: str
    day: str
    """2018-11-23, 2018; a period as it is written."""
    is_printed: bool
    """Whether the source itself states its date."""
    url: str


def source_citation(record: Record[Source], language: str) -> BibliographicReference:
    """How to cite a source in the edition of one language."""
    facts = record.facts
    url = facts.url or (facts.archived.url if facts.archived else "")
    parts = _SourceParts(
        authors=tuple(_ROLE.sub("", each) for each in facts.authors),
        title=record.title.read(language).text,
        publisher=facts.publisher.read(language).text if facts.publisher else "",
        number=facts.number or "",
        page=facts.page or "",
        day=str(facts.date.date),
        is_printed=facts.date.known is Known.STATED,
        url=safe_url(url),
    )
    before, work, after = _apa(parts)
    return BibliographicReference(
        gb=_gb_7714(parts, facts.kind),
        apa_before=before,
        apa_work=work,
        apa_after=after,
        bibtex=_bibtex(parts, facts.kind, record.id, language),
    )


def _gb_7714(parts: _SourceParts, kind: SourceKind) -> str:
    mark = _GB_MARKS[kind] + ("/OL" if parts.url else "")
    title = "：".join(filter(None, (parts.title.rstrip("."), parts.number)))
    day = parts.day if parts.is_printed else f"[{parts.day}]"
    names = parts.authors or ((parts.publisher,) if kind is SourceKind.DOCUMENT else ())
    author = f"{'，'.join(names)}. " if any(names) else ""
    issued = "，".join(filter(None, (parts.publisher if names != (parts.publisher,) else "", day)))
    page = f"（{parts.page}）" if parts.page else ""
    access = f"[{ACCESSED}]. {parts.url}" if parts.url else ""
    return f"{author}{title}[{mark}]. {issued}{page}{access}."


def _apa(parts: _SourceParts) -> tuple[str, str, str]:
    """The text before the publisher, which is printed in italics, the publisher, and the text after it."""
    author = with_full_stop(", ".join(parts.authors)) + " " if parts.authors else ""
    number = f" ({parts.number})" if parts.number else ""
    title = with_full_stop(parts.title + number) + " "
    date = f"({_apa_date(parts)}). "
    page = f", {parts.page}" if parts.page else ""
    end = ". " if parts.publisher else ""
    after = f"{page}{end}{parts.url}" if parts.url else f"{page}{end.strip()}"
    return (author + date + title if author else title + date), parts.publisher, after


def _apa_date(parts: _SourceParts) -> str:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", parts.day)
    shown = f"{found[1]}, {_APA_MONTHS[int(found[2]) - 1]} {int(found[3])}" if found else parts.day
    return shown if parts.is_printed else f"[{shown}]"


def _bibtex(parts: _SourceParts, kind: SourceKind, identity: str, language: str) -> str:
    names = {
        "title": parts.title,
        _BIBTEX_PUBLISHERS.get(kind, "howpublished"): parts.publisher,
        "number": parts.number,
        "pages": parts.page,
    }
    authors = " and ".join(f"{{{tex_escaped(each)}}}" for each in parts.authors)
    fields = [("author", f"{{{authors}}}")] if authors else []
    fields += [(name, f"{{{{{tex_escaped(text)}}}}}") for name, text in names.items() if text]
    if found := re.match(r"(\d{4})(?:-(\d\d))?", parts.day):
        fields.append(("year", f"{{{found[1]}}}"))
        fields += [("month", MONTH_MACROS[int(found[2]) - 1])] if found[2] else []
    if parts.url:
        fields += [("url", f"{{{parts.url}}}"), ("urldate", f"{{{ACCESSED}}}")]
    fields.append(("langid", f"{{{bibtex_language(language)}}}"))
    lines = "".join(f"  {name:<12} = {value},\n" for name, value in fields)
    return f"@{_BIBTEX_TYPES.get(kind, 'misc')}{{source-{identity},\n{lines}}}\n"
