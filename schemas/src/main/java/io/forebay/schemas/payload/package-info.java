/**
 * Where payloads too large for a Kafka record live: {@link
 * io.forebay.schemas.payload.PayloadStore}.
 */
@NullMarked
package io.forebay.schemas.payload;

import org.jspecify.annotations.NullMarked;
