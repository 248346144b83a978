/** What tests use in place of devices, clocks and brokers. */
@NullMarked
package io.forebay.worker.fake;

import org.jspecify.annotations.NullMarked;
