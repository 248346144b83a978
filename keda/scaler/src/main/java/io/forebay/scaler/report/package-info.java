/** Why so many: {@link io.forebay.scaler.report.Explanation}, in words, JSON and meters. */
@NullMarked
package io.forebay.scaler.report;

import org.jspecify.annotations.NullMarked;
