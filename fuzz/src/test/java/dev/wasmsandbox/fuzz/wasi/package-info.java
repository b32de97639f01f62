/** WASI calls against a model: a second, plain implementation of what they must do. */
@org.jspecify.annotations.NullMarked
package dev.wasmsandbox.fuzz.wasi;
