"""Plans: the annual plan, announcements, the course of a batch and its legal calendar."""
