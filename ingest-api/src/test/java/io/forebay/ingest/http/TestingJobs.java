package io.forebay.ingest.http;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Transition;

/** States of jobs as the dispatcher writes them. */
record TestingJobs(TestingServer server) {

    JobId id() {
        return server.mint.mint("acme", new Route(42));
    }

    /** A job that went through these states, one version each. */
    JobState through(JobId id, State... states) {
        JobState.Builder job =
                JobState.newBuilder()
                        .setJobId(id.text())
                        .setTenant("acme")
                        .setModel(ModelRef.newBuilder().setName("sum").setVersion("1"))
                        .setCreatedAt(server.clock.millis());
        for (int i = 0; i < states.length; i++) {
            job.addHistory(
                    Transition.newBuilder()
                            .setVersion(i + 1)
                            .setState(states[i])
                            .setAt(server.clock.millis() + i));
        }
        State last = states[states.length - 1];
        boolean ended = last != State.QUEUED && last != State.RUNNING;
        return job.setVersion(states.length)
                .setState(last)
                .setFinishedAt(ended ? server.clock.millis() + states.length - 1 : 0)
                .build();
    }

    JobState put(JobState state) {
        server.reader.states.put(new JobId(state.getJobId()), state);
        return state;
    }
}
