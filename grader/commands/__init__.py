"""The subcommands of `grader`, one file each."""
