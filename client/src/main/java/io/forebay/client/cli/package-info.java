/**
 * The {@code forebay} command: {@link io.forebay.client.cli.Main} runs {@link
 * io.forebay.client.cli.ForebayCommand}.
 */
@NullMarked
package io.forebay.client.cli;

import org.jspecify.annotations.NullMarked;
