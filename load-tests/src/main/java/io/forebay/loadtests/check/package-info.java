/**
 * Whether a history keeps the promises: each {@link io.forebay.loadtests.check.Checker} looks for
 * one kind of breach; {@link io.forebay.loadtests.check.Checkers} are all of them.
 */
@NullMarked
package io.forebay.loadtests.check;

import org.jspecify.annotations.NullMarked;
