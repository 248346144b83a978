/** Who calls and what they may: {@link io.forebay.ingest.auth.ApiKeys}. */
@NullMarked
package io.forebay.ingest.auth;

import org.jspecify.annotations.NullMarked;
