package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.standalone.EventStream.Event;
import io.forebay.standalone.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job's events through the death of Redis, which loses all that it knew. */
class EventsIT {

    private static final Duration START = Duration.ofMinutes(2);

    @Test
    void killingRedisMidStreamNeitherLosesNorRepeatsAnEvent() {
        Path directory = RunningForebay.freshHome();
        try (EmbeddedServers servers = EmbeddedServers.start(Home.open(directory));
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> services = files.startOneOfEach("1", closing);
            await().atMost(START).until(() -> services.stream().allMatch(ServiceProcess::isReady));
            Api api = files.api(services.getLast().port());
            // Without a worker the job stays queued; its model is known by now.
            services.get(2).close();
            String job = submit(api);
            String path = "/v1/jobs/" + job;

            try (EventStream events = api.events(path + "/events")) {
                Event queued = events.next().orElseThrow();
                assertThat(queued.name()).isEqualTo("job.queued");

                servers.killRedis();
                assertThat(api.get(path).status()).isEqualTo(503);
                ServiceProcess worker = closing.add(files.worker("2"));
                await().atMost(START).until(worker::isReady);
                servers.startEmptyRedis();

                List<Event> rest = events.all();
                assertThat(rest.getLast().name()).isEqualTo("job.succeeded");
                assertThat(rest.getLast().data().path("outputs")).isNotEmpty();
                assertEachVersionOnce(queued, rest);
                assertReplay(api, path, queued, rest);
            }
        }
    }

    /** Whoever comes back is told the same again from where they were, and nothing at the end. */
    private static void assertReplay(Api api, String path, Event first, List<Event> rest) {
        await().atMost(START).until(() -> api.get(path).status() == 200);
        try (EventStream again = api.events(path + "/events", "Last-Event-ID", first.id())) {
            assertThat(again.all()).extracting(Event::id).isEqualTo(ids(rest));
        }
        try (EventStream none =
                api.events(path + "/events", "Last-Event-ID", ids(rest).getLast())) {
            assertThat(none.status()).isEqualTo(204);
        }
    }

    private static void assertEachVersionOnce(Event first, List<Event> rest) {
        int version = Integer.parseInt(first.id());
        for (Event event : rest) {
            version++;
            assertThat(event.id()).isEqualTo(Integer.toString(version));
            assertThat(event.data().path("version").asInt()).isEqualTo(version);
        }
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private static String submit(Api api) {
        return await().atMost(START)
                .until(
                        () ->
                                api.postFile(
                                        "/v1/models/digits/jobs",
                                        Samples.file("digit-4.png"),
                                        "image/png",
                                        "Cache-Control",
                                        "no-store"),
                        answer -> answer.status() == 202)
                .json()
                .path("id")
                .asText();
    }
}
