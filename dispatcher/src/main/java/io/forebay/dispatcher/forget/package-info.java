/**
 * Makes what was deleted leave the disks in time: {@link
 * io.forebay.dispatcher.forget.ForgetfulStores} on the dispatcher's own, {@link
 * io.forebay.dispatcher.forget.Nudger} on the brokers'.
 */
@NullMarked
package io.forebay.dispatcher.forget;

import org.jspecify.annotations.NullMarked;
