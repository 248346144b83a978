/** What the API server refuses: {@link io.forebay.manifests.schema.SchemaCheck}. */
@NullMarked
package io.forebay.manifests.schema;

import org.jspecify.annotations.NullMarked;
