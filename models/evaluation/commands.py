"""What a person may do about evaluations. Importing this module declares all commands of the area."""

from models.evaluation import evaluating as _evaluating  # noqa: F401
from models.evaluation import reviewing as _reviewing  # noqa: F401
from models.evaluation import settling as _settling  # noqa: F401
from models.evaluation import staff as _staff  # noqa: F401
