"""The papers of the people on site."""
