"""The choice of a kind of record on the command line."""

from __future__ import annotations

from typing import Any

import click

from yearbook.authoring.kind_nouns import kind_called, kind_noun
from yearbook.cli.localization import message_language
from yearbook.model.kinds import KINDS


class KindChoice(click.Choice[str]):
    """A kind of record, by its name or by what it is called in any language: honor, 荣誉."""

    def __init__(self) -> None:
        super().__init__(tuple(KINDS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(kind_called(str(value)), param, ctx)


class KindOption(click.Option):
    """The option of such a choice, whose help lists the kinds in words."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        nouns = ((each, kind_noun(each).translated(message_language())) for each in KINDS)
        words = ", ".join(each if each == noun else f"{each} {noun}" for each, noun in nouns)
        return (record[0], f"{record[1]} {words}") if record else None
