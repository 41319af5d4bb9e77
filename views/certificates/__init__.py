"""What is special about certificates on screen: the reconciliation page."""
