"""Workbooks: the empty template of a register, its export, and a person's own file back with its faults marked."""
