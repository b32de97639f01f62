package dev.wasmsandbox.cli;

import dev.wasmsandbox.OutputListener;
import java.io.InputStream;
import java.util.Map;

/** What a prompt writes to, and what the guest reads from. */
interface ReplScreen extends OutputListener {
    /** Says something that was asked for. */
    void say(String text);

    /** Says that something was done, where somebody types. */
    void note(String text);

    /** Says that something is wrong. */
    void complain(String message);

    /** Opens what the guest reads as its standard input during one run; to be closed when that has ended. */
    InputStream input();

    /** The run has ended: what it left half-written is finished. */
    void ended();

    /** Returns what the guest's environment says about this screen. */
    Map<String, String> environment();

    /** Whether somebody types here, who can try again after a mistake. */
    boolean interactive();
}
