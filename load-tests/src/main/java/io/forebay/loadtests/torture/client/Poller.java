package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.cluster.TenantKey;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads jobs by {@code GET}, each read at the next node. Safe for use by several threads. */
record Poller(History history, Nodes nodes) {

    private static final long PAUSE_MILLIS = 300;
    private static final int GONE = 410;

    /**
     * Follows a job to its end.
     *
     * @param reader what it is called
     * @return whether the end was seen before it was to give up, and before the job was past its
     *     retention
     */
    boolean follow(String reader, AcceptedJob job, BooleanSupplier givingUp)
            throws InterruptedException {
        for (int read = 0; !givingUp.getAsBoolean(); read++) {
            String path = read == 0 ? job.path() : job.path() + "?wait=5s";
            Outcome outcome = nodes.get(job.offer().number() + read, job.apiKey(), path);
            if (note(reader, job, outcome)) {
                return true;
            }
            if (outcome instanceof Outcome.Answered answer && answer.status() == GONE) {
                return false;
            }
            if (!(outcome instanceof Outcome.Answered answer) || answer.status() != 200) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return false;
    }

    /**
     * Reads a job once.
     *
     * @param reader what it is called
     * @param read which one it is, so that each goes to another node
     */
    void look(String reader, AcceptedJob job, int read) throws InterruptedException {
        note(reader, job, nodes.get(job.offer().number() + read, job.apiKey(), job.path()));
    }

    /** Asks for a job on behalf of somebody whose it is not. */
    void trespass(AcceptedJob job, TenantKey stranger) throws InterruptedException {
        Outcome outcome = nodes.get(job.offer().number(), stranger.text(), job.path());
        Kind kind = outcome instanceof Outcome.Answered ? Kind.OK : Kind.INFO;
        String words =
                switch (outcome) {
                    case Outcome.Answered answer -> Integer.toString(answer.status());
                    case Outcome.Unknown(String reason) -> reason;
                };
        history.add(
                "stranger",
                kind,
                What.FOREIGN,
                stranger.tenant(),
                "",
                job.id(),
                Value.detail(words));
    }

    /** Whether that was the job's end. */
    private boolean note(String reader, AcceptedJob job, Outcome outcome) {
        Value value =
                switch (outcome) {
                    case Outcome.Answered answer when answer.status() == 200 ->
                            Sightings.of(answer.json(), job.offer());
                    case Outcome.Answered answer ->
                            Value.detail(answer.status() + " " + answer.code());
                    case Outcome.Unknown(String reason) -> Value.detail(reason);
                };
        boolean shown = !value.state().isEmpty();
        // 503 says that it cannot be known now; anything else in place of a job is a breach.
        Kind kind = shown ? Kind.OK : unknowable(outcome) ? Kind.INFO : Kind.FAIL;
        history.add(
                reader,
                kind,
                What.POLL,
                job.offer().tenant().tenant(),
                job.offer().key(),
                job.id(),
                value);
        return value.terminal();
    }

    private static boolean unknowable(Outcome outcome) {
        return !(outcome instanceof Outcome.Answered answer) || answer.status() >= 500;
    }
}
