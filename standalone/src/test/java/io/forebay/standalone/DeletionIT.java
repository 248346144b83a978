package io.forebay.standalone;

import static org.awaitility.Awaitility.await;

import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletionIT {

    private static final Duration LAG = Duration.ofSeconds(20);

    @Test
    void look() throws Exception {
        Path home = RunningForebay.freshHome();
        Path models = home.resolveSibling(home.getFileName() + "-models");
        write(models);
        Map<String, String> jobs = new LinkedHashMap<>();
        StandaloneConfig config =
                StandaloneConfig.of(home, 0, models, System.getenv("PATH")).forgettingAfter(LAG);
        Stages stages = new Stages(new java.io.PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8));
        RawFiles files = new RawFiles(home);
        try (Standalone standalone = Standalone.start(config, stages)) {
            Api api = RunningForebay.api(standalone);
            String failing = canary();
            Files.createDirectories(home.resolve("payloads"));
            Path block = Files.createFile(home.resolve("payloads/outputs"));
            String failed = submit(api, failing + "x".repeat(100_000));
            await().atMost(Duration.ofMinutes(1)).until(() -> api.get("/v1/jobs/" + failed).json().path("terminal").asBoolean());
            System.out.println("LOOK failed " + api.get("/v1/jobs/" + failed).json());
            Files.delete(block);
            jobs.put(failing, failed);
            String inline = canary();
            jobs.put(inline, submit(api, inline));
            String large = canary();
            jobs.put(large, submit(api, large + "x".repeat(400_000)));
            String told = canary();
            jobs.put(told, submit(api, told, "Forebay-Callback", "http://127.0.0.1:" + FreePorts.any() + "/"));
            String noted = canary();
            jobs.put(noted, submit(api, "some text", "Forebay-Metadata", "note=" + noted));
            String line = canary();
            Api.Answer batch = BatchIT.upload(api, "/v1/batches", ("{\"custom_id\":\"a\",\"model\":\"texts\",\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"" + line + "\"]}]}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String self = BatchIT.self(batch);
            System.out.println(BatchIT.awaitEnd(api, self));
            jobs.put(line, BatchIT.read(api, self + "/results", 10).getFirst().path("job").path("id").asText());
            Thread.sleep(1000);
            show("first", files, jobs);
        }
        show("stopped", files, jobs);
        try (Standalone standalone = Standalone.start(config, stages)) {
            Api api = RunningForebay.api(standalone);
            RedisCommandsX.noCompression(standalone.redisAddress());
            jobs.values().forEach(job -> System.out.println("LOOK deleted " + api.delete("/v1/jobs/" + job).status()));
            long begin = System.nanoTime();
            for (int i = 0; i < 14; i++) {
                Thread.sleep(5000);
                show("after " + (System.nanoTime() - begin) / 1_000_000_000, files, jobs);
            }
        }
        show("stopped", files, jobs);
    }

    private static void show(String when, RawFiles files, Map<String, String> jobs) {
        String[] names = {"failing", "inline", "large", "told", "noted", "line"};
        int n = 0;
        for (String canary : jobs.keySet()) {
            System.out.println("LOOK " + when + " " + names[n++] + " " + files.with(canary));
        }
    }

    static final class RedisCommandsX {
        static void noCompression(String address) throws Exception {
            var uri = java.net.URI.create(address);
            try (var socket = new java.net.Socket(uri.getHost(), uri.getPort())) {
                socket.getOutputStream().write("CONFIG SET rdbcompression no\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                System.out.println(new String(socket.getInputStream().readNBytes(3), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    private static String canary() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return "canary-" + HexFormat.of().formatHex(random);
    }

    private static String submit(Api api, String text, String... headers) {
        String[] h = new String[headers.length + 2];
        System.arraycopy(headers, 0, h, 0, headers.length);
        h[headers.length] = "Prefer"; h[headers.length + 1] = "wait=10";
        Api.Answer answer = api.post("/v1/models/texts/jobs", "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"" + text + "\"]}]}", h);
        System.out.println("LOOK " + answer.status() + " " + answer.json().path("state"));
        return answer.json().path("id").asText();
    }

    private static void write(Path models) throws IOException {
        Path to = Files.createDirectories(models.resolve("texts").resolve("1"));
        Files.write(to.resolve("model.onnx"), OnnxModelBuilder.named("identity")
                .input("x", Datatype.BYTES, "N")
                .node("Identity", List.of("x"), List.of("y"))
                .output("y", Datatype.BYTES, "N")
                .build());
        Files.writeString(to.resolve("model.yaml"), "name: texts\nversion: \"1\"\nretries: { max-attempts: 3, backoff: 1s }\n");
    }
}
