"""The attacks on graders that are known and concern this one, by the rows of the catalogue they stand in."""

import os

from hostile import Hostile
from hostile_forging import FORGING
from hostile_lying import LYING
from hostile_network import NETWORK
from hostile_processes import PROCESSES
from hostile_reporting import REPORTING
from hostile_resources import RESOURCES
from hostile_searching import SEARCHING

EVERY: tuple[Hostile, ...] = (
    *FORGING,
    *LYING,
    *SEARCHING,
    *PROCESSES,
    *RESOURCES,
    *NETWORK,
    *REPORTING,
)

# What the answer of the system may depend on who grades: tried once more as an ordinary user.
WALLED = (
    "result-files",
    "exits-at-once",
    "never-answers",
    "malformed-messages",
    "lying-subclass",
    "searches-own-memory",
    "searches-the-environment",
    "searches-processes",
    "searches-descriptors",
    "searches-files",
    "searches-sockets",
    "reads-by-path",
    "writes-libraries",
    "fork-bomb",
    "daemons",
    "daemons-of-the-function",
    "kills-everyone",
    "wants-privileges",
    "calls-the-system",
    "runs-set-uid-programs",
    "stubborn-loop",
    "memory",
    "memory-of-children",
    "memory-that-nobody-counts",
    "disk",
    "inodes",
    "descriptors",
    "threads",
    "uncounted-output",
    "goes-out",
    "looks-around",
    "name-that-is-no-text",
)
ONLY_WALLED = "ATTACKS_ONLY_WALLED"  # in the environment: a class of these alone
HOSTILE = tuple(hostile for hostile in EVERY if hostile.name in WALLED or ONLY_WALLED not in os.environ)

# Not here: A8 (no graded cells), B4 and B5 (feedback holds no input and no score of a hidden part), G2 to G4 and G7
# (intake, in test_hostile_intake.py), J (training, in the tests of its checks), K1, K4 and K5 (workflows).
ROWS = {
    "A1": "write the file of results",
    "A2": "send a pickle",
    "A3": "exit with success",
    "A4": "hook the test framework",
    "A5": "walk the stack and the collector to the grader's objects",
    "A6": "search memory for the answer",
    "A7": "print what the grader reads",
    "A9": "suppress errors",
    "B1": "read tests and reference",
    "B2": "read environment, arguments and inherited memory",
    "B3": "use inherited descriptors",
    "B6": "read other submissions and what they left",
    "B7": "reach other sandboxes by shared memory, sockets or keys",
    "B8": "read hidden tests where the notebook runs",
    "C1": "patch libraries that compare",
    "C2": "patch generators",
    "C3": "patch the runner in the own process",
    "C4": "change results after returning",
    "C5": "recognise the grader, hard-code answers, keep a state",
    "D1": "equal everything",
    "D2": "subclass numbers and arrays",
    "D3": "convert differently every time",
    "D4": "broadcast",
    "D5": "NaN and infinity",
    "D6": "dtypes that compare strangely",
    "D7": "shapes that need terabytes",
    "D8": "change or alias arguments",
    "E1": "fork bomb",
    "E2": "daemon",
    "E3": "signal everybody",
    "E4": "debug other processes",
    "E5": "set-uid programs and capabilities",
    "E6": "the kernel's surface",
    "E7": "services that act for the user",
    "E8": "processors and priority",
    "F1": "endless loop",
    "F2": "memory",
    "F3": "disk and inodes",
    "F4": "output",
    "F5": "descriptors and threads",
    "F6": "never answer",
    "F7": "starve others",
    "G1": "hostile names",
    "G5": "leave files in libraries",
    "G6": "hijack imports by files beside the notebook",
    "H1": "use the network",
    "H2": "reach local services",
    "I1": "forge messages of the kernel",
    "I2": "active content in outputs",
    "I3": "input, comms, malformed messages",
    "I4": "formulas in spreadsheets",
    "I5": "markdown, markup and terminal control in reports",
    "I6": "instructions to a reader",
    "K2": "steal tokens",
    "K3": "commands to workflows",
}
