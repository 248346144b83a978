package io.forebay.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tensors in the binary tensor extension of the Open Inference Protocol v2: JSON, and the tensors'
 * bytes behind it in the same order.
 *
 * @param jsonLength bytes of the JSON, for {@code Inference-Header-Content-Length}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per request would buy nothing
record OipBody(byte[] bytes, int jsonLength) {

    static OipBody of(List<Tensor> tensors) {
        ObjectNode request = Json.object();
        ArrayNode inputs = request.putArray("inputs");
        for (Tensor tensor : tensors) {
            ObjectNode input = inputs.addObject();
            input.put("name", tensor.name());
            input.put("datatype", tensor.datatype().name());
            ArrayNode shape = input.putArray("shape");
            tensor.shape().dimensions().forEach(shape::add);
            input.putObject("parameters").put("binary_data_size", tensor.data().size());
        }
        byte[] json = request.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            body.write(json);
            for (Tensor tensor : tensors) {
                tensor.data().writeTo(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return new OipBody(body.toByteArray(), json.length);
    }
}
