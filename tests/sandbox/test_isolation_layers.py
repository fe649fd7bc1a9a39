"""What each layer is for, who can have which level, and what is said where one cannot be had."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from circumstances import UNREADABLE

from grader.sandbox.attacks import ATTEMPTS
from grader.sandbox.isolation import Level
from grader.sandbox.proof import prove

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(300)]

PRELOAD = ("numpy",)
CIRCUMSTANCES = Path(__file__).with_name("circumstances.py")
IS_ROOT = os.geteuid() == 0

# What gets through where there are only limits, on every Linux and for every user: the attacks are real.
REAL = {
    "change_mode",
    "change_shared_memory",
    "connect_by_sending",
    "connect_host_abstract",
    "connect_host_tcp",
    "connect_host_unix",
    "keep_capabilities",
    "keep_memory_as_file",
    "leave_by_process_root",
    "list_secret_folder",
    "read_host_command",
    "read_host_environment",
    "read_host_memory",
    "read_parent_memory",
    "read_secret",
    "share_memory_by_key",
    "share_memory_without_file",
    "share_zeros",
    "signal_host",
    "signal_parent",
    "take_descriptor",
    "write_process_settings",
    "write_secret_folder",
    "write_without_end",
}
LIMITED = {"map_too_much", "open_too_many", "write_too_much"}
FILES = {"read_secret", "list_secret_folder", "write_secret_folder", "change_shared_memory", "leave_by_process_root"}
SHARED = {"keep_memory_as_file", "share_memory_by_key", "share_memory_without_file"}
OUTWARDS = {"connect_host_tcp", "connect_by_sending", "send_udp", "connect_host_unix", "connect_host_abstract"}

IN_SIGHT = {"read_secret", "list_secret_folder", "write_secret_folder", "change_shared_memory"}
SHARING = {"share_a_namespace"}

# Level, the layer that is left out, and what then gets through. The last are further layers that stop the same: they
# are left out on both sides, so that the layer alone decides.
LAYERS = (
    (
        Level.STRONG,
        "seccomp",
        {"make_user_namespace", "fork_user_namespace", "change_affinity", "use_keyring"} | SHARED,
        (),
    ),
    (Level.STRONG, "capabilities", {"keep_capabilities"}, ()),
    (Level.STRONG, "new privileges", {"keep_capabilities"}, ("landlock", "seccomp")),
    (Level.STRONG, "limits", {"start_many"} | LIMITED, ()),
    (Level.STRONG, "descriptors", {"use_inherited_descriptor"}, ()),
    (Level.STRONG, "mount", IN_SIGHT, ("user", "landlock")),
    (Level.STRONG, "pid", SHARING, ()),
    (Level.STRONG, "pid", {"signal_parent"}, ("user", "landlock")),
    (Level.STRONG, "net", SHARING | {"connect_host_tcp", "connect_by_sending", "connect_host_abstract"}, ("landlock",)),
    (Level.STRONG, "ipc", SHARING, ()),
    (Level.STRONG, "uts", SHARING, ()),
    (Level.STRONG, "cgroup", SHARING, ()),
    (Level.STRONG, "user", SHARING, ()),
    (Level.STRONG, "user", {"mount_something"}, ("capabilities", "landlock", "seccomp")),
    (
        Level.STANDARD,
        "landlock",
        {"signal_host", "signal_parent", "write_process_settings", "share_zeros"} | FILES,
        (),
    ),
    (
        Level.STANDARD,
        "seccomp",
        {"make_user_namespace", "change_mode"} | SHARED | OUTWARDS - {"connect_host_abstract"},
        (),
    ),
    (Level.STANDARD, "limits", LIMITED, ()),
    (Level.STANDARD, "descriptors", {"use_inherited_descriptor"}, ()),
    (Level.STANDARD, "new privileges", {"keep_capabilities"}, ("landlock", "seccomp")),
    (Level.WEAK, "seccomp", {"make_user_namespace"} | SHARED | OUTWARDS, ()),
    (Level.WEAK, "limits", LIMITED, ()),
    (Level.WEAK, "descriptors", {"use_inherited_descriptor"}, ()),
    (Level.WEAK, "new privileges", {"keep_capabilities"}, ("seccomp",)),
)


def through(level: Level, *without: str, tried: Level | None = None) -> set[str]:
    """The attacks that a level does not block."""
    proof = prove(level, PRELOAD, without, tried)
    assert proof.problem == ""
    assert len(proof.blocked) == len(ATTEMPTS[tried or level])
    return {name for name, blocked in proof.blocked.items() if not blocked}


@pytest.mark.parametrize("level", [Level.STRONG, Level.STANDARD, Level.WEAK])
def test_a_level_blocks_every_attack_it_claims_to(level):
    assert through(level) == set()


def test_where_there_are_only_limits_the_attacks_get_through():
    assert through(Level.NONE, tried=Level.STRONG) >= REAL
    assert through(Level.NONE, tried=Level.STRONG) & LIMITED == set()


@pytest.mark.parametrize(
    ("level", "layer", "expected", "others"), LAYERS, ids=[f"{layer} of {level}" for level, layer, *_ in LAYERS]
)
def test_without_a_layer_what_it_is_for_gets_through(level, layer, expected, others):
    assert through(level, *others) & expected == set()
    assert through(level, layer, *others) >= expected


def test_every_layer_of_the_strongest_level_is_left_out_once():
    namespaces = {"mount", "pid", "net", "ipc", "uts", "cgroup", "user"}
    others = {"seccomp", "capabilities", "new privileges", "limits", "descriptors"}
    assert {layer for level, layer, *_ in LAYERS if level is Level.STRONG} == namespaces | others
    assert {layer for level, layer, *_ in LAYERS} - namespaces == others | {"landlock"}


def test_without_namespaces_limits_of_processes_and_disk_are_lost():
    lost = through(Level.STANDARD, tried=Level.STRONG)
    assert lost >= {"read_host_command", "write_without_end"}
    assert through(Level.STRONG) == set()


def test_without_landlock_the_private_root_still_stands():
    assert through(Level.STRONG, "landlock") == set()


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user has no capabilities to lose")
def test_without_dropping_privileges_root_runs_before_everyone_else():
    assert {"keep_capabilities", "raise_priority"} <= through(Level.STANDARD, "capabilities")


def test_a_weak_level_lets_every_file_be_read():
    assert through(Level.WEAK, tried=Level.STRONG) >= FILES


# --- other circumstances ----------------------------------------------------------------------------------------

TOLD = """
import json
from grader.errors import UsageError
from grader.sandbox.isolation import Level
from grader.sandbox.proof import chosen_level, prove

def chosen(wanted):
    try:
        return chosen_level(wanted, ("numpy",)).level, ""
    except UsageError as error:
        return "", str(error)

proofs = {level: prove(level, ("numpy",)).sentence for level in Level}
print(json.dumps({"proofs": proofs, **{wanted: chosen(wanted) for wanted in ("auto", "strong", "standard", "weak")}}))
"""


def told_under(*circumstances: str) -> dict[str, Any]:
    """What a grader says about isolation that runs under these circumstances."""
    if not IS_ROOT:
        circumstances = tuple(name for name in circumstances if name != "user")  # we are one
    place = Path(tempfile.mkdtemp(dir="/tmp"))
    place.chmod(0o777)
    try:
        done = subprocess.run(
            [sys.executable, str(CIRCUMSTANCES), *circumstances, "--", TOLD],
            env={**os.environ, "TMPDIR": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=CIRCUMSTANCES.parents[2],
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        if done.returncode == UNREADABLE:
            pytest.skip(f"NOT TESTED AS AN ORDINARY USER: {done.stderr}")
        assert done.returncode == 0, done.stderr
        assert list(place.iterdir()) == []
    finally:
        shutil.rmtree(place)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("who", [("user",), ("user", "root-inside")], ids=["an ordinary user", "root of a container"])
def test_every_level_holds_without_being_root(who):
    told = told_under(*who)
    assert told["auto"] == ["strong", ""]
    for level in (Level.STRONG, Level.STANDARD, Level.WEAK):
        count = len(ATTEMPTS[level])
        assert told["proofs"][level] == f"{level}: {count} of {count} attacks blocked"


@pytest.mark.parametrize(
    ("circumstances", "words"),
    [
        (("no-namespaces",), "sudo sysctl -w user.max_user_namespaces=10000"),
        (("user", "no-namespaces"), "sudo sysctl -w user.max_user_namespaces=10000"),
        (("no-unshare",), "start that with `--security-opt seccomp=unconfined"),
        (("user", "no-unshare"), "start that with `--security-opt seccomp=unconfined"),
        (("user", "no-mount"), "AppArmor profile"),
    ],
    ids=" ".join,
)
def test_without_namespaces_the_next_level_is_taken_and_what_to_change_is_said(circumstances, words):
    told = told_under(*circumstances)
    assert told["auto"] == ["standard", ""]
    level, refused = told["strong"]
    assert level == ""
    assert "not available" in refused
    assert words in refused


def test_without_landlock_the_strongest_level_is_taken():
    told = told_under("user", "no-landlock")
    assert told["auto"] == ["strong", ""]
    assert told["standard"][1].startswith("Isolation standard: not available")
    assert "Linux 5.13 or newer with Landlock enabled" in told["standard"][1]


def test_without_namespaces_and_landlock_nothing_is_taken_unasked():
    told = told_under("user", "no-namespaces", "no-landlock")
    level, refused = told["auto"]
    assert level == ""
    assert "No isolation that protects this machine can be had" in refused
    assert "ask for `--isolation none`" in refused
    assert told["weak"] == ["weak", ""]
