/**
 * Forebay without HTTP: {@link io.forebay.client.kafka.ForebayProducer} puts jobs straight on the
 * queue. For services that the operator trusts with the secret of job ids.
 */
@NullMarked
package io.forebay.client.kafka;

import org.jspecify.annotations.NullMarked;
