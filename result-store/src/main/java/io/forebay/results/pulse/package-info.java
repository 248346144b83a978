/**
 * What has ended of late, for people who look: the projections count it as it passes ({@link
 * io.forebay.results.pulse.PulseRecorder}), each process tells its share once a second ({@link
 * io.forebay.results.pulse.PulsePublisher}), and readers add the shares up ({@link
 * io.forebay.results.pulse.PulseReader}). Indicative only: a state that is read again counts again.
 */
@NullMarked
package io.forebay.results.pulse;

import org.jspecify.annotations.NullMarked;
