"""Values that pages are made of: texts, links and notes, with nothing left to compute.

A page never points into the Yearbook; everything that it shows is in these values.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from yearbook.core.frozen import dataclass
from yearbook.data.citations import BibliographicReference


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, in one language, perhaps a link."""

    text: str
    lang: str = ""
    """The BCP 47 tag of the text; empty for the page's own language."""
    href: str = ""
    """Relative to the page; empty for plain text."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """One source note of a page."""

    number: int
    """From 1, in the order in which the page first refers to it."""
    source: Run
    quote: Run
    """The words by which the place in the source is found, in the source's language."""
    short: Run = Run("")
    """The source by its kind and date: “报纸，2017年2月17日”, where many notes stand together; empty in a book."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of the facts of a record."""

    label: str
    values: tuple[Run, ...]
    """At least one."""
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherValue:
    """Another value for the same fact."""

    value: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AmountView:
    """A number as shown, with what sources say against it."""

    text: str
    others: tuple[OtherValue, ...] = ()
    because: Run | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure with what it counts."""

    label: Run
    amount: AmountView
    as_of: str
    """“截至2016年7月”; empty where the record's date holds."""
    cites: tuple[int, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An editor's note."""

    kind: str
    """A value of model.fields.NoteKind."""
    word: str
    text: Run
    about: tuple[Run, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo of the yearbook. It says nothing that the title beside it does not say."""

    href: str
    width: str
    """In pixels, as the picture has it; empty for a drawing without a size."""
    height: str


@dataclass(frozen=True, slots=True)
class TitlePart:
    """A part of a title that is not broken."""

    gap: str
    """The gap before it: none, or a space."""
    text: str


@dataclass(frozen=True, slots=True)
class LevelSeal:
    """The mark of an honor's level: its shape is drawn by the style, its word is always there."""

    shape: str
    """A value of model.vocabularies.Seal."""
    word: Run


@dataclass(frozen=True, slots=True)
class OwnMark:
    """The value of a choice that the yearbook declares, by which a line is filtered."""

    name: str
    """Of the filter: letters, figures and underscores."""
    values: str
    """Separated by spaces."""


@dataclass(frozen=True, slots=True)
class FilterValues:
    """What a line is filtered and sorted by: values of the model, ids, years; several separated by spaces."""

    title: str
    """Its place in the list by the reading of its title, from 0."""
    year: str = ""
    level: str = ""
    stage: str = ""
    """See `stages.stage_name`."""
    category: str = ""
    form: str = ""
    type: str = ""
    outcome: str = ""
    theme: str = ""
    unit: str = ""
    text: str = ""
    """Words by which it can be found and that it does not show: other names."""
    own: tuple[OwnMark, ...] = ()
    """Choices that the yearbook declares."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One record in a list."""

    title: Run
    kind: str = ""
    """The kind's word if a list mixes kinds; else empty."""
    year: str = ""
    """Printed at the end of the leader; empty if the list is of one year."""
    seal: LevelSeal | None = None
    details: tuple[Run, ...] = ()
    summary: Run | None = None
    anchor: str = ""
    marks: FilterValues | None = None
    """None in lists that are short, or part of another page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a page that lists records. Never empty: sections without lines are left out."""

    heading: Run
    anchor: str
    lines: tuple[ListLine, ...]
    note: str = ""
    """How many, or what the section is."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a part of a page, or of an index of several pages: a letter, a year, a level."""

    text: str
    href: str
    """Empty for the page itself."""


def jumps_to(parts: Iterable[tuple[str, str]]) -> tuple[Jump, ...]:
    """Return links to parts of the page, given as (text, anchor)."""
    return tuple(Jump(text, f"#{anchor}") for text, anchor in parts)


@dataclass(frozen=True, slots=True)
class ProseView:
    """The body of a record."""

    html: Markup
    lang: str
    """As Run.lang."""
    notice: str
    """Stands above a text that is borrowed from another language; else empty."""
    parallel: Run | None = None
    """Link to the page on which its languages stand side by side."""


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """Planned against done, with the elapsed share of the period. Lengths are percentages of the bar's width."""

    label: Run
    planned_amount: str
    done_amount: str
    done: str
    """As text: “49.4%”."""
    done_length: str
    """At most 100: an SVG length such as `49.43%`."""
    elapsed: str
    elapsed_at: str
    lead: str
    """“落后时序进度8.9个百分点”."""
    colour: str
    """A value of model.derived.Colour."""
    colour_word: str


@dataclass(frozen=True, slots=True)
class RecordFooter:
    """The end of every record's page."""

    cites: tuple[SourceNote, ...]
    """The source notes of the record as a whole, which stand beside no other part of the page."""
    notes: tuple[NoteLine, ...]
    related: tuple[Section, ...]
    previous: Run | None
    following: Run | None
    reference: BibliographicReference
    """How to cite the record."""
    data: tuple[Run, ...]
    """Links to its other forms: books, the Markdown twin, the table of its kind."""
    origin: str
    """The file in which it is written, below content/."""
    changed: str = ""
    """The day of its last change, “2026年11月21日”; empty if unknown."""
    changed_iso: str = ""
