"""Where a Run happens, in versions: read from package metadata, so that TensorFlow stays unimported."""

import platform
from importlib.metadata import PackageNotFoundError, version

import grader
from grader.records.run import Environment


def current_environment(isolation: str = "none") -> Environment:
    """Versions and platform of this process, whose interpreter also runs the kernels, at a level of isolation."""
    return Environment(
        grader=grader.__version__,
        python=platform.python_version(),
        tensorflow=package_version("tensorflow"),
        keras=package_version("keras"),
        numpy=package_version("numpy"),
        platform=f"{platform.system()}-{platform.machine()}",
        isolation=isolation,
    )


def package_version(name: str) -> str:
    """Version of an installed package, or `missing`."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
