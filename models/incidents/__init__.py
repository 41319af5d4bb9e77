"""突发事件: incidents with their timeline, make-up time, spare papers, leak reports and preparedness."""
