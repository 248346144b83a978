/**
 * The processes that a point is measured on, and the load they get: {@link
 * io.forebay.loadtests.growth.site.Site}, {@link io.forebay.loadtests.growth.site.Load}.
 */
@NullMarked
package io.forebay.loadtests.growth.site;

import org.jspecify.annotations.NullMarked;
