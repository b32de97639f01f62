package dev.wasmsandbox.wasmtime;

/**
 * Type of a function. One letter stands for one value: {@code i} i32, {@code I} i64, {@code f} f32, {@code F} f64, {@code V} v128,
 * {@code r} any reference.
 *
 * @param parameters types of the parameters, such as {@code "iiI"}
 * @param results types of the results; empty for none
 */
public record FunctionType(String parameters, String results) implements ExternType {

    /** Rejects unknown letters. */
    public FunctionType {
        check(parameters);
        check(results);
    }

    /** Tells whether Java can call or provide such a function: integers only, at most one result and 16 parameters. */
    boolean isCallable() {
        return parameters.length() <= Store.MAX_ARGUMENTS
                && results.length() <= 1
                && isIntegers(parameters)
                && isIntegers(results);
    }

    private static boolean isIntegers(String types) {
        return types.chars().allMatch(c -> c == 'i' || c == 'I');
    }

    private static void check(String types) {
        for (int i = 0; i < types.length(); i++) {
            if ("iIfFVr".indexOf(types.charAt(i)) < 0) {
                throw new IllegalArgumentException(
                        "a type is one of the letters i I f F V r; got \"" + types + "\"");
            }
        }
    }
}
