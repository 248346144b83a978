package io.forebay.worker.model;

/** An engine whose files stay where they are until it is closed. */
record HeldEngine(Engine engine, ModelSource.Hold hold) implements ForwardingEngine {

    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            hold.close();
        }
    }
}
