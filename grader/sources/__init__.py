"""Where submissions come from: a folder or a zip archive, each read as the entries it holds."""
