/**
 * What a job is and may become: {@link io.forebay.dispatcher.job.OpenJob} is waiting, {@link
 * io.forebay.dispatcher.job.Ended} never changes again.
 */
@NullMarked
package io.forebay.dispatcher.job;

import org.jspecify.annotations.NullMarked;
