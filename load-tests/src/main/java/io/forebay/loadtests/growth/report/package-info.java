/** What a run found: {@link io.forebay.loadtests.growth.report.GrowthReport}. */
@NullMarked
package io.forebay.loadtests.growth.report;

import org.jspecify.annotations.NullMarked;
