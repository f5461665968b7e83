"""Check strings files, and pinyin that editors typed.

Every file must have the keys of the program's own, and patterns that ask for the same values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.i18n.collation import fits, syllables
from yearbook.i18n.locales import is_known
from yearbook.i18n.words import PLURAL_CATEGORIES, StringsTree, names_in

MISSING_WORD = DiagnosticKind(
    "YB500",
    "“{key}” is missing from the interface words",
    hint="In {first} it is: {text}",
)
UNKNOWN_WORD = DiagnosticKind(
    "YB501", "“{key}” is not one of the interface words", hint="Did you mean “{near}”?", severity=Severity.WARNING
)
_UNKNOWN_NAME = DiagnosticKind(
    "YB502",
    "the text of “{key}” asks for {{{name}}}, which is not given there",
    hint="It can use: {names}",
)
NO_OTHER_FORM = DiagnosticKind(
    "YB503",
    "the forms of “{key}” lack “{missing}”",
    hint="add the form that is missing, as the strings file of the program has it",
)
UNKNOWN_TAG = DiagnosticKind(
    "YB504",
    "“{tag}” is not the tag of a language that is known",
    hint="A tag is written as in HTML: zh-Hans, en, fr.",
)
WRONG_DIRECTION = DiagnosticKind(
    "YB505",
    "the direction is “{direction}”; it is either ltr or rtl",
    hint="write ltr for scripts from left to right, rtl for others",
)
GROUP_EXPECTED = DiagnosticKind(
    "YB506",
    "“{key}” is a group of words in {first}, and one text here",
    hint="write a group: its keys on lines of their own below it",
)
TEXT_EXPECTED = DiagnosticKind(
    "YB507", "“{key}” is one text in {first}, and a group of words here", hint="write one text after the colon"
)
WRONG_READING = DiagnosticKind(
    "YB508",
    "the pinyin “{reading}” does not fit “{text}”",
    hint="One syllable for each character: {usual}",
)

_MARK = frozenset(("date",))
_SPAN = frozenset(("first", "last", "year", "first_year", "last_year"))
_MONTHS = _SPAN | {f"{end}_{part}" for end in ("first", "last") for part in ("month", "month_number")}
_FREE_NAMES = {
    **dict.fromkeys(("dates.approximate", "dates.uncertain", "dates.since", "dates.until"), _MARK),
    "dates.span": frozenset(("first", "last")),
    "dates.month": frozenset(("month", "month_number")),
    "dates.years": _SPAN,
    **dict.fromkeys(("dates.half_years", "dates.quarters", "dates.months"), _MONTHS),
    **dict.fromkeys(("dates.days_of_month", "dates.days_of_year"), _MONTHS | {"first_day", "last_day"}),
    "magnitudes": frozenset(("number",)),
    "measures": frozenset(("number", "classifier")),
    "ordinals": frozenset(("n",)),
}
"""What is filled into the patterns of those groups that no other language's file is the measure of."""

_FREE_GROUPS = frozenset(("language", "languages", "magnitudes", "measures", "ordinals", "cardinals", "dates"))
"""Groups whose keys or placeholders follow the grammar of the language."""


def check_reading(text: str, reading: str, place: Location) -> tuple[Diagnostic, ...]:
    """The problem with a record's `pinyin`, if it has not one syllable for each Han character."""
    if not reading or fits(text, reading):
        return ()
    usual = " ".join(
        f"{'ü'.join(letters.split('u')) if umlaut else letters}{tone}" for letters, umlaut, tone in syllables(text)
    )
    return (diagnostic(WRONG_READING, place, reading=reading, text=text, usual=usual),)


Files = Mapping[str, tuple[str, StringsTree]]
"""(path, words) by language."""


def check_words(files: Files, program: Files | None = None) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the strings files, that of the yearbook's first language first.

    `program`: the program's own files, if these are others. Each file is compared with the program's in its language or
    in any; without them, all others with the first, and the first with the second.
    """
    found = [each for code, (path, words) in files.items() for each in _own(code, words, Location(path))]
    for own, model in _pairs(files, program):
        found += _compared(model[0], model[1], own[1], Location(own[0]), "")
    return tuple(found)


def _pairs(files: Files, program: Files | None) -> Iterator[tuple[tuple[str, StringsTree], tuple[str, StringsTree]]]:
    """Yield each file with that by which it is measured: (path, words) and (name, words)."""
    if program:
        for code, own in files.items():
            yield own, program.get(code) or next(iter(program.values()))
    elif len(files) > 1:
        (code, first), *rest = files.items()
        yield first, (rest[0][0], rest[0][1][1])
        for _, other in rest:
            yield other, (code, first[1])


def _own(code: str, words: StringsTree, place: Location) -> Iterator[Diagnostic]:
    """What can be said of a file by itself."""
    tag = str(words.get("language.tag") or code)
    if not is_known(tag):
        yield diagnostic(UNKNOWN_TAG, place, tag=tag)
        return
    dates = str(words.get("language.dates") or tag)
    if not is_known(dates):
        yield diagnostic(UNKNOWN_TAG, place, tag=dates)
    yield from _unknown_names(words, place)
    direction = str(words.get("language.direction") or "ltr")
    if direction not in ("ltr", "rtl"):
        yield diagnostic(WRONG_DIRECTION, place, direction=direction)
    for key, forms in _plurals(words, ""):
        # Other forms may be left out: “other” then serves for their numbers too.
        if forms.get("other") is None:
            yield diagnostic(NO_OTHER_FORM, place, key=key, missing="other")


def _unknown_names(words: StringsTree, place: Location) -> Iterator[Diagnostic]:
    """Patterns of the free groups that ask for what the program does not give them."""
    for group, given in _FREE_NAMES.items():
        for name in sorted(_names(words.get(group) or "") - given):
            yield diagnostic(_UNKNOWN_NAME, place, key=group, name=name, names=", ".join(sorted(given)))


def _plurals(words: StringsTree, path: str) -> Iterator[tuple[str, StringsTree]]:
    """Every pattern with plural forms below a group: (its path, its forms). Ordinals have categories of
    their own.
    """
    for key, value in words.pairs:
        if isinstance(value, StringsTree) and f"{path}{key}" != "ordinals":
            if {each for each, _ in value.pairs} & (PLURAL_CATEGORIES - {"other"}) or value.is_plural:
                yield f"{path}{key}", value
            else:
                yield from _plurals(value, f"{path}{key}.")


def _compared(first: str, measure: StringsTree, words: StringsTree, place: Location, path: str) -> Iterator[Diagnostic]:
    """How a group differs from the same group of the first language."""
    keys = [key for key, _ in measure.pairs]
    for key, model in measure.pairs:
        name = f"{path}{key}"
        own = words.get(key)
        if name in _FREE_GROUPS:
            continue
        if own is None:
            yield diagnostic(MISSING_WORD, place, key=name, first=first, text=_sample(model))
        else:
            yield from _compared_word(first, model, own, place, name)
    for key, _ in words.pairs:
        if key not in keys and f"{path}{key}" not in _FREE_GROUPS:
            yield diagnostic(UNKNOWN_WORD, place, key=f"{path}{key}", near=nearest(key, keys))


def _compared_word(
    first: str, model: str | StringsTree, own: str | StringsTree, place: Location, name: str
) -> Iterator[Diagnostic]:
    if _is_pattern(model) and _is_pattern(own):
        given = _names(model)
        for extra in sorted(_names(own) - given):
            yield diagnostic(_UNKNOWN_NAME, place, key=name, name=extra, names=", ".join(sorted(given)))
    elif isinstance(model, StringsTree) and isinstance(own, StringsTree):
        yield from _compared(first, model, own, place, f"{name}.")
    else:
        yield diagnostic(
            GROUP_EXPECTED if isinstance(model, StringsTree) else TEXT_EXPECTED, place, key=name, first=first
        )


def _is_pattern(word: str | StringsTree) -> bool:
    return isinstance(word, str) or word.is_plural


def _names(word: str | StringsTree) -> frozenset[str]:
    if isinstance(word, str):
        return names_in(word)
    return frozenset(name for _, form in word.pairs for name in _names(form))


def _sample(word: str | StringsTree) -> str:
    """A text to show what is meant, without braces, which a hint would take for its own."""
    text = word if isinstance(word, str) else ""
    return text.replace("{", "").replace("}", "")
