/**
 * Those who offer jobs and those who read them: {@link io.forebay.loadtests.torture.client.Clients}
 * holds them together, {@link io.forebay.loadtests.torture.client.OfferPlan} says what is offered.
 */
@NullMarked
package io.forebay.loadtests.torture.client;

import org.jspecify.annotations.NullMarked;
