package io.forebay.schemas.model;

import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.ModelRef;
import java.util.List;
import java.util.Optional;

/**
 * An applied model: its manifest, the signature that its ONNX file declares, and its digest.
 *
 * @param ref name, version and digest, as every message names it
 * @param inputs what the ONNX file takes
 * @param outputs what the ONNX file gives
 * @param labels class names by index; empty when there are none
 * @param traffic counts while this is the newest version
 */
public record Model(
        ModelRef ref,
        ModelManifest manifest,
        List<TensorSignature> inputs,
        List<TensorSignature> outputs,
        List<String> labels,
        Traffic traffic) {

    public Model {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        labels = List.copyOf(labels);
    }

    /** That answers every request which names no version, while it is the newest. */
    public Model(
            ModelRef ref,
            ModelManifest manifest,
            List<TensorSignature> inputs,
            List<TensorSignature> outputs,
            List<String> labels) {
        this(ref, manifest, inputs, outputs, labels, Traffic.TO_THE_NEWEST);
    }

    /**
     * From the models topic.
     *
     * @throws RuntimeException when the record is of a release that this one does not understand
     */
    public static Model of(ModelRecord model) {
        return new Model(
                ModelRef.newBuilder()
                        .setName(model.getName())
                        .setVersion(model.getVersion())
                        .setDigest(model.getDigest())
                        .build(),
                ModelManifest.parse(model.getManifest(), model.getName() + "/model.yaml"),
                model.getInputsList().stream().map(TensorSignature::of).toList(),
                model.getOutputsList().stream().map(TensorSignature::of).toList(),
                model.getLabelsList(),
                Traffic.of(model));
    }

    public String name() {
        return ref.getName();
    }

    public String version() {
        return ref.getVersion();
    }

    public Optional<TensorSignature> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    public Optional<TensorSignature> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    /** Which axis of an input joins requests. */
    public BatchAxis inputBatchAxis(TensorSignature input) {
        return BatchAxis.of(manifest.inputs().get(input.name()), input.shape());
    }

    /** Which axis of an output joins requests. */
    public BatchAxis outputBatchAxis(TensorSignature output) {
        return BatchAxis.of(manifest.outputs().get(output.name()), output.shape());
    }

    /** Whether requests can be joined at all; false for a model with a fixed batch. */
    public boolean isBatchable() {
        return inputs.stream().anyMatch(input -> inputBatchAxis(input) instanceof BatchAxis.Along);
    }
}
