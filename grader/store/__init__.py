"""The append-only archive of Runs, in one SQLite file; nothing outside this room speaks SQL."""
