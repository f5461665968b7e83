"""The command `preview`."""

from __future__ import annotations

from dataclasses import replace

import click

from yearbook.build.options import BuildOptions
from yearbook.build.server.host_guard import is_host
from yearbook.build.server.server import open_browser, run_preview
from yearbook.cli.invocation import invocation
from yearbook.cli.messages import localized, problem_printer, say
from yearbook.cli.options import build_options


@click.command()
@build_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--allow-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help="Answer under this name or address too, such as that of a proxy; may be given several times.",
)
@click.option("--open", "open_too", is_flag=True, help="Open the browser.")
def preview_command(
    options: BuildOptions, *, host: str, port: int, allowed_hosts: tuple[str, ...], open_too: bool
) -> None:
    """Serve the yearbook with its drafts, and reload pages after each edit. Writes nothing."""
    for each in allowed_hosts:
        if not is_host(each):
            reason = localized(
                "it is a name or an address without http:// and without a port, like preview.example.org"
            )
            raise click.BadParameter(reason, param_hint="--allow-host")
    options = replace(options, drafts=True)

    def ready(address: str) -> None:
        say("preview: {address} (Ctrl+C ends it)", address=address)
        if open_too:
            open_browser(address)

    run_preview(
        options,
        host=host,
        port=port,
        allowed_hosts=allowed_hosts,
        show=problem_printer(options),
        ready=ready,
        reworded=invocation().in_text,
    )
