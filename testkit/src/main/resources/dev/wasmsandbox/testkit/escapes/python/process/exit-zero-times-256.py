# title: An exit code that is a multiple of 256
# tries: to look successful after exit code 256
# ends: completed | exited 1 | exited 255 | error OverflowError

import sys

sys.exit(256)
