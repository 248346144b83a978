package io.forebay.worker.process;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.Timing;
import io.forebay.worker.model.UnusableModelException;
import io.forebay.worker.onnx.PreparedWire;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One conversation with the device process, about one engine. Confined to one caller at a time;
 * every method but {@link #close} throws {@link ProcessLostException} when the process has gone.
 */
final class EngineLine implements AutoCloseable {

    static final byte DONE = 0;
    static final byte REFUSED = 1;

    /** A channel may be lost while the process lives on: for that nobody waits longer. */
    private static final long END_MILLIS = 1_000;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final OutgoingMemory outgoing;
    private final IncomingMemory incoming;
    private final Deadline deadline;
    private final int number;
    private final Process peer;

    /**
     * @param peer the device process
     * @param number tells this conversation's files from others'
     * @param deadline past which the process is taken to hang
     */
    EngineLine(SocketChannel channel, Process peer, Path directory, int number, Deadline deadline) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out =
                new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        this.outgoing = new OutgoingMemory(directory, number + "-in");
        this.incoming = new IncomingMemory(directory, number + "-out");
        this.deadline = deadline;
        this.number = number;
        this.peer = peer;
    }

    /** Whether it can go on: not when the process has gone in another conversation. */
    boolean isLive() {
        return peer.isAlive();
    }

    /** Says first which conversation this is, and hears whether anybody is there. */
    void greet(Duration allowed) {
        var _ = ask(allowed, () -> out.writeInt(number), () -> true);
    }

    /**
     * @param allowed how long it may take before the process is taken to hang
     * @throws UnusableModelException when the model cannot be served
     */
    ModelSignature inspect(ModelFiles files, Duration allowed) {
        return ask(
                allowed,
                () -> {
                    out.writeUTF(Op.INSPECT.name());
                    writePlace(files);
                },
                () -> {
                    Model model = Model.of(readRecord());
                    return new ModelSignature(model.inputs(), model.outputs());
                });
    }

    /**
     * @return the execution provider
     * @throws UnusableModelException when the model cannot be loaded there
     */
    String load(ModelFiles files, Model model, Duration allowed) {
        byte[] made = record(files, model).toByteArray();
        return ask(
                allowed,
                () -> {
                    out.writeUTF(Op.LOAD.name());
                    writePlace(files);
                    out.writeInt(made.length);
                    out.write(made);
                },
                in::readUTF);
    }

    List<Timing> warmUp(int rows, Duration allowed) {
        return ask(
                allowed,
                () -> {
                    out.writeUTF(Op.WARM_UP.name());
                    out.writeInt(rows);
                },
                () -> {
                    List<Timing> timings = new ArrayList<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        timings.add(new Timing(in.readInt(), Duration.ofNanos(in.readLong())));
                    }
                    return timings;
                });
    }

    /** What came of a run, and the rows that the engine takes from now on. */
    record Ran(RunOutcome outcome, int maxRows) {}

    Ran run(List<Prepared> batch, Duration timeout, Duration allowed) {
        ByteBuffer memory;
        try {
            memory = outgoing.reserve(PreparedWire.room(batch));
        } catch (IOException e) {
            throw new OutOfMemoryError("no memory to share with the device process: " + e);
        }
        PreparedWire.write(batch, memory);
        return ask(
                allowed,
                () -> {
                    out.writeUTF(Op.RUN.name());
                    out.writeLong(timeout.toNanos());
                    out.writeInt(outgoing.generation());
                    out.writeInt(memory.position());
                },
                () -> {
                    int maxRows = in.readInt();
                    int generation = in.readInt();
                    ByteBuffer answer = incoming.read(generation, in.readInt());
                    return new Ran(OutcomeWire.read(answer), maxRows);
                });
    }

    /** Frees the engine, as long as its process lives. */
    void closeEngine(Duration allowed) {
        var _ = ask(allowed, () -> out.writeUTF(Op.CLOSE.name()), () -> true);
    }

    @Override
    public void close() {
        deadline.close();
        incoming.close();
        try {
            outgoing.close();
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private interface Asking {
        void ask() throws IOException;
    }

    private interface Hearing<T> {
        T hear() throws IOException;
    }

    private <T> T ask(Duration allowed, Asking asking, Hearing<T> hearing) {
        try {
            return inTime(allowed, asking, hearing);
        } catch (IOException e) {
            awaitEnd();
            throw new ProcessLostException(
                    deadline.passed()
                            ? "the device process hung and was killed"
                            : "the device process died",
                    e);
        }
    }

    private <T> T inTime(Duration allowed, Asking asking, Hearing<T> hearing) throws IOException {
        deadline.set(allowed);
        try {
            asking.ask();
            out.flush();
            if (in.readByte() == REFUSED) {
                throw new UnusableModelException(in.readUTF());
            }
            return hearing.hear();
        } finally {
            deadline.clear();
        }
    }

    /**
     * A process that ends still counts as alive when its channels are closed already. Nobody is to
     * take it for one that runs, and its end for the fault of what he then asked of it.
     */
    private void awaitEnd() {
        try {
            var _ = peer.waitFor(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writePlace(ModelFiles files) throws IOException {
        Path root = files.directory().toAbsolutePath().normalize().resolve("../..").normalize();
        out.writeUTF(root.toString());
        out.writeUTF(files.manifest().name());
        out.writeUTF(files.manifest().version());
    }

    private ModelRecord readRecord() throws IOException {
        byte[] made = new byte[in.readInt()];
        in.readFully(made);
        try {
            return ModelRecord.parseFrom(made);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the device process is of another build", e);
        }
    }

    private static ModelRecord record(ModelFiles files, Model model) {
        ModelRecord.Builder made =
                ModelRecord.newBuilder()
                        .setName(model.name())
                        .setVersion(model.version())
                        .setDigest(model.ref().getDigest())
                        .setManifest(files.manifestText())
                        .addAllLabels(model.labels());
        model.inputs().forEach(input -> made.addInputs(input.toWire()));
        model.outputs().forEach(output -> made.addOutputs(output.toWire()));
        return made.build();
    }
}
