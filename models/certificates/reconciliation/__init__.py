"""Reconciliation: pass list, register, blanks, sign-offs and the national export, held against each other."""
