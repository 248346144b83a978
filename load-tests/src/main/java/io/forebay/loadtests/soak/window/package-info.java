/**
 * The promises of a history that does not fit into memory: {@link
 * io.forebay.loadtests.soak.window.Windows}.
 */
@NullMarked
package io.forebay.loadtests.soak.window;

import org.jspecify.annotations.NullMarked;
