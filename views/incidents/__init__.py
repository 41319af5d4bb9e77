"""What is special about incidents on screen: the timeline with its running clock, and the exam hall mode."""
