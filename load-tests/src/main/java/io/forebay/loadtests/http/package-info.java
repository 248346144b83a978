/** A lean HTTP/1.1 client: {@link io.forebay.loadtests.http.HttpConnection}. */
@NullMarked
package io.forebay.loadtests.http;

import org.jspecify.annotations.NullMarked;
