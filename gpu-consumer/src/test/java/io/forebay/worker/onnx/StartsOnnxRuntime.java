package io.forebay.worker.onnx;

/** A process of its own that does no more than start ONNX Runtime. */
final class StartsOnnxRuntime {

    private StartsOnnxRuntime() {}

    public static void main(String[] args) {
        OnnxRuntime.start(OnnxConfig.DEFAULT).close();
    }
}
