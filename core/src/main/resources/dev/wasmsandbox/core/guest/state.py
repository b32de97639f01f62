def _session_state():
    # By these names, whatever the program calls its own variables.
    from builtins import FileNotFoundError, MemoryError, OSError, RecursionError, SyntaxError, SystemExit, ValueError
    from builtins import bool, compile, dict, exec, float, id, int, len, list, max, open, print, str, tuple, type
    import json
    import keyword
    import linecache
    import os
    import sys
    from types import SimpleNamespace

    place = os.path.join(os.getcwd(), '@FILE@')
    max_bytes = @MAX_BYTES@
    max_values = @MAX_VALUES@
    max_depth = @MAX_DEPTH@

    plain = {type(None), bool, int, float, str}
    nothing = 0, 0

    def measure(value, known):
        """Count the values in a value, and the levels below it; nothing if JSON cannot hold it."""
        kind = type(value)
        if kind in plain:
            return 1, 0
        if kind is not list and kind is not tuple and kind is not dict or len(value) >= max_values:
            return nothing
        if id(value) in known:
            return known[id(value)]
        # As long as it is looked at: here a cycle ends.
        known[id(value)] = nothing
        items = value
        if kind is dict:
            if not {type(key) for key in value} <= {str}:
                return nothing
            items = value.values()
        count = 1 + len(value)
        height = 1
        for item in items:
            if type(item) not in plain:
                inner, levels = measure(item, known)
                count += inner - 1
                height = max(height, levels + 1)
                if inner == 0 or count > max_values or height > max_depth:
                    return nothing
        known[id(value)] = count, height
        return count, height

    def encode(value):
        """Return a value as JSON; None if JSON cannot hold it."""
        try:
            return None if measure(value, {}) == nothing else json.dumps(value, allow_nan=False, separators=(',', ':'))
        except (ValueError, MemoryError):
            # A number that is not finite or has too many digits; text that has no room a second time.
            return None

    def is_serializable(value):
        """Tell whether JSON can hold a value: None, bool, int, float, str, and lists, tuples and dicts of these."""
        return encode(value) is not None

    def is_variable(name):
        return type(name) is str and name.isidentifier() and name[0] != '_' and not keyword.iskeyword(name)

    def filter_serializable_globals(variables):
        """Return the variables that can be kept: public names whose values JSON can hold."""
        return {name: value for name, value in list(variables.items()) if is_variable(name) and is_serializable(value)}

    def warn(text):
        print('warning: @FILE@ ' + text, file=sys.stderr)

    def load_state(quiet=False):
        """Return what is kept; an empty dict if there is nothing, or it is damaged."""
        try:
            with open(place, encoding='utf-8') as file:
                text = file.read(max_bytes + 1)
            if len(text) > max_bytes:
                raise ValueError('it has more than %d bytes' % max_bytes)
            state = json.loads(text)
            if type(state) is not dict:
                raise ValueError('it is no JSON object')
            return state
        except FileNotFoundError:
            return {}
        except (ValueError, OSError, RecursionError) as error:
            if not quiet:
                warn('cannot be used, so the state begins afresh: %s' % error)
            return {}

    def save_state(state):
        """Keep a dict; what JSON cannot hold is left out. Returns whether it was kept."""
        parts = []
        for name, value in list(state.items()):
            part = encode(value) if type(name) is str else None
            if part is not None:
                parts.append(json.dumps(name) + ':' + part)
        text = '{' + ','.join(parts) + '}'
        if len(text) > max_bytes:
            warn('was not written: the state has %d bytes and may have %d' % (len(text), max_bytes))
            return False
        try:
            with open(place + '.tmp', 'w', encoding='utf-8') as file:
                file.write(text)
            os.replace(place + '.tmp', place)
            return True
        except OSError as error:
            warn('was not written: %s' % error)
            try:
                os.remove(place + '.tmp')
            except OSError:
                pass
            return False

    def load_globals(variables):
        variables.update({name: value for name, value in load_state().items() if is_variable(name)})

    def save_globals(variables):
        # What another language keeps under a name that no variable has here stays.
        state = {name: value for name, value in load_state(True).items() if not is_variable(name)}
        state.update((name, value) for name, value in list(variables.items()) if is_variable(name))
        return save_state(state)

    def run(source, variables):
        name = variables['__file__']
        # Tracebacks shall name and show the lines that the author of the program knows.
        lines = source.splitlines(True)
        linecache.cache[name] = (len(source), None, lines, name)
        try:
            program = compile(source, name, 'exec', dont_inherit=True)
        except SyntaxError as error:
            if error.lineno is not None and 0 < error.lineno <= len(lines):
                error.text = lines[error.lineno - 1]
            raise
        load_globals(variables)
        try:
            exec(program, variables)
        except SystemExit:
            save_globals(variables)
            raise
        save_globals(variables)

    return SimpleNamespace(
        is_serializable=is_serializable,
        filter_serializable_globals=filter_serializable_globals,
        load_state=load_state,
        save_state=save_state,
        load_globals=load_globals,
        save_globals=save_globals,
        run=run,
    )


_session_state = _session_state()
