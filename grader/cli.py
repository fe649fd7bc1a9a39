"""The `grader` command: flags, subcommands, and the one place where errors become exit codes.

Exit codes: 0 done; 1 `check` found a failure, or a Run carries ERROR, or a flag with `--fail-on-review`; 2 bad usage or
assignment; 3 a bug of ours; 130 Ctrl-C. Subcommands are imported only when asked for, so that `grader --help` answers
at once.
"""

import importlib
import sys
import traceback

import click

import grader
from grader.errors import GraderError

COMMANDS = {
    "grade": ("grader.commands.grade:grade", "Grade a class of notebooks."),
    "check": ("grader.commands.check:check", "Check one notebook, as a student does."),
    "report": ("grader.commands.report:report", "Write a report from results."),
    "merge": ("grader.commands.merge:merge", "Put the parts of a class together."),
    "similar": ("grader.commands.similar:similar", "Show notebooks of a class whose code is alike."),
    "serve": ("grader.commands.serve:serve", "Grade by hand in a browser, or let students hand in."),
    "history": ("grader.commands.history:history", "Tell what was graded when, and why again."),
    "replay": ("grader.commands.replay:replay", "Repeat one stored Run and compare, field by field."),
    "pack": ("grader.commands.pack:pack", "Pack an assignment for a platform that grades by itself."),
    "explain": ("grader.commands.explain:explain", "Tell the whole story of one mark."),
    "new": ("grader.commands.new:new", "Start an assignment that already validates."),
    "release": ("grader.commands.release:release", "Make the student's notebook from the solution."),
    "validate": ("grader.commands.validate:validate", "Test an assignment against its own solutions and mistakes."),
    "calibrate": ("grader.commands.calibrate:calibrate", "Measure how well honest trainings do; propose a threshold."),
    "import": ("grader.commands.import_:import_", "Turn an assignment of nbgrader or otter into one of ours."),
    "data": ("grader.commands.data:data", "Fetch and verify data sets."),
    "doctor": ("grader.commands.doctor:doctor", "Tell whether this machine is ready to grade."),
    "demo": ("grader.commands.demo:demo", "Grade a made-up class of eight and show the report."),
}
BUG, USAGE, INTERRUPTED = 3, 2, 130


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take the command from it."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Grade deep-learning notebooks: run them, probe their functions, train their models, explain every point.

    \b
    Example:
      grader grade mnist_softmax submissions/ --out results/
    """


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("grader: interrupted. What was finished is kept; the same command goes on from there.", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except GraderError as error:
        click.echo(f"grader: {error}", err=True)
        code = USAGE
    except SystemExit:
        # Only click leaves like this, when the reader of our output went away (`| head`): that is no failure.
        code = 0
    except Exception:
        traceback.print_exc()
        click.echo("grader: this is a bug of the grader. Please report the lines above.", err=True)
        code = BUG
    sys.exit(code if isinstance(code, int) else 0)
