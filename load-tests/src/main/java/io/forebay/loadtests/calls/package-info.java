/**
 * Calls to nodes that may be dead, stopped or slow, whose outcome may stay unknown: {@link
 * io.forebay.loadtests.calls.Nodes}.
 */
@NullMarked
package io.forebay.loadtests.calls;

import org.jspecify.annotations.NullMarked;
