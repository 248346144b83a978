/** Model files on this machine: {@link io.forebay.client.model.ModelFolder}. */
@NullMarked
package io.forebay.client.model;

import org.jspecify.annotations.NullMarked;
