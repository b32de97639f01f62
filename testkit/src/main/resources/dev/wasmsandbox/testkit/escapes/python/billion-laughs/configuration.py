# title: Configuration values that refer to each other
# tries: to have the reader of configuration files expand values without end
# ends: completed | limit out_of_fuel | error MemoryError
# policy: fuel=1000000000 memory=48000000

import configparser

reader = configparser.ConfigParser()
lines = ["[x]", "a0 = lollollol"] + [f"a{i} = " + f"%(a{i - 1})s" * 8 for i in range(1, 12)] + ["b = %(b)s", "c = %(d)s", "d = %(c)s"]
reader.read_string("\n".join(lines))
for name in ("a3", "b", "c", "a11"):
    try:
        print(len(reader["x"][name]))
    except configparser.Error as e:
        print(type(e).__name__)
