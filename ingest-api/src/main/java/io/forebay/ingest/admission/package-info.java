/**
 * Who is let in: {@link io.forebay.ingest.admission.Quotas} and {@link
 * io.forebay.ingest.admission.Backlog}.
 */
@NullMarked
package io.forebay.ingest.admission;

import org.jspecify.annotations.NullMarked;
