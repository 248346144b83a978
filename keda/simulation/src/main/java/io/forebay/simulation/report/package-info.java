/** What came out, as a table and as pictures: {@link io.forebay.simulation.report.Comparison}. */
@NullMarked
package io.forebay.simulation.report;

import org.jspecify.annotations.NullMarked;
