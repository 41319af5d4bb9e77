"""What a person may do about incidents. Importing this module declares all commands of the area."""

from models.incidents import closing as _closing  # noqa: F401
from models.incidents import handling as _handling  # noqa: F401
from models.incidents import leaks as _leaks  # noqa: F401
from models.incidents import preparing as _preparing  # noqa: F401
from models.incidents import reporting as _reporting  # noqa: F401
