"""What the packed program starts: the same entry as `jiantai`."""

import sys

from desktop.main import main

sys.exit(main())
