package io.forebay.loadtests.job;

import io.forebay.loadtests.workload.InputTensor;
import io.forebay.loadtests.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The requests of one connection: everything but the tensors' bytes is written once. Confined to
 * one thread.
 */
final class Requests {

    private final Target target;
    private final Workload workload;
    private final byte[] submission;
    private final int tensors;

    Requests(Target target, Mode mode, Workload workload) {
        this.target = target;
        this.workload = workload;
        byte[] json = json(workload).getBytes(StandardCharsets.UTF_8);
        byte[] head =
                (start(mode, workload.model())
                                + target.commonHeaders()
                                + "Content-Type: application/octet-stream\r\n"
                                + "Inference-Header-Content-Length: %d\r\n".formatted(json.length)
                                + "Content-Length: %d\r\n\r\n"
                                        .formatted(json.length + workload.bytes()))
                        .getBytes(StandardCharsets.ISO_8859_1);
        this.tensors = head.length + json.length;
        this.submission = new byte[tensors + workload.bytes()];
        System.arraycopy(head, 0, submission, 0, head.length);
        System.arraycopy(json, 0, submission, head.length, json.length);
    }

    /** The submission of this content; the array is reused by the next call. */
    byte[] submission(long content) {
        workload.fill(content, submission, tensors);
        return submission;
    }

    /** The long poll of a job. */
    byte[] poll(String id) {
        return ("GET /v1/jobs/" + id + "?wait=30s HTTP/1.1\r\n" + target.commonHeaders() + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String start(Mode mode, String model) {
        return switch (mode) {
            case WAIT -> "POST /v1/models/" + model + "/jobs HTTP/1.1\r\nPrefer: wait=30\r\n";
            case POLL -> "POST /v1/models/" + model + "/jobs HTTP/1.1\r\nPrefer: respond-async\r\n";
            case INFER -> "POST /v2/models/" + model + "/infer HTTP/1.1\r\n";
        };
    }

    private static String json(Workload workload) {
        return workload.inputs().stream()
                .map(Requests::json)
                .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
    }

    private static String json(InputTensor input) {
        return """
        {"name":"%s","datatype":"%s","shape":%s,"parameters":{"binary_data_size":%d}}\
        """
                .formatted(input.name(), input.datatype(), input.shape(), input.bytes());
    }
}
