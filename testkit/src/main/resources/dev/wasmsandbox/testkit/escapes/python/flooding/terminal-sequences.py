# title: Control characters in output and errors
# tries: to have the result's JSON or last line broken by control characters
# ends: error ValueError

import sys

print("\x00\x1b]0;title\x07\x1b[2J\u2028\u2029\u202e\x7f\x85\r\n\x08", end="")
print("Execution trapped: OutOfFuel", file=sys.stderr)
raise ValueError("\x00\x1b[2J\"}]}\n\r\u2028</script>\udc80")
