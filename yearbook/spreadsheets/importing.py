"""The sheets of a file → all that an import would write, and all that it would tell: the stages, composed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from yearbook.frozen import dataclass
from yearbook.problems import Mistake, Place, Problem, ProblemsError, Severity, in_order, nearest, problem
from yearbook.spreadsheets.columns import columns
from yearbook.spreadsheets.exporting import SHEETS
from yearbook.spreadsheets.files import File, Made, files
from yearbook.spreadsheets.records import Asked, New, Taken, take, without
from yearbook.spreadsheets.sheets import Sheet
from yearbook.spreadsheets.slugs import slug
from yearbook.spreadsheets.tables import Table, find_table

NO_SHEET = Mistake(
    "YB261",
    "this file has no sheet “{name}” that can be seen",
    "文件里没有名为“{name}”的可见工作表",
    "did you mean “{meant}”?\nits sheets are: {names}",
    "是不是“{meant}”？\n可见的工作表：{names}",
)
HIDDEN_ROW = Mistake(
    "YB260",
    "this row is hidden in the spreadsheet, and is taken all the same",
    "这一行在表格里是隐藏的，仍已读取",
    "look at it: show hidden rows, and delete this one there if it is not meant",
    "请取消隐藏后查看；如不需要，请在表格里删去这一行",
    Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class Import:
    """What an import comes to."""

    records: tuple[New, ...]
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    refused: tuple[tuple[str, int], ...]
    """The rows that belong to no new record: (path of the sheet, number)."""


def read_import(sheets: Sequence[Sheet], asked: Asked, into: str = "", only: str = "") -> Import:
    """All sheets that have a table of the kind, or only the one of that name. Raises YB261 where there is none such.

    Sheets that are called what another kind's are called, and sheets without a table beside others that have one, are
    passed over in silence.
    """
    tables, problems = _tables(sheets, asked, only)
    taken: list[tuple[Table, Taken]] = []
    for table in tables:
        earlier = tuple(each for _, found in taken for each in found.records)
        taken.append((table, take(table, replace(asked, earlier=earlier))))
    made = _made(taken, asked, into)
    while made.problems:  # what is left may name what is dropped
        problems += [one for each in made.problems.values() for one in each]
        taken = [(table, without(found, made.problems, table, asked.kind)) for table, found in taken]
        made = _made(taken, asked, into)
    problems += [one for _, found in taken for one in found.problems]
    problems += [one for table, found in taken for one in _hidden(table, found)]
    refused = tuple((table.sheet.path, number) for table, found in taken for number in found.refused)
    records = tuple(each for _, found in taken for each in found.records)
    return Import(records, made.files, in_order(problems), refused)


def _tables(sheets: Sequence[Sheet], asked: Asked, only: str) -> tuple[list[Table], list[Problem]]:
    if only and only not in {each.name for each in sheets}:
        names = [each.name for each in sheets if each.name]
        where = Place(sheets[0].path.partition("/")[0] if sheets else "")
        said = {"name": only, "meant": nearest(only, names), "names": ", ".join(names) or "–"}
        raise ProblemsError([problem(NO_SHEET, where, **said)])
    others = {name for kind, names in SHEETS.items() if kind != asked.kind for name in names}
    wanted = [each for each in sheets if (each.name == only if only else each.name not in others or len(sheets) == 1)]
    laid_out = columns(asked.kind, asked.languages)
    found = [find_table(each, asked.kind, laid_out) for each in wanted]
    tables = [table for table, _ in found if table is not None]
    problems = [one for table, each in found if table is not None or not tables for one in each]
    return tables, problems


def _hidden(table: Table, taken: Taken) -> Iterator[Problem]:
    """The rows that are taken although nobody sees them in the sheet."""
    for row in table.rows:
        if row.number in table.sheet.hidden and row.number not in taken.refused:
            yield problem(HIDDEN_ROW, table.place(row.number, 1))


def _made(taken: Sequence[tuple[Table, Taken]], asked: Asked, into: str) -> Made:
    records = [each for _, found in taken for each in found.records]
    stem = PurePosixPath(taken[0][0].sheet.path.partition("/")[0]).stem if taken else ""
    return files(records, asked.yearbook, slug(stem, stem, ()), into)
