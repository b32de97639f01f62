package dev.wasmsandbox.core.guidance;

/** Words about what no guest has, the same for every language: network, processes, threads. */
final class WorldAdvice {
    private WorldAdvice() {}

    static Advice network(Case problem) {
        return problem.advice(Topic.NETWORK_ACCESS)
                .step(
                        "There is no network in the sandbox, and no setting opens one: fetch the data before the run and put it into the workspace, then read it from %s.",
                        problem.workspace())
                .step("Or give it to the program as standard input or as an argument.")
                .docs("SECURITY.md");
    }

    static Advice process(Case problem) {
        return problem.advice(Topic.SUBPROCESS_ACCESS)
                .step(
                        problem.isPython()
                                ? "No process can be started: do the work in Python itself; pathlib, shutil, re and os.listdir take the place of shell commands."
                                : "No process can be started: do the work in JavaScript itself, with the helpers for files, os.readdir and regular expressions.")
                .docs("SECURITY.md");
    }

    static Advice thread(Case problem) {
        return problem.advice(Topic.THREAD_ACCESS)
                .step(
                        "The guest has one thread: call the function directly, one piece of work after the other.")
                .step(
                        problem.isPython()
                                ? "Where pieces of work wait for each other, use asyncio with coroutines instead of threads."
                                : "Where pieces of work wait for each other, use promises and timers.")
                .example(
                        "def work(n):\n    return n * n\n\nprint([work(n) for n in range(4)])",
                        "const work = async (n) => n * n;\nconsole.log(await Promise.all([1, 2, 3].map(work)));")
                .docs("SECURITY.md");
    }

    /** Code that reads what was put into the workspace before the run. */
    static String readGivenFile(Case problem) {
        return problem.isPython()
                ? "import json\nwith open('%s/data.json') as file:  # put there before the run\n    print(json.load(file))"
                        .formatted(problem.workspace())
                : "const data = JSON.parse(std.loadFile('%s/data.json')); // put there before the run\nconsole.log(data);"
                        .formatted(problem.workspace());
    }
}
