/** Why a request is refused: {@link io.forebay.ingest.problem.Refusal}. */
@NullMarked
package io.forebay.ingest.problem;

import org.jspecify.annotations.NullMarked;
