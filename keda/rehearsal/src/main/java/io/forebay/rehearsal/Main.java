package io.forebay.rehearsal;

/** Runs {@code forebay rehearse-day}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        String path = System.getenv("PATH");
        System.exit(RehearseDay.commandLine(path == null ? "" : path).execute(args));
    }
}
