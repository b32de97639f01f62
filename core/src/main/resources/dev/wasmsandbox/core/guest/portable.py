def _portable_state(variables):
    import json
    import os

    kept = _session_state.filter_serializable_globals(variables)
    left_out, parts, size = [], [], 0
    for name in list(variables):
        if type(name) is not str or not name.isidentifier() or name[0] == '_':
            continue
        part = ''
        if name in kept:
            part = json.dumps(name) + ':' + json.dumps(kept[name], allow_nan=False, separators=(',', ':'))
        size += len(part) + 1
        if part and size <= @MOST_BYTES@:
            parts.append(part)
        else:
            size -= len(part) + 1
            left_out.append(name)
    data = (' '.join(left_out[:@MOST_NAMES@]) + '\n{' + ','.join(parts) + '}').encode('ascii', 'ignore')
    while data:
        data = data[os.write(1, data):]


_portable_state(globals())
