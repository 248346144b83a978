/** What is shown of a campaign: {@link io.forebay.loadtests.torture.report.TortureReport}. */
@NullMarked
package io.forebay.loadtests.torture.report;

import org.jspecify.annotations.NullMarked;
