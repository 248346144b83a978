/**
 * What remains of flights that used up their attempts: {@link
 * io.forebay.dispatcher.deadletter.DeadLetters}.
 */
@NullMarked
package io.forebay.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
