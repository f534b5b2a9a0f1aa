"""`python3 -m chibo.launch run|test|lint|bench|install`."""

import sys

from chibo.launch.bootstrap import main

main(sys.argv[1:])
