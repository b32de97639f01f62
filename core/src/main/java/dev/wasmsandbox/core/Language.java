package dev.wasmsandbox.core;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import dev.wasmsandbox.guest.python.PythonGuest;

/**
 * What differs between the languages, seen from here.
 *
 * @param bundle the guest as it is shipped
 * @param codeFile the name under which the last code is kept in a workspace
 */
record Language(GuestBundle bundle, String codeFile) {
    static Language of(RuntimeType runtime) {
        return switch (runtime) {
            case PYTHON -> new Language(PythonGuest.bundle(), "user_code.py");
            case JAVASCRIPT -> new Language(JavaScriptGuest.bundle(), "user_code.js");
        };
    }
}
