/**
 * What an instance said: {@link io.forebay.loadtests.answer.AnswerReader} gives an {@link
 * io.forebay.loadtests.answer.Answer}.
 */
@NullMarked
package io.forebay.loadtests.answer;

import org.jspecify.annotations.NullMarked;
