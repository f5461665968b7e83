"""`build`, `preview`, and `schemas`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from yearbook import pipeline
from yearbook.cli.messages import language, say, show_problems, watched
from yearbook.cli.orders import folder, takes_order
from yearbook.pipeline import Order
from yearbook.preview import open_browser
from yearbook.preview import preview as run_preview
from yearbook.schema import jsonschema

_FEW = 5  # warnings that a build shows; `check` shows all


@click.command()
@takes_order(into="site")
@click.option("--why", is_flag=True, help="Say for each file why it is made.")
@click.option("--pdf", "books", is_flag=True, help="Also print every book: the whole, years, units, records.")
def build(order: Order, why: bool, books: bool) -> None:
    """Build the site: only what changed is made again."""
    started = time.perf_counter()
    report = pipeline.build(replace(order, books=books), watched)
    show_problems(report.warnings[:_FEW], order)
    if len(report.warnings) > _FEW:
        say("more", count=len(report.warnings) - _FEW)
    decision = report.decision
    if why:
        for path, reason in decision.make:
            click.echo(f"+ {path}: {reason.text(language())}")
        for path in decision.remove:
            click.echo(f"- {path}")
    others = [each for each in report.foreign if each != ".gitignore"]
    if others:
        say("foreign", count=len(others), folder=order.output, names=", ".join(others[:3]))
    numbers = {"made": len(decision.make), "kept": len(decision.keep), "removed": len(decision.remove)}
    say("built", folder=order.output, seconds=time.perf_counter() - started, **numbers)


@click.command()
@takes_order(into="site")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "open_too", is_flag=True, help="Open the browser.")
def preview(order: Order, host: str, port: int, open_too: bool) -> None:
    """Show the yearbook in the browser, with drafts, and follow each edit. Writes nothing."""

    def ready(address: str) -> None:
        say("previewing", address=address)
        if open_too:
            open_browser(address)

    run_preview(replace(order, drafts=True), host, port, lambda problems: show_problems(problems, order), ready)


@click.command()
@folder("content", Path("content"), "What people write.", exists=True)
def schemas(content: Path) -> None:
    """Write what editors' tools complete from: .schema/ in the content, and .vscode/ beside it."""
    files = {f".schema/{name}": data for name, data in jsonschema.schemas().items()}
    files |= {
        "../.vscode/settings.json": jsonschema.settings(),
        "../.vscode/yearbook.code-snippets": jsonschema.snippets(),
    }
    for name, data in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(data)
