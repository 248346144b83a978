package io.forebay.objects;

import java.io.OutputStream;

/** Writes one object in constant memory. Confined to one thread. */
public abstract class ObjectWriter extends OutputStream {

    /**
     * Makes what was written the object.
     *
     * @throws io.forebay.schemas.payload.PayloadStoreException when that does not succeed
     */
    public abstract void finish();

    /** Gives up what was not finished. */
    @Override
    public abstract void close();

    @Override
    public final void write(int one) throws java.io.IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }
}
