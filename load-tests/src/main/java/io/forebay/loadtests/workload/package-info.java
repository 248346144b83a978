/** What is sent and what must come back: {@link io.forebay.loadtests.workload.Workload}. */
@NullMarked
package io.forebay.loadtests.workload;

import org.jspecify.annotations.NullMarked;
