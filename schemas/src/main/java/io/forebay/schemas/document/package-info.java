/**
 * A job as clients see it, however it reaches them: {@link io.forebay.schemas.document.JobWriter}.
 */
@NullMarked
package io.forebay.schemas.document;

import org.jspecify.annotations.NullMarked;
