/**
 * Forebay over HTTP: {@link io.forebay.client.ForebayClient}, and {@link io.forebay.client.Job},
 * which it answers. Ids are the server's own words: they are passed on, never read.
 */
@NullMarked
package io.forebay.client;

import org.jspecify.annotations.NullMarked;
