/** What is shown of a soak: {@link io.forebay.loadtests.soak.report.SoakReport}. */
@NullMarked
package io.forebay.loadtests.soak.report;

import org.jspecify.annotations.NullMarked;
