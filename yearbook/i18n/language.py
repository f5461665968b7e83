"""One language: dates, quantities, numbers, order and interface words as its readers see them.

A language is a strings file and CLDR's data for its tag: nothing here knows a language by name, so that one
more is one more strings file. Nothing here reads a file, escapes HTML, or chooses between languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.lists import format_list

from yearbook.core.frozen import dataclass
from yearbook.i18n import amounts, collation, dates, numbers
from yearbook.i18n.amounts import measure_words
from yearbook.i18n.locales import locale_of
from yearbook.i18n.words import StringsTree, WordError, fill, form_for, no_word, words_of
from yearbook.model.dates import When
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.measures import Measures, measures_with
from yearbook.model.quantities import Quantity
from yearbook.model.vocabularies import shipped_words


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the yearbook. All methods are pure; the texts they return are plain, not HTML."""

    code: str
    """As in file names and addresses: `zh`, `en`."""
    tag: str
    """BCP 47, for `lang`: `zh-Hans`."""
    words: StringsTree
    """The strings file, for templates: `words.kinds.honor.other`."""

    @property
    def name(self) -> str:
        """What the language calls itself: 中文, English."""
        named = self.words.get("language.name")
        return named if isinstance(named, str) and named else str(locale_of(self.tag).display_name)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.words.get("language.direction") or locale_of(self.tag).text_direction)

    def name_of(self, code: str) -> str:
        """What this language calls another: 英文 in Chinese. A code without a name anywhere stays."""
        return str(self.words.get(f"languages.{code}") or locale_of(self.tag).languages.get(code) or code)

    # Dates

    def date(self, when: When) -> str:
        """23 November 2016 · 2016年11月23日 · first half of 2018 · 2018年上半年 · c. 2016 · 约2016年."""
        return dates.long_date(self.tag, self.words, when)

    def short_date(self, when: When) -> str:
        """23 Nov 2016; in Chinese the same as `date`."""
        return dates.short_date(self.tag, self.words, when)

    def date_in_year(self, when: When) -> str:
        """23 November · 11月23日: under a heading that gives the year. Periods and bare years are given
        whole.
        """
        return dates.date_in_year(self.tag, self.words, when)

    def iso(self, when: When) -> str:
        """2016-11-23, 2016-11 or 2016 for `<time datetime>`; empty for a period."""
        return dates.iso(when)

    def dated(self, when: When, known: str) -> str:
        """A date with how it is known, a value of model.fields.Known: 2018年8月16日（推断）. One that is
        stated, alone.
        """
        mark = self.word(f"known_marks.{known}")
        return self.fill("sentences.known", date=self.date(when), known=mark) if mark else self.date(when)

    # Numbers

    def quantity(self, value: Quantity) -> str:
        """3216亿元 · CNY 321.6 billion: every digit of the source, none added."""
        return amounts.quantity(self.tag, self.words, value)

    def number(self, value: int | Decimal) -> str:
        """All digits; thousands in groups where the language prints numbers so."""
        return numbers.format_number(self.tag, value, grouped=not amounts.prints_as_typed(self.words))

    def percent(self, ratio: Decimal, digits: int = 1) -> str:
        """A derived ratio as a percentage: 49.4% for 0.494. A half is rounded away from zero."""
        return numbers.percent_text(self.tag, ratio, digits)

    def points(self, difference: Decimal, digits: int = 1) -> str:
        """A lead (positive) or lag between two ratios, in words: 落后8.9个百分点 for -0.089.

        What rounds to nothing is level, with neither sign.
        """
        value = numbers.rounded(difference * 100, digits)
        sign = "level" if not value else "lead" if value > 0 else "lag"
        text = numbers.format_number(self.tag, abs(value), places=digits)
        return self._counted(f"points.{sign}", abs(value), n=text)

    def ordinal(self, place: int) -> str:
        """第一 · first: in words as far as the strings file has them, then 第11 · 11th."""
        word = self.words.get(f"ordinals.{place}")
        if isinstance(word, str):
            return word
        pattern = self.words.get(f"ordinals.{locale_of(self.tag).ordinal_form(place)}") or self.words.get(
            "ordinals.other"
        )
        return fill(pattern if isinstance(pattern, str) else "{n}", {"n": self.number(place)})

    def cardinal(self, value: int) -> str:
        """five · 5: in words as far as the strings file has them."""
        return str(self.words.get(f"cardinals.{value}") or self.number(value))

    # Words and sentences

    def word(self, path: str) -> str:
        """The text at `group.key`. Raises WordError where there is none, or a group."""
        found = self.words.get(path)
        if not isinstance(found, str):
            raise WordError(no_word(path))
        return found

    def plain(self, path: str) -> str:
        """The text at `group.key`, or its form for none of a thing. Raises WordError where it needs values."""
        found = self.words.get(path)
        return found if isinstance(found, str) and "{" not in found else self.fill(path)

    def fill(self, path: str, n: int | Decimal | None = None, **values: str) -> str:
        """The pattern at `group.key` with its {names} replaced by these texts, and {n} by this number.

        A pattern with plural forms takes the form for `n`. Only `n` is a number, so that no year is printed
        as 2,016. Raises WordError where the pattern or a value is missing.
        """
        if n is None:
            return self._counted(path, 0, **values)
        return self._counted(path, n, **{"n": self.number(n), **values})

    def _counted(self, path: str, number: int | Decimal, **values: str) -> str:
        pattern = self.words.get(path)
        if pattern is None:
            raise WordError(no_word(path))
        return fill(form_for(self.tag, pattern, number), values)

    def count(self, key: str, n: int) -> str:
        """How many of something: `counts.honors` with 3: 3项荣誉 · 3 honors."""
        return self._counted(f"counts.{key}", n, n=self.number(n))

    def rank(self, place: int, scope: str, basis: str, placing: str = "exact") -> str:
        """全市增速第一 · first by growth in the city; 并列第一 · joint first; 前3名 · among the first three.

        `scope` and `basis` are the vocabularies' words in this language: an English scope brings its
        preposition (“in the city”, “among the six districts”), a basis does not bring “by”. `placing` is a value of
        model.ranks.Placing.
        """
        ordinal = self.ordinal(place)
        if placing != "exact":
            ordinal = self.fill(f"placings.{placing}", ordinal=ordinal, place=self.cardinal(place))
        return self.fill("sentences.rank", ordinal=ordinal, scope=scope, basis=basis)

    def exclusive(self, scope: str, *, first: bool = False) -> str:
        """全国唯一 · the only one in the country; 全省首个 · the first in the province."""
        return self.fill("sentences.first" if first else "sentences.only", scope=scope)

    def streak(self, count: int, interval: str) -> str:
        """连续5年 · five years running; `interval` is a value of model.ranks.Interval."""
        return self._counted(f"streaks.{interval}", count, n=self.cardinal(count))

    def listing(self, items: Sequence[str]) -> str:
        """甲、乙、丙 · A, B, and C."""
        separator = self.words.get("language.list")
        if isinstance(separator, str) and separator:
            return separator.join(items)
        return format_list(list(items), locale=locale_of(self.tag)) if items else ""

    def quote(self, text: str) -> str:
        """In the language's quotation marks; marks within become the inner ones."""
        outer, inner = (str(self.words.get(f"quotes.{each}") or usual) for each, usual in _QUOTES)
        for mark, other in zip(outer, inner, strict=False):
            text = text.replace(mark, other)
        return f"{outer[0]}{text}{outer[-1]}"

    def capitalised(self, text: str) -> str:
        """With a capital at the beginning, for a phrase that stands alone: first by growth → First by
        growth.
        """
        return text[:1].upper() + text[1:]

    # Order

    def place(self, text: str, reading: str = "") -> tuple[str, collation.SortKey]:
        """The capital letter under which a title stands in an index, or `#`; and what it is sorted by: figures, then
        letters, then Han by pinyin. See `collation`. `reading`: the pinyin of its Han characters, where the usual
        one would be wrong; only Chinese titles are read by it.
        """
        reading = reading if self.tag.partition("-")[0] == "zh" else ""
        articles = self._articles
        return collation.initial(text, reading, articles), collation.sort_key(text, reading, articles)

    @property
    def _articles(self) -> tuple[str, ...]:
        listed = self.words.get("language.articles")
        return tuple(re.split(r"\s+", listed)) if isinstance(listed, str) and listed else ()


def _kind_words(code: str, words: Mapping[str, object], own: Declarations) -> dict[str, object]:
    """Return the groups of words that name kinds, with the kinds that a yearbook declares."""
    found: dict[str, dict[str, object]] = {}
    for group in ("kinds", "kinds_many", "menu", "counts") if own.kinds else ():
        given = words.get(group)
        found[group] = dict(given) if isinstance(given, Mapping) else {}
    for kind in own.kinds:
        several = (kind.several or kind.words).read(code).text
        found["kinds"][kind.name] = kind.words.read(code).text
        found["kinds_many"][kind.name] = found["menu"][kind.folder] = several
        found["counts"][kind.folder] = found["counts"].get("entries", "{n}")
    return dict(found)


_QUOTES = (("outer", "“”"), ("inner", "‘’"))


def make_language(
    code: str,
    words: Mapping[str, object],
    measures: Measures | None = None,
    own: Declarations = NO_DECLARATIONS,
) -> Language:
    """A language from its parsed strings file, the shipped words of vocabularies, and those that a yearbook declares.

    `measures`: those of the yearbook, by default the shipped ones; `own`: its kinds of records. The tag is the file's
    `language.tag`, or else the code itself.
    """
    known = measure_words(measures or measures_with(), code, words_of(words))
    tree = words_of({**_with_shipped(words, code), **_kind_words(code, words, own), "measures": known})
    tag = tree.get("language.tag")
    return Language(code, tag if isinstance(tag, str) and tag else code, tree)


def _with_shipped(words: Mapping[str, object], code: str) -> dict[str, object]:
    """Return the words of a strings file with those shipped words of vocabularies that it does not give itself."""
    found = dict(words)
    for group, shipped in shipped_words(code).items():
        given = words.get(group, {})
        if isinstance(given, Mapping) and (shipped or given):
            found[group] = {**shipped, **given}
    return found
