package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.JobRunner;
import io.forebay.loadtests.job.Outcome;
import java.util.List;

/** Clients of several tenants or models, one after the other. Confined to one thread. */
final class ByTurns implements JobRunner {

    private final List<JobClient> clients;
    private int turn;

    ByTurns(List<JobClient> clients) {
        this.clients = List.copyOf(clients);
    }

    @Override
    public void connect() {
        clients.forEach(JobClient::connect);
    }

    @Override
    public Outcome run(int job) {
        return clients.get(turn++ % clients.size()).run(job);
    }

    @Override
    public int surplusAnswers() {
        return clients.stream().mapToInt(JobClient::surplusAnswers).sum();
    }

    @Override
    public void close() {
        clients.forEach(JobClient::close);
    }
}
