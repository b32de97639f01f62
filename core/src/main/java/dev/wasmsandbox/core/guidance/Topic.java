package dev.wasmsandbox.core.guidance;

/** What guidance can be about. The names are part of the interface: programs look at them. */
public enum Topic {
    OUT_OF_FUEL("OutOfFuel", "the fuel budget was used up"),
    MEMORY_EXHAUSTED("MemoryExhausted", "the program wanted more memory than it may have"),
    TIMEOUT("Timeout", "the time limit passed"),
    OUTPUT_LIMIT("OutputLimit", "output was cut, whether the run failed or not"),
    DISK_QUOTA("DiskQuota", "the workspace had no room for what was to be written"),
    OPEN_FILE_LIMIT("OpenFileLimit", "too many files were open at once"),
    RECURSION_LIMIT("RecursionLimit", "calls went too deep"),
    PATH_RESTRICTION(
            "PathRestriction", "a path leads out of the workspace, or to what cannot be changed"),
    FILE_NOT_FOUND("FileNotFound", "a file or a module of the workspace is not there"),
    FILE_EXISTS("FileExists", "a file or a directory is there already"),
    IS_A_DIRECTORY("IsADirectory", "a directory was used as a file"),
    TEXT_ENCODING(
            "TextEncoding", "bytes are no text of the encoding, or text does not fit into it"),
    MISSING_VENDORED_PACKAGE("MissingVendoredPackage", "a Python package is not there"),
    MISSING_REQUIRE_VENDOR(
            "MissingRequireVendor",
            "a JavaScript module is not there, or was wanted in the way of Node.js"),
    MISSPELLED_MODULE("MisspelledModule", "a Python module has almost that name"),
    SHADOWED_MODULE(
            "ShadowedModule",
            "a file of the workspace and a module of the standard library have the same name"),
    RELATIVE_IMPORT("RelativeImport", "a Python program imports as if it were part of a package"),
    REMOVED_API("RemovedApi", "something belongs to an older Python or package"),
    UNAVAILABLE_API(
            "UnavailableApi",
            "something belongs to another host: an operating system, Node.js, a browser"),
    NETWORK_ACCESS("NetworkAccess", "the program wants the network"),
    SUBPROCESS_ACCESS("SubprocessAccess", "the program wants other processes"),
    THREAD_ACCESS("ThreadAccess", "the program wants threads"),
    MISSING_INPUT("MissingInput", "the program asks somebody who is not there"),
    INVALID_SESSION_STATE(
            "InvalidSessionState", "the state that a session keeps is damaged or not there"),
    SYNTAX_ERROR("SyntaxError", "the code is not of its language"),
    UNDEFINED_NAME("UndefinedName", "a name is not defined, or not yet"),
    UNKNOWN_ATTRIBUTE("UnknownAttribute", "a Python object or module has no such attribute"),
    UNDEFINED_VALUE("UndefinedValue", "None, null or undefined was used as if it were something"),
    MISSING_KEY("MissingKey", "a dictionary has no such key"),
    WRONG_TYPE("WrongType", "a value has another type than an operation takes"),
    WRONG_ARGUMENTS("WrongArguments", "a function was called with arguments that it does not take"),
    NOT_CALLABLE("NotCallable", "what was called is no function"),
    READ_ONLY_VARIABLE("ReadOnlyVariable", "a constant of JavaScript was given another value"),
    JSON_ERROR("JsonError", "a text is no JSON, or a value has no form in it"),
    INVALID_REGEX("InvalidRegex", "a regular expression is not valid"),
    QUICKJS_TUPLE_DESTRUCTURING(
            "QuickJSTupleDestructuring",
            "a pair of a value and an error number was used as the value");

    private final String id;
    private final String when;

    Topic(String id, String when) {
        this.id = id;
        this.when = when;
    }

    /** Returns the name in results. */
    public String id() {
        return id;
    }

    /** Says when there is guidance about this. */
    public String when() {
        return when;
    }
}
