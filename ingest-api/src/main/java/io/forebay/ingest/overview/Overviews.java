package io.forebay.ingest.overview;

import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.deadletter.DeadLetterBox;
import io.forebay.ingest.deadletter.LetterHead;
import io.forebay.results.pulse.LanePulse;
import io.forebay.results.pulse.Pulse;
import io.forebay.results.pulse.PulseReader;
import io.forebay.results.pulse.PulseSlot;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the pipeline when somebody asks, at most once a second however many ask: what was seen
 * less than a second ago is seen again. Safe for use by several threads.
 */
public final class Overviews {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LETTERS = 10_000;

    private final Models models;
    private final Backlog backlog;
    private final PulseReader pulse;
    private final DeadLetterBox deadLetters;
    private final Scaling scaling;
    private final InstantSource clock;
    private final Latest<Overview> overview = new Latest<>(FRESH);
    private final Latest<List<ScaledLane>> scaled = new Latest<>(FRESH);

    public Overviews(
            Models models,
            Backlog backlog,
            PulseReader pulse,
            DeadLetterBox deadLetters,
            Scaling scaling,
            InstantSource clock) {
        this.models = models;
        this.backlog = backlog;
        this.pulse = pulse;
        this.deadLetters = deadLetters;
        this.scaling = scaling;
        this.clock = clock;
    }

    Overview now() {
        return overview.at(clock.instant(), this::look);
    }

    /**
     * Asks the scaler; nothing where none says. Apart, so that only who may see it waits for it.
     */
    List<ScaledLane> scaling() {
        return scaled.at(clock.instant(), _ -> scaling.lanes().orElse(List.of()));
    }

    private Overview look(Instant now) {
        Optional<Pulse> found = pulse.pulse();
        Pulse known = found.orElseGet(() -> new Pulse(now.toEpochMilli(), List.of()));
        PulseSlot window = known.last(Overview.WINDOW.toMillis());
        List<LaneView> lanes = new ArrayList<>();
        for (Model model : models.all()) {
            for (Lane lane : List.of(Lane.INTERACTIVE, Lane.BULK)) {
                lanes.add(lane(model, new ModelLane(model.name(), lane), window));
            }
        }
        return new Overview(now, lanes, known, found.isPresent(), letters(now));
    }

    private LaneView lane(Model model, ModelLane lane, PulseSlot window) {
        String name = Topics.laneName(lane.lane());
        LanePulse ended =
                window.lanes().stream()
                        .filter(one -> one.model().equals(model.name()) && one.lane().equals(name))
                        .findFirst()
                        .orElseGet(() -> LanePulse.none(model.name(), name));
        return new LaneView(
                backlog.of(lane),
                backlog.oldest(lane),
                backlog.workers(lane),
                ended,
                model.manifest().batching().maxBatchSize());
    }

    private Overview.DeadLetterCounts letters(Instant now) {
        List<LetterHead> kept = deadLetters.list(_ -> true, Optional.empty(), LETTERS);
        long since = now.minus(HOUR).toEpochMilli();
        return new Overview.DeadLetterCounts(
                (int) kept.stream().filter(letter -> letter.diedAt() > since).count(), kept.size());
    }
}
