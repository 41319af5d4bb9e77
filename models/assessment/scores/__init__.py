"""Scores: entry by two, what passes, publication."""
