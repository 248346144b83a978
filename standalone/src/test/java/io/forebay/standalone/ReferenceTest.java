package io.forebay.standalone;

import io.forebay.dispatcher.DispatcherConfig;
import io.forebay.ingest.IngestConfig;
import io.forebay.results.ResultStoreConfig;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.worker.WorkerConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The references in {@code docs/reference} say what the code does. To write them anew, run with
 * {@code -Dreference.write=true}.
 */
class ReferenceTest {

    @Test
    void everyKeyOfEveryServiceIsInTheReference() throws IOException {
        Map<String, ConfigKeys> services = new LinkedHashMap<>();
        services.put("ingest", ConfigKeys.of(IngestConfig.class));
        services.put("dispatcher", ConfigKeys.of(DispatcherConfig.class));
        services.put("worker", ConfigKeys.of(WorkerConfig.class));
        services.put("results", ConfigKeys.of(ResultStoreConfig.class));
        services.put("scaler", ConfigKeys.of(ScalerConfig.class));
        StringBuilder text =
                new StringBuilder(
                        """
                        # Configuration keys

                        Each service takes one YAML file (`./forebay ingest ingest.yaml`); unknown keys refuse to start. The environment overrides a
                        key: `FOREBAY_HTTP__PORT=8081` is `http: { port: 8081 }`, with `__` between levels and `_` for `-`. Durations are `20ms`,
                        `5s`, `10m`, `1h` or ISO 8601. [operations](../operations/README.md) says which keys to set.
                        """);
        services.forEach((name, keys) -> {
            text.append("\n## ")
                    .append(name)
                    .append("\n\n| key | default | what |\n|---|---|---|\n");
            keys.rows().forEach(row -> text.append(row).append('\n'));
        });

        Reference.assertCurrent("configuration.md", text.toString());
    }

    @Test
    void everyErrorIsInTheReference() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Errors by code

                        Every error is a problem as RFC 9457 has it, with a stable `code`; its `type` is `urn:forebay:problem:<code>`. Codes of jobs that
                        failed are in the `error` of the job, whose own answer is a 200. More codes may come: treat an unknown one by its status.

                        | code | status | title |
                        |---|---|---|
                        """);
        Arrays.stream(ProblemCode.values())
                .sorted(
                        Comparator.comparingInt(ProblemCode::status)
                                .thenComparing(ProblemCode::wireName))
                .forEach(code ->
                        text.append(
                                "| `%s` | %d | %s |\n"
                                        .formatted(code.wireName(), code.status(), code.title())));

        Reference.assertCurrent("errors.md", text.toString());
    }
}
