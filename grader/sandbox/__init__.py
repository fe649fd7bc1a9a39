"""The boundary around a kernel process: how it is started, where it lives, what it may use."""
