/** What a run found: {@link io.forebay.loadtests.report.Report}. */
@NullMarked
package io.forebay.loadtests.report;

import org.jspecify.annotations.NullMarked;
