/** A Redis server beside this process: {@link io.forebay.standalone.redis.EmbeddedRedis}. */
@NullMarked
package io.forebay.standalone.redis;

import org.jspecify.annotations.NullMarked;
