"""What a person may do about supervision. Importing this module declares all commands of the area."""

from models.supervision import concluding as _concluding  # noqa: F401
from models.supervision import inspecting as _inspecting  # noqa: F401
from models.supervision import planning as _planning  # noqa: F401
from models.supervision import rectifying as _rectifying  # noqa: F401
