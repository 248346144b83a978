/**
 * A model of the protocol, small enough that every order of events can be tried: two jobs of one
 * content, their flight, two workers, the log of states, a view of it and a reader. {@code
 * ProtocolTest} tries them all, and shows for each {@code Guard} what goes wrong without it.
 */
@NullMarked
package io.forebay.dispatcher.protocol;

import org.jspecify.annotations.NullMarked;
