/**
 * The errors of the contract: {@link io.forebay.schemas.problem.ProblemCode} and {@link
 * io.forebay.schemas.problem.Problem}.
 */
@NullMarked
package io.forebay.schemas.problem;

import org.jspecify.annotations.NullMarked;
