"""How strong an assignment's checks are: programs made from the reference that they must, or need not, fail."""
