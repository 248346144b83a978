/**
 * Everything in one process: {@link io.forebay.standalone.Main} starts it, {@link
 * io.forebay.standalone.Standalone} is it.
 */
@NullMarked
package io.forebay.standalone;

import org.jspecify.annotations.NullMarked;
