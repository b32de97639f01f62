"""Runs a program on a pseudo terminal: terminal.py ROWS COLUMNS PROGRAM [ARGUMENT...]

What the program writes goes to standard output as it is. Standard input tells what to do, line by line:
    type HEX          types these bytes
    size ROWS COLUMNS changes the size
    signal NUMBER     sends a signal to the program
    hang up           takes the terminal away
Ends with the program's exit code, 128 and the signal's number if one ended it.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def obey(line, program, terminal):
    verb, *words = line.split()
    if verb == "type":
        os.write(terminal, bytes.fromhex(words[0]))
    elif verb == "size":
        resize(terminal, int(words[0]), int(words[1]))
    elif verb == "signal":
        os.kill(program, int(words[0]))
    else:
        raise ValueError(line)


def serve(program, terminal):
    pending = b""
    sources = [terminal, 0]
    while True:
        ready, _, _ = select.select(sources, [], [])
        if terminal in ready:
            try:
                written = os.read(terminal, 65536)
            except OSError:
                return
            if not written:
                return
            os.write(1, written)
        if 0 in ready:
            received = os.read(0, 65536)
            if not received:
                sources.remove(0)
            *lines, pending = (pending + received).split(b"\n")
            for line in lines:
                if line == b"hang up":
                    os.close(terminal)
                    return
                obey(line.decode(), program, terminal)


def main(rows, columns, *command):
    start, started = os.pipe()
    program, terminal = pty.fork()
    if program == 0:
        # Not before the terminal has its size.
        os.read(start, 1)
        os.execvp(command[0], command)
    resize(terminal, int(rows), int(columns))
    os.write(started, b"!")
    serve(program, terminal)
    _, status = os.waitpid(program, 0)
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


main(*sys.argv[1:])
