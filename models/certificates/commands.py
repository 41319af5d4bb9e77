"""What a person may do with certificates and their paper; each module declares its commands.

issuing: roster, numbers, printing · electronic · receiving: finished certificates from head office · sealing · handing:
hand-out, return, recovery, voiding, revocation, upload · consigning: through an institution · correcting · reissuing ·
drawing: blanks asked for, custodians · stock: blanks and the journal · closing: locking a month · uploading: the
platform. Reconciling: reconciliation/commands.py.
"""

from models.certificates import (
    closing,
    consigning,
    correcting,
    drawing,
    electronic,
    handing,
    issuing,
    receiving,
    reissuing,
    sealing,
    stock,
    uploading,
)

__all__ = ["closing", "consigning", "correcting", "drawing", "electronic", "handing", "issuing", "receiving", "reissuing", "sealing", "stock", "uploading"]
