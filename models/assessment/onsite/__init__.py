"""What the people of a session bring and note: meetings, deficiencies, leaving, badges, who was there throughout."""
