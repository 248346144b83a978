/** The directory that outlives a run: {@link io.forebay.standalone.home.Home}. */
@NullMarked
package io.forebay.standalone.home;

import org.jspecify.annotations.NullMarked;
