package io.forebay.loadtests.job;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.http.HttpAnswer;
import io.forebay.loadtests.http.HttpConnection;
import io.forebay.loadtests.workload.ContentPlan;
import io.forebay.loadtests.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs one after the other over one connection and judges their answers. Confined to one
 * thread.
 */
public final class JobClient implements JobRunner {

    // The instance's own waits end after 30 s; a read that takes longer than this is a dead one.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(45);
    // For polls that are answered at once although the job has not ended.
    private static final Duration POLL_PAUSE = Duration.ofMillis(20);
    private static final int UNAVAILABLE = 503;

    private final Target target;
    private final Workload workload;
    private final ContentPlan plan;
    private final Samples samples;
    private final Requests requests;
    private final AnswerReader reader;
    private @Nullable HttpConnection connection;
    private int surplusAnswers;

    public JobClient(
            Target target,
            Mode mode,
            Workload workload,
            ContentPlan plan,
            Samples samples,
            AnswerReader reader) {
        this.target = target;
        this.workload = workload;
        this.plan = plan;
        this.samples = samples;
        this.requests = new Requests(target, mode, workload);
        this.reader = reader;
    }

    @Override
    public void connect() {
        try {
            connection();
        } catch (IOException e) {
            // The first job will meet the same and say so.
            close();
        }
    }

    @Override
    public Outcome run(int job) {
        return switch (submit(job)) {
            case Submission.Ended ended -> ended.outcome();
            case Submission.Open open -> await(open);
        };
    }

    /** Submits the job of this number; whether its end is waited for, the mode says. */
    public Submission submit(int job) {
        long content = plan.contentOf(job);
        long deadline = System.nanoTime() + target.timeout().toNanos();
        try {
            HttpAnswer http = connection().exchange(requests.submission(content));
            countSurplus();
            Optional<Answer> parsed = parse(http);
            if (!http.isSuccess()) {
                return ended(
                        new Outcome.Refused(http.status(), parsed.map(Answer::code).orElse("")));
            }
            if (parsed.isEmpty()) {
                return ended(new Outcome.Wrong("", "the answer is not readable"));
            }
            Answer answer = parsed.get();
            return hasEnded(answer)
                    ? ended(judge(job, content, answer))
                    : new Submission.Open(job, content, answer.id(), deadline);
        } catch (IOException e) {
            return ended(new Outcome.Lost("", String.valueOf(e.getMessage())));
        }
    }

    /** Waits for the end of a job that any client submitted. */
    public Outcome await(Submission.Open open) {
        return poll(open.job(), open.content(), open.id(), open.deadline());
    }

    private static Submission ended(Outcome outcome) {
        return new Submission.Ended(outcome);
    }

    @Override
    public int surplusAnswers() {
        return surplusAnswers;
    }

    private Outcome poll(int job, long content, String id, long deadline) {
        if (id.isEmpty()) {
            return new Outcome.Lost("", "the job has no id to ask for");
        }
        byte[] poll = requests.poll(id);
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            Optional<HttpAnswer> http = exchange(poll);
            // 503 says that the instance cannot know just now, which is no verdict on the job.
            if (http.isPresent() && http.get().status() != UNAVAILABLE) {
                if (!http.get().isSuccess()) {
                    return new Outcome.Lost(id, "status " + http.get().status() + " for its poll");
                }
                Optional<Answer> answer = parse(http.get());
                if (answer.isPresent() && hasEnded(answer.get())) {
                    return judge(job, content, answer.get());
                }
            }
            LockSupport.parkNanos(POLL_PAUSE.toNanos());
        }
        return new Outcome.Lost(id, "not ended in time");
    }

    /** An inference response has no state: that it has outputs says that it is the end. */
    private static boolean hasEnded(Answer answer) {
        return answer.isTerminal() || (answer.state().isEmpty() && answer.outputCount() > 0);
    }

    private Outcome judge(int job, long content, Answer answer) {
        if (!answer.state().isEmpty() && !answer.state().equals("succeeded")) {
            return new Outcome.Failed(answer.id(), (answer.state() + " " + answer.code()).strip());
        }
        Optional<String> fault = workload.fault(content, answer);
        if (fault.isPresent()) {
            return new Outcome.Wrong(answer.id(), fault.get());
        }
        samples.offer(job, content, answer);
        return new Outcome.Right(answer.id(), answer.cacheStatus());
    }

    private Optional<Answer> parse(HttpAnswer answer) {
        try {
            return Optional.of(reader.read(answer.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A poll can be repeated on a new connection, so that it needs no reason when it breaks. */
    private Optional<HttpAnswer> exchange(byte[] request) {
        try {
            HttpAnswer answer = connection().exchange(request);
            countSurplus();
            return Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void countSurplus() {
        if (connection != null && connection.hasSurplus()) {
            surplusAnswers++;
            close();
        }
    }

    private HttpConnection connection() throws IOException {
        HttpConnection open = connection;
        if (open == null || !open.isUsable()) {
            close();
            open = HttpConnection.open(target.address(), READ_TIMEOUT);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
