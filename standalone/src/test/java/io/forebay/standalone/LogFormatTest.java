package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.schemas.trace.JobLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines of services as a process of its own writes them. */
class LogFormatTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** Writes one line about a job. */
    static final class OneLine {

        private OneLine() {}

        public static void main(String[] args) {
            JobLog.of(
                            LoggerFactory.getLogger(OneLine.class).atWarn(),
                            "job_1",
                            "00-" + TRACE + "-b7ad6b7169203331-01")
                    .setCause(new IllegalStateException("broken"))
                    .log("not done");
        }
    }

    @Test
    void aLineAboutAJobNamesItAndItsTraceInText() throws Exception {
        assertThat(written(Map.of()).lines().findFirst().orElseThrow())
                .contains("WARN", "not done", "jobId=\"job_1\"", "traceId=\"" + TRACE + "\"");
    }

    @Test
    void aLineAboutAJobNamesItAndItsTraceInJson() throws Exception {
        String text = written(Map.of("FOREBAY_LOG_FORMAT", "json"));

        assertThat(text.strip().lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("not done");
        assertThat(line.path("kvpList").findValue("jobId").asText()).isEqualTo("job_1");
        assertThat(line.path("kvpList").findValue("traceId").asText()).isEqualTo(TRACE);
        assertThat(line.path("throwable").path("message").asText()).isEqualTo("broken");
    }

    private static String written(Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // Not the one for tests that another module's test-jar brings.
                                "-Dlogback.configurationFile=logback.xml",
                                OneLine.class.getName())
                        .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
