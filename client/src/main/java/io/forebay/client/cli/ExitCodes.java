package io.forebay.client.cli;

/** What the command's exit status says. Scripts rely on it: a number never changes its meaning. */
final class ExitCodes {

    static final int OK = 0;

    /** What was asked for did not succeed: a job failed, a batch has lines that failed. */
    static final int FAILED = 1;

    /** The command line or its files are wrong; nothing was sent. */
    static final int USAGE = 2;

    /** The server refused. */
    static final int REFUSED = 3;

    /** The server cannot be reached, or cannot say now; the same command may work later. */
    static final int UNAVAILABLE = 4;

    /** It has not ended within the time that the command may wait. */
    static final int STILL_OPEN = 5;

    private ExitCodes() {}
}
