/** The one way to Redis, for the projection and the reader: {@link RedisClient}. */
@NullMarked
package io.forebay.results.redis;

import org.jspecify.annotations.NullMarked;
