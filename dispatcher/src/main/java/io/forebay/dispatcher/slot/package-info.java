/**
 * Which partition of its topic work goes to, so that tenants do not wait for each other: {@link
 * io.forebay.dispatcher.slot.FairSlots}.
 */
@NullMarked
package io.forebay.dispatcher.slot;

import org.jspecify.annotations.NullMarked;
