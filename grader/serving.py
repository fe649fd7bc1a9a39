"""Lets `keras.datasets.<name>.load_data` read a local archive inside a graded notebook; sent there as text."""

import importlib.abc
import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np


class ServeData(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes `keras.datasets.<name>.load_data` read a local archive, whenever the notebook imports Keras."""

    def __init__(self, module: str, archive: str, relabel: list[int] | None = None) -> None:
        self.module, self.archive, self.relabel = module, archive, relabel
        self.loader: Any = None

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """Wrap the loader of the one module that fetches the data."""
        if fullname != self.module or self.loader is not None:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None:
            self.loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: Any) -> Any:
        """Leave creation to the wrapped loader."""
        return self.loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        """Run the module, then replace its download function."""
        self.loader.exec_module(module)
        serve(module, self.archive, self.relabel)


def serve(module: Any, archive: str, relabel: list[int] | None) -> None:
    """Let a data set module take its archive from `archive` instead of the network, its labels as `relabel` says."""
    module.get_file = lambda *_args, **_options: archive if relabel is None else relabelled(archive, relabel)


def relabelled(archive: str, relabel: list[int]) -> str:
    """A copy of the archive in which class c is called `relabel[c]`, made when it is first asked for."""
    path = Path(tempfile.gettempdir()) / Path(archive).name
    if not path.exists():
        with np.load(archive) as arrays:
            shown = {name: arrays[name] for name in arrays.files}
        labels = {name: np.array(relabel, array.dtype)[array] for name, array in shown.items() if array.ndim == 1}
        np.savez(path, **(shown | labels))
    return str(path)


def serve_data(name: str, archive: str, relabel: list[int] | None = None) -> None:
    """Serve `archive` as the Keras data set `name`, imported already or not yet."""
    module = f"keras.src.datasets.{name}"
    if module in sys.modules:
        serve(sys.modules[module], archive, relabel)
    else:
        sys.meta_path.insert(0, ServeData(module, archive, relabel))
