package io.forebay.worker.onnx;

import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.worker.image.Geometry;
import io.forebay.worker.model.Prepared;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Prepared inputs from one process to another of the same build, so that the form needs no version.
 */
public final class PreparedWire {

    /** Numbers of one input and of one tensor beyond its name, its dimensions and its data. */
    private static final int FIXED = 128;

    private static final int MAX_UTF8 = 3;

    private PreparedWire() {}

    /** Bytes that {@link #write} takes at the most. */
    public static long room(List<Prepared> batch) {
        long room = FIXED;
        for (Prepared each : batch) {
            PreparedInput input = (PreparedInput) each;
            room += FIXED + room(input.wanted().names());
            room += room(input.wanted().raw()) + room(input.wanted().made());
            for (Tensor tensor : input.tensors()) {
                room += FIXED + (long) MAX_UTF8 * tensor.name().length() + tensor.data().size();
                room += (long) Long.BYTES * tensor.shape().rank();
            }
        }
        return room;
    }

    public static void write(List<Prepared> batch, ByteBuffer into) {
        into.putInt(batch.size());
        for (Prepared each : batch) {
            PreparedInput input = (PreparedInput) each;
            into.putInt(input.rows());
            into.putInt(input.tensors().size());
            input.tensors().forEach(tensor -> write(tensor, into));
            write(input.wanted().names(), into);
            write(input.wanted().raw(), into);
            write(input.wanted().made(), into);
            write(input.geometry(), into);
        }
    }

    /** What was written. It is a view: the memory must stay as it is for as long as it is used. */
    public static List<Prepared> read(ByteBuffer from) {
        int count = from.getInt();
        List<Prepared> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int rows = from.getInt();
            List<Tensor> tensors = new ArrayList<>();
            for (int left = from.getInt(); left > 0; left--) {
                tensors.add(readTensor(from));
            }
            Wanted wanted =
                    new Wanted(
                            readTexts(from),
                            Set.copyOf(readTexts(from)),
                            Set.copyOf(readTexts(from)));
            batch.add(new PreparedInput(rows, batch, tensors, wanted, readGeometry(from)));
        }
        return batch;
    }

    private static void write(Tensor tensor, ByteBuffer into) {
        write(tensor.name(), into);
        write(tensor.datatype().name(), into);
        into.putInt(tensor.shape().rank());
        tensor.shape().dimensions().forEach(into::putLong);
        into.putInt(tensor.data().size());
        tensor.data().copyTo(into);
    }

    private static Tensor readTensor(ByteBuffer from) {
        String name = readText(from);
        Datatype datatype = Datatype.valueOf(readText(from));
        List<Long> dimensions = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            dimensions.add(from.getLong());
        }
        int size = from.getInt();
        ByteBuffer data = from.slice(from.position(), size);
        from.position(from.position() + size);
        return new Tensor(
                name, datatype, new Shape(dimensions), UnsafeByteOperations.unsafeWrap(data));
    }

    private static void write(Geometry geometry, ByteBuffer into) {
        into.putInt(geometry.width()).putInt(geometry.height());
        into.putInt(geometry.modelWidth()).putInt(geometry.modelHeight());
        into.putDouble(geometry.scaleX()).putDouble(geometry.scaleY());
        into.putDouble(geometry.offsetX()).putDouble(geometry.offsetY());
    }

    private static Geometry readGeometry(ByteBuffer from) {
        return new Geometry(
                from.getInt(),
                from.getInt(),
                from.getInt(),
                from.getInt(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble());
    }

    private static long room(Collection<String> texts) {
        long room = Integer.BYTES;
        for (String text : texts) {
            room += Integer.BYTES + (long) MAX_UTF8 * text.length();
        }
        return room;
    }

    private static void write(Collection<String> texts, ByteBuffer into) {
        into.putInt(texts.size());
        texts.forEach(text -> write(text, into));
    }

    private static List<String> readTexts(ByteBuffer from) {
        List<String> texts = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            texts.add(readText(from));
        }
        return texts;
    }

    private static void write(String text, ByteBuffer into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.putInt(bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
