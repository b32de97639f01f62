# title: Names with every character
# tries: to have the host take a part of a name for a separator, a stream or an option
# ends: completed | failed

import os

for code in [*range(1, 128), 0x85, 0x2028, 0x202e, 0xfeff, 0xfffd, 0xd800, 0x10ffff]:
    for name in (chr(code), f"-{chr(code)}rf", f"a{chr(code)}b"):
        try:
            with open(name, "w") as file:
                file.write(str(code))
            if name.strip(".") == "" or "/" in name:
                print("ESCAPED", ascii(name))
        except (OSError, ValueError, UnicodeEncodeError):
            pass
        if os.path.exists("tidy") is False and code % 3 == 0:
            try:
                os.remove(name)
            except (OSError, ValueError, UnicodeEncodeError):
                pass
