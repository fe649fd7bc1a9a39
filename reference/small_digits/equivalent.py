"""Mutants of the solution that no check should fail."""

EQUIVALENT = {
    "prepare: images.reshape(len(images), -1) -> images.reshape(len(images), -2)": "NumPy takes any one negative size "
    "for the one to be worked out.",
    "prepare: images.reshape(len(images), -1).astype('float32') -> images.reshape(len(images), -1)": "Division makes "
    "floats of whole numbers.",
}
