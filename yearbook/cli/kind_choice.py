"""The choice of a kind of record on the command line."""

from __future__ import annotations

from typing import Any

import click

from yearbook.authoring.kind_nouns import kind_called, kind_noun
from yearbook.cli.localization import message_language
from yearbook.model.kinds import KINDS


class KindChoice(click.ParamType[str]):
    """A kind of record, by its name or by what it is called in any language: honor, 荣誉.

    Which kinds there are is known when the yearbook has been read.
    """

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - as click calls it
        return kind_called(str(value))


class KindOption(click.Option):
    """The option of such a choice, whose help lists the kinds in words."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        nouns = ((each, kind_noun(each).translated(message_language())) for each in KINDS)
        words = ", ".join(each if each == noun else f"{each} {noun}" for each, noun in nouns)
        return (record[0], f"{record[1]} {words}") if record else None
