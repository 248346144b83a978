package io.forebay.rehearsal;

/** Runs {@code forebay rehearse-day}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Told to end in the middle of a day: broker and Redis, services and workers end with it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        ProcessHandle.current()
                                                .descendants()
                                                .forEach(ProcessHandle::destroy),
                                "forebay-shutdown"));
        String path = System.getenv("PATH");
        System.exit(RehearseDay.commandLine(path == null ? "" : path).execute(args));
    }
}
