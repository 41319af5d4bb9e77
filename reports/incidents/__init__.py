"""Papers about incidents: first, staged and final report, leak report, the printed log."""
