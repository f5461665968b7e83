"""Make one entry of a yearbook from a seed and a number, with facts, and words in both languages. Writes no file.

An entry depends on the seed, its own number and how many there are, and on no other entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks import words

YEARS = tuple(range(1999, 2025))
UNITS = 120
"""The first is the district, the next SUPERIORS confer honors, the rest receive them."""
SUPERIORS = 8
SOURCES_A_YEAR = 4
THEMES = 5
FORMS = ("award", "title", "ranking", "certification", "commendation", "model", "pilot")
LEVELS = ("national", "provincial", "municipal", "district")
STAGES = ("preliminary", "new", "continuing", "completed")
SCOPES = ("nation", "province", "city", "urban-six")
BASES = ("overall", "total", "growth", "count")
CATEGORIES = ("industry", "commerce", "culture", "health", "education", "housing", "ecology", "transport")
ROLES = ("lead", "support", "support", "supervising")


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of an entry in one language."""

    title: str
    summary: str
    body: str
    """Markdown, ending in a line break."""


@dataclass(frozen=True, slots=True)
class Figure:
    chinese: str
    english: str
    number: int
    """A count below 10,000."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a project."""

    year: int
    stage: str
    standing: str
    """`reached` within the year of the entry, `planned` later."""
    planned: int
    """In 万元, like `done`."""
    done: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One honor or project."""

    number: int
    """From 0."""
    kind: str
    id: str
    year: int
    month: int
    chinese: Words
    english: Words
    units: tuple[tuple[str, str], ...]
    """(role, unit), one to four; the first leads."""
    conferred_by: str
    form: str
    level: str
    category: str
    place: int
    """A rank, or 0 for none."""
    scope: str
    basis: str
    streak: int
    """Consecutive years, or 0."""
    themes: tuple[str, ...]
    figures: tuple[Figure, ...]
    sources: tuple[tuple[str, str], ...]
    """(source, quotation)."""
    related: tuple[tuple[str, str], ...]
    """(kind, id) of other entries."""
    reports: tuple[Report, ...]


def kind_of(number: int) -> str:
    """Three entries in five are honors."""
    return "honor" if number % 5 < 3 else "project"


def key_of(number: int) -> tuple[str, str]:
    return kind_of(number), f"{kind_of(number)}-{number:06}"


def year_of(number: int) -> int:
    return YEARS[number % len(YEARS)]


def unit_id(number: int) -> str:
    return f"unit-{number:03}"


def source_id(year: int, number: int) -> str:
    return f"source-{year}-{number}"


def theme_id(number: int) -> str:
    return f"theme-{number}"


def invent_all(total: int, seed: int) -> Iterator[Entry]:
    """Yield `total` entries."""
    return (invent(number, total, seed) for number in range(total))


def invent(number: int, total: int, seed: int) -> Entry:
    """Return the entry of this number in a yearbook of `total`."""
    chance = Random(f"{seed}/{number}")
    kind, identity = key_of(number)
    year = year_of(number)
    figures = _figures(chance)
    others = tuple(key_of(chance.randrange(total)) for _ in range(1 + chance.randint(0, 2)))
    chinese, english = _words(chance, others[0], figures[0])
    return Entry(
        number,
        kind,
        identity,
        year,
        chance.randint(1, 12),
        chinese,
        english,
        _units(chance),
        unit_id(1 + chance.randrange(SUPERIORS)),
        chance.choice(FORMS),
        chance.choice(LEVELS),
        chance.choice(CATEGORIES),
        chance.randint(1, 10) if chance.random() < 0.3 else 0,
        chance.choice(SCOPES),
        chance.choice(BASES),
        chance.randint(2, 6) if chance.random() < 0.1 else 0,
        tuple(sorted({theme_id(chance.randrange(THEMES)) for _ in range(chance.randint(1, 2))})),
        figures,
        _sources(chance, year),
        tuple(dict.fromkeys(each for each in others[1:] if each != (kind, identity))),
        _reports(chance, year) if kind == "project" else (),
    )


def _units(chance: Random) -> tuple[tuple[str, str], ...]:
    count = chance.randint(1, 4)
    chosen = chance.sample(range(1 + SUPERIORS, UNITS), count)
    return tuple((role, unit_id(each)) for role, each in zip(ROLES, chosen, strict=False))


def _figures(chance: Random) -> tuple[Figure, ...]:
    chosen = chance.sample(words.COUNTED, chance.randint(1, 3))
    return tuple(Figure(chinese, english, chance.randint(10, 9_999)) for chinese, english in chosen)


def _sources(chance: Random, year: int) -> tuple[tuple[str, str], ...]:
    chosen = chance.sample(range(SOURCES_A_YEAR), chance.randint(1, 2))
    return tuple((source_id(year, each), "".join(chance.choices(words.CHINESE, k=6))) for each in chosen)


def _reports(chance: Random, year: int) -> tuple[Report, ...]:
    first = chance.randint(0, 1)
    last = min(first + chance.randint(1, 3), len(STAGES))
    following = (min(year + each, YEARS[-1]) for each in range(len(STAGES)))
    rows = zip(following, STAGES[first:last], strict=False)
    planned = chance.randint(100, 90_000)
    return tuple(
        Report(
            year=when,
            stage=stage,
            standing="reached" if when == year else "planned",
            planned=planned,
            done=chance.randint(1, planned),
        )
        for when, stage in rows
    )


def _words(chance: Random, target: tuple[str, str], figure: Figure) -> tuple[Words, Words]:
    """Return the words in both languages, with the same link, figure, list, table and footnote."""
    chinese_title, english_title = words.title(chance)
    extra = chance.choices(("", "list", "table", "note"), (70, 12, 8, 10))[0]
    chinese = Words(chinese_title, words.chinese_sentence(chance), _chinese_body(chance, target, figure, extra))
    english = Words(english_title, words.english_sentence(chance), _english_body(chance, target, figure, extra))
    return chinese, english


def _chinese_body(chance: Random, target: tuple[str, str], figure: Figure, extra: str) -> str:
    """Return 150 to 300 characters in three paragraphs."""

    def sentences(count: int) -> str:
        return "".join(words.chinese_sentence(chance) for _ in range(count))

    word, link = words.chinese_word(chance), words.chinese_word(chance)
    mark = "[^1]" if extra == "note" else ""
    paragraphs = [
        f"{sentences(chance.randint(2, 4))}全年{figure.chinese}{figure.number}个。",
        f"{sentences(1)}其中**{word}**{sentences(1)}参见[{link}]({':'.join(target)})。{mark}",
        f"{sentences(chance.randint(3, 5))}",
    ]
    if extra == "list":
        paragraphs.insert(2, "\n".join(f"- {words.chinese_sentence(chance, 1)}" for _ in range(3)))
    if extra == "table":
        rows = "\n".join(f"| {words.chinese_word(chance)} | {words.chinese_word(chance)} |" for _ in range(3))
        paragraphs.insert(2, f"| 名目 | 说明 |\n|---|---|\n{rows}")
    if extra == "note":
        paragraphs.append(f"[^1]: {words.chinese_sentence(chance)}")
    return "\n\n".join(paragraphs) + "\n"


def _english_body(chance: Random, target: tuple[str, str], figure: Figure, extra: str) -> str:
    """Return 80 to 160 words in three paragraphs."""

    def sentences(count: int) -> str:
        return " ".join(words.english_sentence(chance) for _ in range(count))

    word, link = words.english_word(chance), words.english_word(chance)
    mark = "[^1]" if extra == "note" else ""
    paragraphs = [
        f"{sentences(chance.randint(2, 4))} In the year {figure.number:,} {figure.english}.",
        f"{sentences(1)} Of these *{word}* {sentences(1)} See [{link}]({':'.join(target)}).{mark}",
        f"{sentences(chance.randint(2, 5))}",
    ]
    if extra == "list":
        paragraphs.insert(2, "\n".join(f"- {words.english_sentence(chance, 7)}" for _ in range(3)))
    if extra == "table":
        rows = "\n".join(f"| {words.english_word(chance)} | {words.english_word(chance)} |" for _ in range(3))
        paragraphs.insert(2, f"| Heading | Meaning |\n|---|---|\n{rows}")
    if extra == "note":
        paragraphs.append(f"[^1]: {words.english_sentence(chance)}")
    return "\n\n".join(paragraphs) + "\n"
