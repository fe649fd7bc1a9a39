"""Where a Run happens, read without importing anything large."""

import subprocess
import sys
from importlib.metadata import version

import msgspec

import grader
from grader.environment import current_environment, package_version
from grader.records.run import Environment


def test_the_environment_names_this_interpreter_and_the_installed_versions():
    found = current_environment()
    assert found.grader == grader.__version__
    assert found.python == ".".join(map(str, sys.version_info[:3]))
    assert (found.tensorflow, found.numpy) == (version("tensorflow"), version("numpy"))
    assert found.platform.partition("-")[2]


def test_a_package_that_is_not_installed_is_missing():
    assert package_version("a-package-that-nobody-wrote") == "missing"


def test_two_readings_are_equal_so_that_a_run_is_found_again():
    assert current_environment() == current_environment()
    assert msgspec.json.decode(msgspec.json.encode(current_environment()), type=Environment) == current_environment()


def test_reading_it_does_not_import_tensorflow():
    code = (
        "import sys; from grader.environment import current_environment; current_environment(); "
        "print({'tensorflow', 'keras'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
