"""The nouns of the grader as frozen values without input or output."""
