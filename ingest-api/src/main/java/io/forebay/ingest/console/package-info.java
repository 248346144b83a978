/** The console's files, as they are served: {@link io.forebay.ingest.console.ConsoleFiles}. */
@NullMarked
package io.forebay.ingest.console;

import org.jspecify.annotations.NullMarked;
