/** The layout of the view in Redis: {@link io.forebay.schemas.redis.RedisKeys}. */
@NullMarked
package io.forebay.schemas.redis;

import org.jspecify.annotations.NullMarked;
