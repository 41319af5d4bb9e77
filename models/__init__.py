"""What the centre knows and must obey. No Qt below this line; importing `models` declares every area, in the order of the navigation."""

# ruff: noqa: I001

from models.complaints import commands as _complaints_commands  # noqa: F401
from models.complaints import queries as _complaints_queries  # noqa: F401
from models.complaints import register as _complaints_register  # noqa: F401
from models.core import commands as _core_commands  # noqa: F401
from models.core import queries as _core_queries  # noqa: F401
from models.core import register as _core_register  # noqa: F401
from models.people import commands as _people_commands  # noqa: F401
from models.people import queries as _people_queries  # noqa: F401
from models.people import register as _people_register  # noqa: F401
from models.incidents import commands as _incident_commands  # noqa: F401
from models.incidents import due as _incident_due  # noqa: F401
from models.incidents import register as _incident_register  # noqa: F401
