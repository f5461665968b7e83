"""Write the states of translations as a table for people, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from yearbook.checks.editorial.translations import State, TranslationStatus, translation_table
from yearbook.core.diagnostics import terminal_columns
from yearbook.core.messages import marked, translate

_STATES = {
    State.TRANSLATED: marked("translated"),
    State.STALE: marked("stale"),
    State.UNSTAMPED: marked("unmarked"),
    State.PARTLY: marked("partly"),
    State.MISSING: marked("missing"),
}


def translations_text(found: Sequence[TranslationStatus], language: str) -> str:
    """Return a table of kinds against states, and below it what is left to do, record by record."""
    names = {state: translate(name, language) for state, name in _STATES.items()}
    head = (translate("kind", language), translate("language", language), *names.values(), translate("share", language))
    rows = [head, *_rows(found, translate("all", language))]
    widths = [max(terminal_columns(row[index]) for row in rows) for index in range(len(head))]
    lines = [_line(row, widths) for row in rows]
    left = [each for each in found if each.state is not State.TRANSLATED]
    if not left:
        nothing = translate("Nothing to do: every record is translated from its present original.", language)
        return "\n".join([*lines, "", nothing])
    todo = (f"  {names[each.state]}  {each.language}  {each.kind}:{each.id}" for each in left)
    return "\n".join([*(line.rstrip() for line in lines), "", translate("To do:", language), *todo])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Join cells of these widths; all but the first two are numbers and aligned to the right."""
    return "  ".join(_padded(row[n], width, right=n > 1) for n, width in enumerate(widths))


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - terminal_columns(cell))
    return space + cell if right else cell + space


def _rows(found: Sequence[TranslationStatus], everything: str) -> Iterator[tuple[str, ...]]:
    counted = translation_table(found)
    for language in dict.fromkeys(language for _, language in counted):
        own = {kind: states for (kind, each), states in counted.items() if each == language}
        for kind, states in own.items():
            yield _row(kind, language, [states[state] for state in _STATES])
        yield _row(everything, language, [sum(states[state] for states in own.values()) for state in _STATES])


def _row(kind: str, language: str, numbers: Sequence[int]) -> tuple[str, ...]:
    share = 100 * numbers[0] // max(1, sum(numbers))  # rounded down: 100 % means all
    return (kind, language, *map(str, numbers), f"{share}%")


def translations_json(found: Sequence[TranslationStatus]) -> str:
    """Return `kinds`: counts by kind, language and state; `records`: those whose translation lacks something."""
    kinds = [
        {"kind": kind, "language": language, **{state.value: states[state] for state in _STATES}}
        for (kind, language), states in translation_table(found).items()
    ]
    records = [
        {"kind": each.kind, "id": each.id, "language": each.language, "state": each.state.value}
        for each in found
        if each.state is not State.TRANSLATED
    ]
    return json.dumps({"version": "1.0", "kinds": kinds, "records": records}, ensure_ascii=False, indent=2) + "\n"
