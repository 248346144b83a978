/**
 * What everybody did and saw, in order: {@link io.forebay.loadtests.history.History} writes it as
 * lines of JSON, {@link io.forebay.loadtests.history.Event} is one of them.
 */
@NullMarked
package io.forebay.loadtests.history;

import org.jspecify.annotations.NullMarked;
