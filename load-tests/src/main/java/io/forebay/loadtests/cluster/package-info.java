/**
 * Forebay as separate processes with a real broker and a real Redis, each of which can be killed,
 * stopped and started again: {@link io.forebay.loadtests.cluster.Cluster}.
 */
@NullMarked
package io.forebay.loadtests.cluster;

import org.jspecify.annotations.NullMarked;
