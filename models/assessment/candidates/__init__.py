"""Candidates: applications for a batch, who may sit, under which conditions."""
