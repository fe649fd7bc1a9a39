"""`grader serve`: the archive with manual grading in a browser, or the desk where students hand in."""

import getpass
import logging
import secrets
import webbrowser
from pathlib import Path

import click

from grader import catalog
from grader.commands.check import Terms, check_submission
from grader.commands.received import FILE
from grader.environment import current_environment
from grader.errors import UsageError
from grader.policy import apply_policy, read_policy
from grader.records.policy import Policy
from grader.records.results import Results, head
from grader.records.submission import Submission
from grader.reports.html_student import render_student
from grader.reports.student_view import for_student
from grader.sandbox.proof import chosen_level
from grader.serve import gate, grading, handin, server, upload
from grader.serve.classes import GradedClass, Rules, find_classes
from grader.serve.inbox import Inbox
from grader.serve.practice import Check, Practice
from grader.serve.tokens import TOKENS, open_tokens


@click.command(
    epilog="\b\nExample:\n  grader serve results/ --open\n"
    "  grader serve inbox/ --hand-in mnist_softmax --students names.txt --practice",
)
@click.argument("path", type=click.Path(path_type=Path, file_okay=False))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--by", default=None, metavar="NAME", help="Whose decisions they are.  [default: your account's name]")
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser.")
@click.option("--hand-in", "assignment", metavar="ASSIGNMENT", help="Let students hand in; PATH is then their inbox.")
@click.option("--students", type=click.Path(path_type=Path, dir_okay=False), help="Who may hand in, one a line.")
@click.option("--practice", is_flag=True, help="Let students have a hand-in checked, as `grader check` does.")
@click.option(
    "--marks",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Graded class of which students see what is released.",
)
@click.option("--policy", type=FILE, help="Rules the marks are shown under (TOML, docs/policy.md).")
@click.option("--address", default="127.0.0.1", show_default=True, help="Where to listen for hand-ins.")
@click.option("--name", "names", multiple=True, metavar="HOST[:PORT]", help="A further name it is reached by.")
@click.option("--https", is_flag=True, help="It is reached by https, through a proxy in front of it.")
def serve(
    path: Path,
    port: int,
    by: str | None,
    open_page: bool,
    assignment: str | None,
    students: Path | None,
    practice: bool,
    marks: Path | None,
    policy: Path | None,
    address: str,
    names: tuple[str, ...],
    https: bool,
) -> int:
    """Show the graded classes in PATH, the output of `grader grade` or a folder of several, and grade by hand.

    With --hand-in, students hand in to PATH instead: each by a personal address, for a receipt. Ends with Ctrl-C.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    if assignment is None:
        refuse_hand_in_only(students, practice, names, address)
        return serve_grading(find_classes(path, rules_of(policy)), port, by or getpass.getuser(), open_page)
    declaration = catalog.load(assignment)
    inbox = Inbox(path, declaration.assignment.notebook)
    tokens = open_tokens(students, inbox.own)
    rules = rules_of(policy)
    practised = Practice(checker(declaration, rules), inbox.own / "practice") if practice else None
    graded = GradedClass(marks, rules) if marks else None
    sockets = server.listen(address, port)
    real = server.port_of(sockets)
    hosts = (f"{address}:{real}", *(f"{each}:{real}" for each in gate.LOOPBACK), *names)
    shared = gate.settings(real, hosts, https)
    click.echo(f"Hand-ins for {declaration.assignment.title} at http://{address}:{real}/ go to {path}.")
    click.echo(f"{len(tokens.of_students)} students; their tokens are in {inbox.own / TOKENS}.")
    click.echo(f"A student's personal address: http://{address}:{real}/?token=TOKEN")
    try:
        server.run(
            lambda: handin.make_hand_in(
                inbox, tokens, declaration.assignment.title, shared, practice=practised, graded=graded
            ),
            sockets,
            upload.LARGEST_FORM,
            is_proxied=https,
        )
    finally:
        if practised:
            practised.close()
    return 0


def refuse_hand_in_only(students: Path | None, practice: bool, names: tuple[str, ...], address: str) -> None:
    """UsageError for what only makes sense with --hand-in; marks are never shown beyond this machine."""
    if students or practice or names or address != "127.0.0.1":
        raise UsageError(
            "--students, --practice, --name and --address belong to --hand-in ASSIGNMENT. The graded classes are shown "
            "on this machine only."
        )


def rules_of(policy: Path | None) -> Rules | None:
    """The rules in a policy file; UsageError where they cannot be used."""
    return Rules(name=policy.name, policy=read_policy(policy)) if policy else None


def serve_grading(classes: dict[str, GradedClass], port: int, by: str, open_page: bool) -> int:
    """The archive on loopback, behind a token of its own."""
    sockets = server.listen("127.0.0.1", port)
    real = server.port_of(sockets)
    token = gate.new_token()
    follower = grading.Follower()
    shared = gate.settings(real, tuple(f"{each}:{real}" for each in gate.LOOPBACK)) | {"follow": follower}
    start = f"http://127.0.0.1:{real}/?token={token}"
    click.echo(f"{len(classes)} {'class' if len(classes) == 1 else 'classes'}; decisions are kept as {by}'s.")
    click.echo(f"Open {start}")
    if open_page:
        webbrowser.open(start)
    try:
        server.run(lambda: grading.make_grading(classes, by, token, shared), sockets, grading.LARGEST_FORM)
    finally:
        follower.close()
    return 0


def checker(declaration: catalog.Declaration, rules: Rules | None) -> Check:
    """What gives a student's page for a hand-in, without what the rules hide.

    Students' code runs behind walls here, or not at all.
    """
    questions = tuple(question.name for question in declaration.assignment.questions)
    tiers = Policy(visibility=rules.policy.visibility if rules else {})
    known = {"default", *questions, *(check.id for check in declaration.assignment.checks())}
    if unknown := sorted(set(tiers.visibility) - known):
        raise UsageError(
            f"The policy names {', '.join(unknown)}, which is neither a question nor a check of "
            f"{declaration.assignment.slug}. Correct its [visibility]."
        )
    level = chosen_level("auto", declaration.assignment.preload).level

    def check(submission: Submission) -> str:
        seed = secrets.randbelow(2**31)
        own = declaration.edition(submission.student)
        run = check_submission(own, submission, questions, Terms(isolation=level, seed=seed))
        results = Results(
            assignment=head(declaration.assignment, questions),
            seed=seed,
            environment=current_environment(level),
            runs=(run,),
        )
        shown = apply_policy(tiers, results).results
        return render_student(shown, for_student(shown.runs[0]))

    return check
