"""Papers of an exam day: tickets, labels, lists, records, and the whole set of a batch in one pass."""
