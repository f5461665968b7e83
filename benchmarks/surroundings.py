"""Make the texts of units, themes, sources and years from a seed, as (Chinese, English). Writes no file."""

from __future__ import annotations

from random import Random

from benchmarks import words


def theme_title(number: int, seed: int) -> tuple[str, str]:
    chance = Random(f"{seed}/theme/{number}")
    return "".join(chance.choices(words.CHINESE, k=2)), words.english_word(chance).title()


def unit_name(number: int, seed: int) -> tuple[str, str]:
    """Return names of which no two are alike."""
    chance = Random(f"{seed}/unit/{number}")
    chinese = "".join(chance.choices(words.CHINESE, k=3))
    english = " ".join(words.english_word(chance) for _ in range(2)).title()
    return f"{chinese}{words.CHINESE[number]}{number}局", f"{english} Bureau {number}"


def source_title(year: int, number: int, seed: int) -> tuple[str, str]:
    return words.title(Random(f"{seed}/source/{year}/{number}"))


def year_words(year: int, seed: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """((title, body) in Chinese, (title, body) in English)."""
    chance = Random(f"{seed}/year/{year}")
    chinese, english = words.title(chance)
    chinese_body = "\n\n".join("".join(words.chinese_sentence(chance) for _ in range(4)) for _ in range(2))
    english_body = "\n\n".join(" ".join(words.english_sentence(chance) for _ in range(4)) for _ in range(2))
    return (chinese, f"{chinese_body}\n"), (english, f"{english_body}\n")
