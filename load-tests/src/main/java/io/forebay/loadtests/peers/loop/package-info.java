/**
 * What a team would write instead of Forebay, in Java: {@link
 * io.forebay.loadtests.peers.loop.LoopFront} takes jobs over HTTP and puts them into Kafka, {@link
 * io.forebay.loadtests.peers.loop.LoopWorker} runs them in a plain consumer loop and leaves results
 * in Redis. Two processes; nothing of Forebay is in them.
 */
@NullMarked
package io.forebay.loadtests.peers.loop;

import org.jspecify.annotations.NullMarked;
