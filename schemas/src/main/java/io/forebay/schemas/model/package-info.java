/**
 * What a model is to every service: {@link io.forebay.schemas.model.Model} and its {@link
 * io.forebay.schemas.model.ModelManifest}.
 */
@NullMarked
package io.forebay.schemas.model;

import org.jspecify.annotations.NullMarked;
