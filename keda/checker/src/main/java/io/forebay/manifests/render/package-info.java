/** From a folder to manifests: {@link io.forebay.manifests.render.Folder}. */
@NullMarked
package io.forebay.manifests.render;

import org.jspecify.annotations.NullMarked;
