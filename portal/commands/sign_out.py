"""What ends sessions: ``python -m portal.commands sign-out-all`` and ``sign-out-staff``."""

import click

from portal.commands.ready import ready_engine
from portal.store import sign_ins
from portal.store.forget import end_all_sessions


@click.command("sign-out-all")
def sign_out_command() -> None:
    """End every session at once, of citizens and of those who work here."""
    with ready_engine().begin() as connection:
        ended = end_all_sessions(connection)
    click.echo(f"{ended} sessions have ended.")


@click.command("sign-out-staff")
@click.argument("name", required=False)
@click.option("--everybody", is_flag=True, help="Everybody who works here.")
def sign_out_staff_command(name: str | None, everybody: bool) -> None:
    """End the sessions of NAME who works here, or of everybody who does; no citizen's.

    NAME is what the directory calls them, or their key there. Take them out of the directory
    first: a session is not asked of it again before it ends. It counts from the next request.
    """
    if (name is None) is not everybody:
        raise click.UsageError("Say whose sessions end: a NAME, or --everybody.")
    with ready_engine().begin() as connection:
        ended = sign_ins.end_staff(connection, name)
    if name is not None and not ended:
        raise click.ClickException("Nobody of that name who works here is signed in.")
    click.echo(f"{ended} sessions have ended.")


COMMANDS = (sign_out_command, sign_out_staff_command)
