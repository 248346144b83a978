package io.forebay.worker.process;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.EngineLoader;
import io.forebay.worker.model.Engines;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Kind;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device process's side of an {@link EngineLine}. Confined to its thread, which runs it. */
final class HostedEngine {

    private static final Logger LOG = LoggerFactory.getLogger(HostedEngine.class);

    private final SocketChannel channel;
    private final Path directory;
    private final EngineLoader loader;
    private final DataInputStream in;
    private final DataOutputStream out;
    private @Nullable Engine engine;

    HostedEngine(SocketChannel channel, Path directory, EngineLoader loader) {
        this.channel = channel;
        this.directory = directory;
        this.loader = loader;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out =
                new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /** Answers until the worker hangs up. */
    void serve() {
        try (channel) {
            int number = in.readInt();
            try (IncomingMemory incoming = new IncomingMemory(directory, number + "-in");
                    OutgoingMemory outgoing = new OutgoingMemory(directory, number + "-out")) {
                out.writeByte(EngineLine.DONE);
                out.flush();
                while (true) {
                    answer(Op.valueOf(in.readUTF()), incoming, outgoing);
                    out.flush();
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the worker hung up");
        } finally {
            close();
        }
    }

    private void answer(Op op, IncomingMemory incoming, OutgoingMemory outgoing)
            throws IOException {
        try {
            switch (op) {
                case INSPECT -> inspect();
                case LOAD -> load();
                case WARM_UP -> {
                    loaded().warmUp(in.readInt());
                    out.writeByte(EngineLine.DONE);
                    write(loaded().timings());
                }
                case RUN -> run(incoming, outgoing);
                case CLOSE -> {
                    close();
                    out.writeByte(EngineLine.DONE);
                }
            }
        } catch (UnusableModelException e) {
            out.writeByte(EngineLine.REFUSED);
            out.writeUTF(shortened(String.valueOf(e.getMessage())));
        }
    }

    private void inspect() throws IOException {
        ModelRepository repository = new ModelRepository(Path.of(in.readUTF()));
        String name = in.readUTF();
        String version = in.readUTF();
        var files =
                repository
                        .find(name, version)
                        .orElseThrow(() -> new UnusableModelException(name + " has just gone"));
        ModelSignature signature = loader.inspect(files);
        ModelRecord.Builder made =
                ModelRecord.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .setManifest(files.manifestText());
        signature.inputs().forEach(input -> made.addInputs(input.toWire()));
        signature.outputs().forEach(output -> made.addOutputs(output.toWire()));
        byte[] bytes = made.build().toByteArray();
        out.writeByte(EngineLine.DONE);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void load() throws IOException {
        ModelRepository repository = new ModelRepository(Path.of(in.readUTF()));
        String name = in.readUTF();
        String version = in.readUTF();
        byte[] made = new byte[in.readInt()];
        in.readFully(made);
        LOG.atDebug().addKeyValue("model", name + "/" + version).log("loading");
        close();
        Engine opened = new Engines(repository, loader).open(Model.of(ModelRecord.parseFrom(made)));
        engine = opened;
        out.writeByte(EngineLine.DONE);
        out.writeUTF(opened.executionProvider());
    }

    private void run(IncomingMemory incoming, OutgoingMemory outgoing) throws IOException {
        Duration timeout = Duration.ofNanos(in.readLong());
        int generation = in.readInt();
        ByteBuffer batch = incoming.read(generation, in.readInt());
        Engine open = loaded();
        RunOutcome outcome = guarded(open, batch, timeout);
        ByteBuffer answer;
        try {
            answer = outgoing.reserve(OutcomeWire.room(outcome));
        } catch (IOException e) {
            outcome = broke("no memory for the answers: " + e.getMessage(), Kind.OUT_OF_MEMORY);
            answer = outgoing.reserve(OutcomeWire.room(outcome));
        }
        OutcomeWire.write(outcome, answer);
        out.writeByte(EngineLine.DONE);
        out.writeInt(open.maxRows());
        out.writeInt(outgoing.generation());
        out.writeInt(answer.position());
    }

    private static RunOutcome guarded(Engine engine, ByteBuffer batch, Duration timeout) {
        try {
            return engine.run(PreparedWire.read(batch), timeout);
        } catch (OutOfMemoryError e) {
            return broke(String.valueOf(e.getMessage()), Kind.OUT_OF_MEMORY);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a run threw");
            return broke("the run failed unexpectedly", Kind.DEVICE);
        }
    }

    private static RunOutcome broke(String detail, Kind kind) {
        return new RunOutcome.Broke(Problem.of(ProblemCode.EXECUTION_FAILED, detail), kind);
    }

    private void write(List<Timing> timings) throws IOException {
        out.writeInt(timings.size());
        for (Timing timing : timings) {
            out.writeInt(timing.rows());
            out.writeLong(timing.time().toNanos());
        }
    }

    private Engine loaded() {
        Engine open = engine;
        if (open == null) {
            throw new UnusableModelException("no model was loaded");
        }
        return open;
    }

    private void close() {
        Engine open = engine;
        engine = null;
        if (open != null) {
            open.close();
        }
    }

    /** What {@link DataOutputStream#writeUTF} takes for sure. */
    private static String shortened(String message) {
        return message.length() <= 10_000 ? message : message.substring(0, 10_000);
    }
}
