"""Whatever keeps a command from working is one sentence on the screen and no traceback."""

import click
from sqlalchemy.exc import SQLAlchemyError

from portal.municipality import MunicipalityError
from portal.settings import SettingsError

_STOPPED = 130


def run(cli: click.Group, *refusals: type[Exception]) -> int:
    """Run what was typed. Returns the exit code.

    Args:
        cli: The commands.
        refusals: What else may go wrong; the text of each is a sentence.
    """
    ours: tuple[type[Exception], ...] = (SettingsError, MunicipalityError, *refusals)
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ours as error:
        click.echo(str(error), err=True)
        return 1
    except SQLAlchemyError as error:
        first = str(getattr(error, "orig", error)).strip().splitlines()[0]
        click.echo(f"The database cannot be used: {first}", err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        return _STOPPED
    return 0
