# title: Ending the process the hard way
# tries: to have the host's process end together with the guest
# ends: trapped unreachable | exited 134 | exited 3 | exited 6

import os

os.abort()
