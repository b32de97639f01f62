/** Runs the conformance suite, a guest in C, case by case in the real engine. */
@NullMarked
package dev.wasmsandbox.wasi.testsuite;

import org.jspecify.annotations.NullMarked;
