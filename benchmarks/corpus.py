"""Write a valid yearbook of a given size from a seed into `content/`, and the same for Hugo into `hugo/`.

The same seed and size give the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import entries, hugo, surroundings, words
from benchmarks.entries import BASES, CATEGORIES, SCOPES, SOURCES_A_YEAR, SUPERIORS, THEMES, UNITS, YEARS, Entry
from yearbook.core.digest import digest

ADDRESS = "https://yearbook.example"
UNIT_TYPES = ("government", "party", "subdistrict", "town", "company", "school", "association", "village")


def write(folder: Path, total: int, seed: int) -> None:
    """Write the yearbook and Hugo's copy of it, `total` entries each, into a folder that is new or empty."""
    for path, text in (*_ours(total, seed), *hugo.site(seed)):
        _write(folder / path, text)
    for entry in entries.invent_all(total, seed):
        for path, text in (*_entry_files(entry), *hugo.entry_files(entry)):
            _write(folder / path, text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode())


def edited_file(total: int) -> str:
    """Return the original file of an honor in the middle, for edits."""
    number = next(each for each in range(total // 2, total) if entries.kind_of(each) == "honor")
    _, identity = entries.key_of(number)
    return f"content/honors/{entries.year_of(number)}/{identity}.md"


def _ours(total: int, seed: int) -> Iterator[tuple[str, str]]:
    """Return all files except those of the entries."""
    yield "content/yearbook.yaml", _configuration()
    yield "content/themes.yaml", "".join(_theme(each, seed) for each in range(THEMES))
    yield "content/units/units.yaml", "".join(_unit(each, seed) for each in range(UNITS))
    for year in YEARS:
        sources = (_source(year, each, seed) for each in range(SOURCES_A_YEAR))
        yield f"content/sources/{year}.yaml", "".join(sources)
        yield from _year(year, total, seed)


def _configuration() -> str:
    def vocabulary(names: tuple[str, ...]) -> str:
        shown = zip(names, words.CHINESE, strict=False)
        return "".join(f"  {each}: {{zh: {chinese}, en: {each}}}\n" for each, chinese in shown)

    return (
        "title: {zh: 测试年鉴, en: A Yearbook to Measure}\n"
        "description: {zh: 用于测速的年鉴。, en: A yearbook to measure speed with.}\n"
        "publisher: {zh: 编辑组, en: The Editors}\n"
        f"district: {entries.unit_id(0)}\n"
        "languages: [zh, en]\n"
        f"years: [{', '.join(map(str, YEARS))}]\n"
        f"address: {ADDRESS}\n"
        f"scopes:\n{vocabulary(SCOPES)}bases:\n{vocabulary(BASES)}categories:\n{vocabulary(CATEGORIES)}"
    )


def _theme(number: int, seed: int) -> str:
    chinese, english = surroundings.theme_title(number, seed)
    return f"{entries.theme_id(number)}:\n  title: {{zh: {chinese}, en: {english}}}\n"


def _unit(number: int, seed: int) -> str:
    chinese, english = surroundings.unit_name(number, seed)
    kind = UNIT_TYPES[number % len(UNIT_TYPES)] if number > SUPERIORS else "superior" if number else "district"
    parent = f"  parent: {entries.unit_id(0)}\n" if number > SUPERIORS else ""
    names = f"[{{name: {{zh: {chinese}, en: {english}}}}}]"
    return f"{entries.unit_id(number)}:\n  names: {names}\n  type: {kind}\n{parent}"


def _source(year: int, number: int, seed: int) -> str:
    chinese, english = surroundings.source_title(year, number, seed)
    return (
        f"{entries.source_id(year, number)}:\n  title: {{zh: {chinese}, en: {english}}}\n"
        f"  kind: newspaper\n  date: {year + 1}-{3 * number + 1:02}\n  authors: [编者]\n"
    )


def _year(year: int, total: int, seed: int) -> Iterator[tuple[str, str]]:
    honors = (
        each for each in range(min(total, 400)) if entries.year_of(each) == year and entries.kind_of(each) == "honor"
    )
    highlights = ", ".join(
        f'"{":".join(entries.key_of(each))}#done"' for _, each in zip(range(4), honors, strict=False)
    )
    (chinese, chinese_body), (english, english_body) = surroundings.year_words(year, seed)
    cited = ", ".join(f"{{source: {entries.source_id(year, each)}, at: 全文}}" for each in range(SOURCES_A_YEAR))
    front = f"title: {chinese}\nhighlights: [{highlights}]\nsources: [{cited}]\n"
    yield f"content/years/{year}.md", f"---\n{front}---\n\n{chinese_body}"
    stamp = _stamp(chinese, None, chinese_body)
    yield f"content/years/{year}.en.md", f"---\ntitle: {english}\noriginal: '{stamp}'\n---\n\n{english_body}"


def _stamp(title: str, summary: str | None, body: str) -> str:
    """Return the version of an original, computed as the loader does, so that translations are up to date.

    The body begins behind the line that closes the front matter, with an empty line.
    """
    return digest((title, summary, None, f"\n{body}"))[:8]


def _entry_files(entry: Entry) -> Iterator[tuple[str, str]]:
    folder = f"honors/{entry.year}" if entry.kind == "honor" else "projects"
    chinese, english = entry.chinese, entry.english
    own = _honor(entry) if entry.kind == "honor" else _project(entry)
    yield (
        f"content/{folder}/{entry.id}.md",
        f"---\ntitle: {chinese.title}\n{own}{_common(entry)}summary: {chinese.summary}\n---\n\n{chinese.body}",
    )
    stamp = _stamp(chinese.title, chinese.summary, chinese.body)
    yield (
        f"content/{folder}/{entry.id}.en.md",
        f"---\ntitle: {english.title}\nsummary: {english.summary}\noriginal: '{stamp}'\n---\n\n{english.body}",
    )


def _honor(entry: Entry) -> str:
    rank = f"rank: {{place: {entry.place}, scope: {entry.scope}, basis: {entry.basis}}}\n" if entry.place else ""
    streak = f"streak: {{count: {entry.streak}}}\n" if entry.streak else ""
    return (
        f"form: {entry.form}\nlevel: {entry.level}\nperiod: {entry.year}\nconferred: {entry.year}-{entry.month:02}\n"
        f"conferred_by: [{entry.conferred_by}]\nrecipients: [{entry.units[0][1]}]\n{rank}{streak}"
    )


def _project(entry: Entry) -> str:
    source, quote = entry.sources[0]
    reports = "".join(
        f"  - {{as_of: {each.year}, stage: {each.stage}, standing: {each.standing}, planned: {each.planned}万元, "
        f"done: {each.done}万元, sources: [{{source: {source}, at: {quote}}}]}}\n"
        for each in entry.reports
    )
    return f"category: {entry.category}\ninvestment: {entry.reports[0].planned * 2}万元\nreports:\n{reports}"


def _common(entry: Entry) -> str:
    roles: dict[str, list[str]] = {}
    for role, unit in entry.units:
        roles.setdefault(role, []).append(unit)
    units = ", ".join(f"{role}: [{', '.join(found)}]" for role, found in roles.items())
    figures = "".join(
        f"  - {{key: {'done' if place == 0 else f'more-{place}'}, "
        f"label: {{zh: {each.chinese}, en: {each.english.capitalize()}}}, value: {each.number}个}}\n"
        for place, each in enumerate(entry.figures)
    )
    sources = ", ".join(f"{{source: {source}, at: {quote}}}" for source, quote in entry.sources)
    related = ", ".join(f'"{":".join(each)}"' for each in entry.related)
    return (
        f"units: {{{units}}}\nthemes: [{', '.join(entry.themes)}]\nfigures:\n{figures}"
        f"sources: [{sources}]\nrelated: [{related}]\n"
    )


def main() -> None:
    """Run `python -m benchmarks.corpus --entries N --seed S --out DIR`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--entries", type=int, default=1000, help="how many honors and projects, at least 10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is new or empty")
    asked = parser.parse_args()
    if asked.entries < 10:
        parser.error("--entries is at least 10")
    if asked.out.exists() and any(asked.out.iterdir()):
        sys.exit(f"{asked.out} is not empty")
    write(asked.out, asked.entries, asked.seed)


if __name__ == "__main__":
    main()
