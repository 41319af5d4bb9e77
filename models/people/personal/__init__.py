"""What is kept about a person, and what he asks of it."""
