"""The exam day: sites, rooms, sessions, seats, papers, attendance, discipline."""
