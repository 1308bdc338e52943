"""What an operator types: ``python -m portal.commands``."""

import click

from portal import logs
from portal.commands import data, running, sign_out
from portal.commands.again import shown_again_command
from portal.commands.looks import looks
from portal.commands.words import words
from portal.one_sentence import run
from portal.store.migrate import DatabaseNewerError


@click.group()
def cli() -> None:
    """Run and look after the portal."""
    logs.set_up("WARNING")


for _command in (
    *running.COMMANDS,
    *data.COMMANDS,
    *sign_out.COMMANDS,
    looks,
    words,
    shown_again_command,
):
    cli.add_command(_command)


def main() -> int:
    """Run a command. Returns the exit code."""
    return run(cli, DatabaseNewerError)
