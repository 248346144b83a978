package io.forebay.ingest.batch;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.ObjectWriter;
import io.forebay.results.reader.BatchReader.EndedLine;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.results.reader.LineCursor;
import io.forebay.schemas.document.ResultFiles;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the lines of a batch from an object, and writes its results to two. Safe for use by several
 * threads, and by several nodes at once: each line is one job however often it is read, and both
 * write the same.
 */
public record BatchFiles(Batches batches, EndedLines lines, ObjectStorage objects) {

    private static final int BUFFER = 64 * 1024;

    /** Lines in memory at once, whose results may be large. */
    private static final int ROUND = 100;

    /**
     * Takes the lines that are not taken yet, then finalizes the batch.
     *
     * @throws io.forebay.objects.ObjectRefusedException when the object is not there
     * @throws PayloadStoreException when it cannot be read now
     * @throws BrokenUploadException when reading broke; what was taken stays
     */
    void read(BatchState batch) {
        try (InputStream in = open(batch)) {
            BatchState filled = batches.fill(batch, in);
            batches.seal(new BatchId(filled.getBatchId()), filled.getTenant());
        } catch (ZipException e) {
            throw malformed("is not gzip: " + e.getMessage());
        } catch (BrokenUploadException e) {
            // Unlike a connection that is cut, the text is packed and ends too early.
            throw e.getCause() instanceof EOFException ? malformed("is not whole") : e;
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read " + batch.getSource(), e);
        }
    }

    /** Where the last taken line ends; what is packed is told by its first bytes. */
    private InputStream open(BatchState batch) throws IOException {
        BufferedInputStream raw =
                new BufferedInputStream(objects.read(batch.getTenant(), batch.getSource()), BUFFER);
        try {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream plain = packed ? new GZIPInputStream(raw, BUFFER) : raw;
            plain.skipNBytes(batch.getNextOffset());
            return plain;
        } catch (EOFException e) {
            raw.close();
            throw malformed("is not whole, or shorter than it was");
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static RefusedException malformed(String why) {
        return new RefusedException(ProblemCode.MALFORMED_REQUEST, "the input " + why);
    }

    /** Writes what the batch ended with. */
    void write(BatchState batch) {
        write(batch, Ending.ERROR, ResultFiles.errors(batch));
        write(batch, Ending.RESULT, ResultFiles.results(batch));
    }

    private void write(BatchState batch, Ending ending, String url) {
        lines.awaitAll(batch, ending);
        BatchId id = new BatchId(batch.getBatchId());
        try (ObjectWriter out = objects.write(batch.getTenant(), url)) {
            LineCursor cursor = LineCursor.START;
            for (List<EndedLine> some = lines.next(id, ending, cursor, ROUND);
                    !some.isEmpty();
                    some = lines.next(id, ending, cursor, ROUND)) {
                for (EndedLine line : some) {
                    out.write(lines.write(line));
                }
                cursor = some.getLast().cursor();
            }
            out.finish();
        } catch (IOException e) {
            throw new PayloadStoreException("cannot write " + url, e);
        }
    }
}
