/** How every service shows that it lives: {@link io.forebay.schemas.ops.OpsServer}. */
@NullMarked
package io.forebay.schemas.ops;

import org.jspecify.annotations.NullMarked;
