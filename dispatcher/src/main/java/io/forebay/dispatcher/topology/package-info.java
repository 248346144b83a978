/**
 * What flows from where to where: {@link io.forebay.dispatcher.topology.DispatcherTopology} is the
 * picture, {@link io.forebay.dispatcher.topology.Dispatch} translates between records and the
 * flight desk.
 */
@NullMarked
package io.forebay.dispatcher.topology;

import org.jspecify.annotations.NullMarked;
