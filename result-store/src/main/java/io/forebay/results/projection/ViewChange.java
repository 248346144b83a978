package io.forebay.results.projection;

import com.google.protobuf.ByteString;

/** What becomes of one key of the view. */
sealed interface ViewChange {

    String key();

    /** What it changes: of several changes of one slot, only the last counts. */
    default String slot() {
        return key();
    }

    /**
     * It holds this.
     *
     * @param expiresAt Unix epoch milliseconds
     */
    record Put(String key, ByteString value, long expiresAt) implements ViewChange {}

    /**
     * It is a hash, one field of which holds this.
     *
     * @param expiresAt of the whole hash, Unix epoch milliseconds
     */
    record Field(String key, String field, ByteString value, long expiresAt) implements ViewChange {

        @Override
        public String slot() {
            return key + " " + field;
        }
    }

    /**
     * Its sorted set of a tenant's jobs has this entry, and lives as long as its last one. The
     * oldest entries leave it whose jobs have gone.
     *
     * @param score what it is sorted by before its text
     * @param expiresAt Unix epoch milliseconds
     * @param tells the tenant who is to hear of it; empty = nobody
     */
    record Enlist(String key, String member, long score, long expiresAt, String tells)
            implements ViewChange {

        @Override
        public String slot() {
            return key + " " + member;
        }
    }

    /** It goes. */
    record Remove(String key) implements ViewChange {}

    /**
     * A member stands in a sorted list, which lives as long as its newest member.
     *
     * @param score where it stands
     * @param expiresAt Unix epoch milliseconds
     */
    record Enter(String key, String member, long score, long expiresAt) implements ViewChange {

        @Override
        public String slot() {
            return key + " " + member;
        }
    }

    /** A member leaves a sorted list. */
    record Leave(String key, String member) implements ViewChange {

        @Override
        public String slot() {
            return key + " " + member;
        }
    }
}
