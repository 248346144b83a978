/**
 * Who may do what: {@link io.forebay.manifests.access.KafkaUsers} and {@link
 * io.forebay.manifests.access.RedisUsers}, of the names that the services use.
 */
@NullMarked
package io.forebay.manifests.access;

import org.jspecify.annotations.NullMarked;
