"""How fast the program is, as ratios measured in one run: `python -m bench`. See README.md."""
