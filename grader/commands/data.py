"""`grader data`: brings data sets into the cache and says where they are."""

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
