/** A Kafka broker inside this process: {@link io.forebay.standalone.broker.EmbeddedKafka}. */
@NullMarked
package io.forebay.standalone.broker;

import org.jspecify.annotations.NullMarked;
