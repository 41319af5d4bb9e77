"""What a person may do with complaints, rechecks and appeals. Each module declares one part of the way:

receiving (receive, register, route) · handling (assign … file) · ending (withdraw, reopen, link) · rechecking · appealing.
"""

from models.complaints import appealing, ending, handling, receiving, rechecking

__all__ = ["appealing", "ending", "handling", "receiving", "rechecking"]
