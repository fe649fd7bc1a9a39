"""`grader data`: brings data sets into the cache, says where they are, and adds a course's own."""

from pathlib import Path

import click

from grader import catalog, datasets
from grader.errors import DataError


@click.group()
def data() -> None:
    """Fetch data sets and find them.

    \b
    Example:
      grader data fetch mnist
    """
    datasets.learn(catalog.course_root() / "reference")


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
def add(file: Path) -> None:
    """Make FILE, an `.npz` as Keras keeps it, a data set of this course.

    FILE holds uint8 images of the shape (n, height, width) as x_train and x_test, and uint8 labels as y_train and
    y_test. It is copied into reference/data, which students never get, with a description beside it: shapes and
    checksums. Assignments name it by the name of the file, without `.npz`.

    \b
    Example:
      grader data add flowers.npz
    """
    root = catalog.course_to_write()
    place = datasets.add(root / "reference", file)
    datasets.learn(root / "reference")
    dataset = datasets.fetch(file.stem)
    click.echo(
        f"{file.stem}: {len(dataset.train_images):,} training and {len(dataset.test_images):,} test images, "
        f"{dataset.classes} classes, described in {place}"
    )
