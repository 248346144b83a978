/**
 * Writes what a release has beside its jars: {@link io.forebay.release.Main} into a folder, {@link
 * io.forebay.release.ManualPages} and {@link io.forebay.release.Completions} from the command as it
 * is.
 */
@NullMarked
package io.forebay.release;

import org.jspecify.annotations.NullMarked;
