"""What may be done with misconduct, gathered from where it is written."""

from models.conduct import deciding as _deciding  # noqa: F401
from models.conduct import pressure as _pressure  # noqa: F401
from models.conduct import recording as _recording  # noqa: F401
