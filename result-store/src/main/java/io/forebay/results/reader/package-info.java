/** Reads jobs back for whoever serves clients: {@link io.forebay.results.reader.JobReader}. */
@NullMarked
package io.forebay.results.reader;

import org.jspecify.annotations.NullMarked;
