"""What a person may do with certificates and their paper; each module declares its commands.

issuing: roster, numbers, printing · handing: hand-out, return, recovery, voiding, revocation, upload · reissuing ·
stock: blanks and the journal · closing: locking a month · uploading: the platform. Reconciling: reconciliation/commands.py.
"""

from models.certificates import closing, handing, issuing, reissuing, stock, uploading

__all__ = ["closing", "handing", "issuing", "reissuing", "stock", "uploading"]
