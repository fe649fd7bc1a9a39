"""`grader data`: brings data sets into the cache, says where they are, and describes new ones."""

from pathlib import Path

import click

from grader import datasets
from grader.errors import DataError


@click.group()
def data() -> None:
    """Fetch data sets and find them.

    \b
    Example:
      grader data fetch mnist
    """


@data.command()
@click.argument("name")
def fetch(name: str) -> None:
    """Bring the data set NAME into the cache, verified by checksum.

    The cache is the user's cache directory, or the folder named by GRADER_DATA. Data that are already there
    are checked again and replaced when they are damaged.

    \b
    Example:
      grader data fetch mnist
    """
    dataset = datasets.fetch(name)
    images = len(dataset.train_images) + len(dataset.test_images)
    click.echo(f"{name}: {images:,} images, checksums right, in {dataset.folder}")


@data.command()
@click.argument("name")
def path(name: str) -> None:
    """Print the folder of the data set NAME, which must have been fetched.

    \b
    Example:
      ls "$(grader data path mnist)"
    """
    folder = datasets.folder(name)
    if not datasets.is_cached(name):
        raise DataError(
            f"The data set {name} was expected in {folder} and is not there, or not whole. "
            f"Run `grader data fetch {name}`."
        )
    click.echo(folder)


@data.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def describe(file: Path) -> None:
    """Print what to write into the grader's list of data sets for FILE, an `.npz` as Keras keeps it.

    \b
    Example:
      grader data describe flowers.npz
    """
    found = datasets.describe_file(file)
    lines = [f"    name={found.name!r},", f"    classes={found.classes},", f"    brightest={found.brightest},"]
    parts = [f"        Part(name={p.name!r}, shape={p.shape}, sha256={p.sha256!r})," for p in found.parts]
    text = "\n".join(["Description(", *lines, "    parts=(", *parts, "    ),", ")"])
    click.echo(text.replace("'", '"'))
