/**
 * The result store: {@link io.forebay.results.ResultStore} keeps the view of jobs in Redis, and
 * {@link io.forebay.results.reader.RedisJobReader} reads it.
 */
@NullMarked
package io.forebay.results;

import org.jspecify.annotations.NullMarked;
