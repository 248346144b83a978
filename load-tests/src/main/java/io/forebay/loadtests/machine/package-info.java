/** What a run costs the machine: {@link io.forebay.loadtests.machine.Meter}. */
@NullMarked
package io.forebay.loadtests.machine;

import org.jspecify.annotations.NullMarked;
