/** Makes work ready to run: {@link io.forebay.worker.decode.Preparation}. */
@NullMarked
package io.forebay.worker.decode;

import org.jspecify.annotations.NullMarked;
