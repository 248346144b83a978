package io.forebay.results.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of one topic do to the view. */
interface Translation {

    /**
     * Says what a record with a key changes.
     *
     * @param now Unix epoch milliseconds
     * @throws InvalidProtocolBufferException when the record is not what it should be; nothing was
     *     changed then
     */
    void translate(ConsumerRecord<String, byte[]> read, long now, Changes changes)
            throws InvalidProtocolBufferException;

    /** Takes what changes. */
    interface Changes {

        /** The state that the record is about. */
        void put(ViewChange.Put put, String changedId);

        /** There is no such state any more. */
        void remove(String key, String changedId);

        /** The record is of a job that spans are made of. */
        default void traced(Chunk.Traced state) {}

        /** Something beside it. */
        void change(ViewChange change);
    }
}
