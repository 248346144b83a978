package io.forebay.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.client.model.ModelFolder;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.model.Traffic;
import java.util.HexFormat;
import java.util.List;

/** Writes what applying a model says of it. */
final class ModelBody {

    private ModelBody() {}

    static String of(ModelFolder model, Traffic traffic) {
        ObjectNode body = Json.object();
        body.put("digest", "sha256:" + HexFormat.of().formatHex(model.digest().toByteArray()));
        body.put("manifest", model.manifestText());
        model.labels().forEach(body.putArray("labels")::add);
        tensors(body.putArray("inputs"), model.inputs());
        tensors(body.putArray("outputs"), model.outputs());
        if (!traffic.percents().isEmpty()) {
            traffic.percents().forEach(body.putObject("traffic")::put);
        }
        traffic.shadow()
                .ifPresent(shadow ->
                        body.putObject("shadow")
                                .put("version", shadow.version())
                                .put("percent", shadow.percent()));
        return body.toString();
    }

    private static void tensors(ArrayNode array, List<TensorSignature> tensors) {
        for (TensorSignature tensor : tensors) {
            ObjectNode one = array.addObject();
            one.put("name", tensor.name());
            one.put("datatype", tensor.datatype().name());
            tensor.shape().dimensions().forEach(one.putArray("shape")::add);
        }
    }
}
